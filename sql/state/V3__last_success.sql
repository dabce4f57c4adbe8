-- When a run last did all that it had to, be it nothing.
alter table ssm_export.destination add column last_success timestamptz;

update ssm_export.destination d set last_success = (
  select max(ended_at) from ssm_export.run r where r.destination = d.destination and outcome = 'complete');

comment on column ssm_export.destination.last_success is 'When a run last did all that it had to, be it nothing; null if none ever did.';
