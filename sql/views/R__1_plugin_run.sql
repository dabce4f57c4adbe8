create or replace view ssm.plugin_run as
select
  (requested_date_time at time zone 'UTC')::date as day,
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

comment on view ssm.plugin_run is
  'What each step of each invocation came to. A step that was skipped says Success in the table and Skipped here; one that '
  'its ended invocation never came to is NotRun. Filter on day, which has an index.';
