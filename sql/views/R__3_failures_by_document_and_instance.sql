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

comment on view ssm.failures_by_document_and_instance is
  'What failed where, and how: by day, document, instance, outcome, first failed step and its response code. Commands that '
  'never reached the instance are in it as Undelivered, without a step.';
