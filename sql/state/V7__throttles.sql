-- How many of a run's requests AWS throttled.
alter table ssm_export.run add column throttles bigint default 0 not null;

comment on column ssm_export.run.throttles is 'Those of the retries that AWS made necessary because there were too many requests.';
