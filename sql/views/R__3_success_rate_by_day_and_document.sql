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

comment on view ssm.success_rate_by_day_and_document is
  'How reliable each document was on each UTC day. success_rate is succeeded / (succeeded + failed + timed_out + undelivered): '
  'skipped, cancelled and running invocations say nothing about it; null where there is nothing else.';
