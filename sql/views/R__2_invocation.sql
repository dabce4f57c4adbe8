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
    (requested_date_time at time zone 'UTC')::date as day,
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
  group by day, account_id, region, command_id, instance_id, requested_date_time
) invocation;

comment on view ssm.invocation is
  'One row per invocation: a command on an instance. outcome is Success, Skipped (Success, but every step was skipped), Failed, '
  'TimedOut, Undelivered (Undeliverable or delivery timed out: it never reached the instance), Cancelled or Running; '
  'response_code is that of the first step that failed. Filter on day, which has an index.';
