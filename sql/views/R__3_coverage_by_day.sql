create or replace view ssm.coverage_by_day as
with ledger as (
  select
    split_part(destination, ' ', 1) as job,
    selection,
    account_id,
    region,
    (start_time at time zone 'UTC')::date as day,
    1440 / slice_minutes as slices_of_a_day,
    sealed,
    invocations,
    open_invocations,
    kept_invocations,
    row_count,
    read_until,
    exported_at
  from ssm_export.exported_slice join ssm_export.destination using (destination)
  where split_part(destination, ' ', 2) = 'postgres:ssm.command_plugin'
), exported as (
  select job, selection, account_id, region, day, max(slices_of_a_day) as slices_of_a_day, count(*) as slices,
    count(*) filter (where sealed) as sealed_slices, sum(invocations)::bigint as invocations,
    sum(open_invocations)::bigint as open_invocations, sum(kept_invocations)::bigint as kept_invocations,
    sum(row_count)::bigint as rows, max(read_until) as read_until, max(exported_at) as exported_at
  from ledger
  group by job, selection, account_id, region, day
), source as (
  select job, selection, account_id, region, min(day) as first, max(day) as last from exported group by 1, 2, 3, 4
)
select
  calendar.day::date as day,
  source.job,
  source.account_id,
  source.region,
  source.selection,
  case
    when exported.day is null then 'missing'
    when sealed_slices = slices_of_a_day then 'complete'
    when open_invocations > 0 and calendar.day < now() - interval '31 days' then 'expired'
    when open_invocations > 0 then 'still running'
    else 'partly read'
  end as state,
  coalesce(slices, 0) as slices,
  coalesce(sealed_slices, 0) as sealed_slices,
  coalesce(invocations, 0) as invocations,
  coalesce(open_invocations, 0) as open_invocations,
  coalesce(kept_invocations, 0) as kept_invocations,
  coalesce(rows, 0) as rows,
  read_until,
  exported_at
from source
cross join lateral generate_series(source.first::timestamp, source.last::timestamp, interval '1 day') as calendar (day)
left join exported on exported.job = source.job and exported.selection = source.selection
  and exported.account_id = source.account_id and exported.region = source.region and exported.day = calendar.day::date;

comment on view ssm.coverage_by_day is
  'Which days of each account and region are archived, by the ledger of the jobs whose state is in this database: complete '
  '(nothing can change any more), still running (to be read again), partly read, expired (AWS forgot it before its commands '
  'ended) or missing. selection says what a job leaves out.';
