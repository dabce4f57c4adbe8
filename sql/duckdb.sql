-- Table and views for DuckDB over an archive of files, on disk or in S3: the same names, columns and answers as in Postgres.
-- Say in the macro where the archive lies, and run the file:
--   duckdb ssm.duckdb < sql/duckdb.sql
-- The database then holds no rows, only these views; whatever opens it (Metabase, Superset, Grafana, notebooks) asks the files.
--
-- Times are UTC where a session says so (set timezone = 'UTC'). A query reads the days that it asks for: filter on day, or on
-- requested_date in the table. A column that is younger than a file is null there. For S3 load httpfs and make a secret before.

create schema if not exists ssm;

-- A directory, or 's3://BUCKET/PREFIX'.
create or replace macro ssm.archive() as 'archive';

-- For a CSV archive take the statement below it instead.
create or replace view ssm.command_plugin as
select * from read_parquet(ssm.archive() || '/*/*.parquet', hive_partitioning = true, union_by_name = true);

-- The same over CSV; take the marks of comment away.
-- create or replace view ssm.command_plugin as
-- select * replace (
--   plugin_index::int as plugin_index,
--   response_code::int as response_code,
--   requested_date_time::timestamptz as requested_date_time,
--   response_start_date_time::timestamptz as response_start_date_time,
--   response_finish_date_time::timestamptz as response_finish_date_time,
--   exported_at::timestamptz as exported_at,
--   cloud_watch_output_enabled::boolean as cloud_watch_output_enabled,
--   output_truncated::boolean as output_truncated,
--   requested_date::date as requested_date)
-- from read_csv(ssm.archive() || '/requested_date=*/*.csv*', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"',
--   allow_quoted_nulls = false, hive_partitioning = true, union_by_name = true);

-- What each step of each invocation came to. A step that was skipped says Success in the table and Skipped here; one that its
-- ended invocation never came to is NotRun.
create or replace view ssm.plugin_run as
select
  requested_date as day,
  account_id,
  region,
  command_id,
  instance_id,
  plugin_index,
  instance_name,
  document_name,
  document_version,
  requested_date_time,
  plugin_name,
  case
    when plugin_status = 'Success' and output like 'Step execution skipped due to %' then 'Skipped'
    when plugin_status in ('Success', 'Failed', 'TimedOut', 'Cancelled') then plugin_status
    when plugin_status = 'SuccessAndReboot' and response_finish_date_time is null then 'Running'
    when plugin_status = 'SuccessAndReboot' then 'Success'
    when plugin_status = 'ExecutionTimedOut' then 'TimedOut'
    when plugin_status = 'Terminated' then 'Cancelled'
    when status in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut', 'ExecutionTimedOut',
      'Undeliverable', 'Terminated') then 'NotRun'
    else 'Running'
  end as outcome,
  plugin_status_details,
  response_code,
  response_start_date_time,
  response_finish_date_time,
  extract(epoch from response_finish_date_time - response_start_date_time)::double precision as duration_seconds,
  output_truncated,
  exported_at
from ssm.command_plugin
where plugin_name is not null;

-- One row per invocation: a command on an instance. outcome is Success, Skipped (Success, but every step was skipped), Failed,
-- TimedOut, Undelivered (Undeliverable or delivery timed out: it never reached the instance), Cancelled or Running; response_code
-- is that of the first step that failed.
create or replace view ssm.invocation as
select
  day,
  account_id,
  region,
  command_id,
  instance_id,
  instance_name,
  comment,
  document_name,
  document_version,
  requested_date_time,
  status,
  status_details,
  case
    when status is null or status not in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut',
      'ExecutionTimedOut', 'Undeliverable', 'Terminated') then 'Running'
    when status = 'Success' and plugins > 0 and skipped_plugins = plugins then 'Skipped'
    when status = 'Success' then 'Success'
    when status in ('Cancelled', 'Terminated') or details = 'terminated' then 'Cancelled'
    when status in ('Undeliverable', 'DeliveryTimedOut') or details in ('undeliverable', 'deliverytimedout')
      then 'Undelivered'
    when status = 'ExecutionTimedOut' then 'TimedOut'
    else status
  end as outcome,
  plugins,
  succeeded_plugins,
  skipped_plugins,
  failed_plugins,
  first_failed_plugin,
  response_code,
  started_at,
  finished_at,
  extract(epoch from finished_at - started_at)::double precision as duration_seconds,
  exported_at
from (
  select
    requested_date as day,
    account_id,
    region,
    command_id,
    instance_id,
    requested_date_time,
    min(instance_name) as instance_name,
    min(comment) as comment,
    min(document_name) as document_name,
    min(document_version) as document_version,
    min(status) as status,
    min(status_details) as status_details,
    lower(replace(min(status_details), ' ', '')) as details,
    count(plugin_name) as plugins,
    count(plugin_name) filter (where plugin_status = 'Success' and not skipped) as succeeded_plugins,
    count(plugin_name) filter (where skipped) as skipped_plugins,
    count(plugin_name) filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')) as failed_plugins,
    (array_agg(plugin_name order by plugin_index)
      filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')))[1] as first_failed_plugin,
    (array_agg(response_code order by plugin_index)
      filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')))[1] as response_code,
    min(response_start_date_time) as started_at,
    max(response_finish_date_time) as finished_at,
    max(exported_at) as exported_at
  from (
    select *, plugin_status = 'Success' and coalesce(output, '') like 'Step execution skipped due to %' as skipped
    from ssm.command_plugin
  ) plugin
  group by requested_date, account_id, region, command_id, instance_id, requested_date_time
) invocation;

-- How long the steps of each document took on each UTC day, in seconds; skipped and unfinished ones are left out.
create or replace view ssm.duration_by_day_and_plugin as
select
  day,
  account_id,
  region,
  document_name,
  plugin_name,
  count(*) as runs,
  percentile_cont(0.5) within group (order by duration_seconds) as p50_seconds,
  percentile_cont(0.9) within group (order by duration_seconds) as p90_seconds,
  percentile_cont(0.99) within group (order by duration_seconds) as p99_seconds,
  max(duration_seconds) as max_seconds,
  percentile_cont(0.95) within group (order by duration_seconds) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

-- How long the steps of each document took in all of the archive, in seconds. For a span of time use plugin_run: percentiles of
-- days can't be added up.
create or replace view ssm.duration_by_plugin as
select
  document_name,
  plugin_name,
  count(*) as runs,
  percentile_cont(0.5) within group (order by duration_seconds) as p50_seconds,
  percentile_cont(0.9) within group (order by duration_seconds) as p90_seconds,
  percentile_cont(0.99) within group (order by duration_seconds) as p99_seconds,
  max(duration_seconds) as max_seconds,
  percentile_cont(0.95) within group (order by duration_seconds) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by document_name, plugin_name;

-- What failed where, and how: by day, document, instance, outcome, first failed step and its response code. Commands that never
-- reached the instance are in it as Undelivered, without a step.
create or replace view ssm.failures_by_document_and_instance as
select
  day,
  account_id,
  region,
  document_name,
  instance_id,
  max(instance_name) as instance_name,
  outcome,
  status_details,
  first_failed_plugin as plugin_name,
  response_code,
  count(*) as failures,
  max(requested_date_time) as last_failure
from ssm.invocation
where outcome in ('Failed', 'TimedOut', 'Undelivered')
group by day, account_id, region, document_name, instance_id, outcome, status_details, first_failed_plugin, response_code;

-- The newest command of each instance and what it came to, and how many the archive has of it.
create or replace view ssm.last_run_by_instance as
select
  last.account_id,
  last.region,
  last.instance_id,
  invocation.instance_name,
  last.requested_date_time as last_run,
  last.runs,
  invocation.command_id,
  invocation.document_name,
  invocation.outcome,
  invocation.status_details,
  invocation.response_code,
  invocation.duration_seconds
from (
  select account_id, region, instance_id, count(*) as runs, max(requested_date_time) as requested_date_time,
    max((requested_date_time, command_id))[2] as command_id
  from ssm.command_plugin
  where plugin_index = 0
  group by account_id, region, instance_id
) last
join ssm.invocation using (account_id, region, command_id, instance_id);

-- Where the time goes: what the steps of each document cost on each UTC day, and which run was the slowest. Order by
-- total_seconds or max_seconds.
create or replace view ssm.slowest_plugins as
select
  day,
  account_id,
  region,
  document_name,
  plugin_name,
  count(*) as runs,
  sum(duration_seconds) as total_seconds,
  avg(duration_seconds) as mean_seconds,
  max(duration_seconds) as max_seconds,
  (array_agg(instance_id order by duration_seconds desc))[1] as slowest_instance_id,
  (array_agg(command_id order by duration_seconds desc))[1] as slowest_command_id
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

-- Invocations that had not ended when they were last read. AWS has forgotten those with forgotten = true: how they ended will
-- never be known.
create or replace view ssm.still_running as
select
  account_id,
  region,
  command_id,
  instance_id,
  instance_name,
  document_name,
  requested_date_time,
  status,
  status_details,
  now() - requested_date_time as age,
  requested_date_time < now() - interval '30 days' as forgotten,
  exported_at
from ssm.command_plugin
where plugin_index = 0
  and (status is null or status not in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut',
    'ExecutionTimedOut', 'Undeliverable', 'Terminated'));

-- How reliable each document was on each UTC day. success_rate is succeeded / (succeeded + failed + timed_out + undelivered):
-- skipped, cancelled and running invocations say nothing about it; null where there is nothing else.
create or replace view ssm.success_rate_by_day_and_document as
select
  day,
  account_id,
  region,
  document_name,
  count(*) as invocations,
  count(*) filter (where outcome = 'Success') as succeeded,
  count(*) filter (where outcome = 'Failed') as failed,
  count(*) filter (where outcome = 'TimedOut') as timed_out,
  count(*) filter (where outcome = 'Undelivered') as undelivered,
  count(*) filter (where outcome = 'Skipped') as skipped,
  count(*) filter (where outcome = 'Cancelled') as cancelled,
  count(*) filter (where outcome = 'Running') as running,
  count(*) filter (where outcome = 'Success')::double precision
    / nullif(count(*) filter (where outcome in ('Success', 'Failed', 'TimedOut', 'Undelivered')), 0) as success_rate
from ssm.invocation
group by day, account_id, region, document_name;

-- Which days of each account and region are archived, by what each job's last run left in _coverage beside its files: complete
-- (nothing can change any more), still running (to be read again), partly read, expired (AWS forgot it before its commands ended)
-- or missing. selection says what a job leaves out. An archive of an older version has it after its next run.
create or replace view ssm.coverage_by_day as
with exported as (
  select * from read_json(ssm.archive() || '/_coverage/*.jsonl.gz', format = 'newline_delimited', hive_partitioning = false,
    columns = {job: 'varchar', selection: 'varchar', account_id: 'varchar', region: 'varchar', day: 'date',
      slice_minutes: 'bigint', slices: 'bigint', sealed_slices: 'bigint', invocations: 'bigint', open_invocations: 'bigint',
      kept_invocations: 'bigint', rows: 'bigint', read_until: 'timestamptz', exported_at: 'timestamptz'})
), source as (
  select job, selection, account_id, region, min(day) as first, max(day) as last from exported group by 1, 2, 3, 4
), calendar as (
  select job, selection, account_id, region, unnest(generate_series(first, last, interval '1 day'))::date as day from source
)
select
  calendar.day,
  calendar.job,
  calendar.account_id,
  calendar.region,
  calendar.selection,
  case
    when exported.day is null then 'missing'
    when sealed_slices * slice_minutes = 1440 then 'complete'
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
from calendar
left join exported on exported.job = calendar.job and exported.selection = calendar.selection
  and exported.account_id = calendar.account_id and exported.region = calendar.region and exported.day = calendar.day;
