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

comment on view ssm.still_running is
  'Invocations that had not ended when they were last read. AWS has forgotten those with forgotten = true: how they ended '
  'will never be known.';
