-- When a run last did all that it had to, be it nothing.
alter table destination add column last_success timestamp(3) with time zone;
update destination set last_success = (
  select max(ended_at) from run where run.destination = destination.destination and outcome = 'complete');
