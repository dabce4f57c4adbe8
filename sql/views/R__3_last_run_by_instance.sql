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
    (max(array[to_char(requested_date_time at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), command_id]))[2] as command_id
  from ssm.command_plugin
  where plugin_index = 0
  group by account_id, region, instance_id
) last
join ssm.invocation using (account_id, region, command_id, instance_id);

comment on view ssm.last_run_by_instance is
  'The newest command of each instance and what it came to, and how many the archive has of it.';
