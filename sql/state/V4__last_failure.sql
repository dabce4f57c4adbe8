-- Why the last run failed or ended incomplete; null once a run did all that it had to.
alter table ssm_export.destination add column failed_at timestamptz;
alter table ssm_export.destination add column failure varchar(4000);

comment on column ssm_export.destination.failed_at is 'When the last run failed or ended incomplete; null once a run did all that it had to.';
comment on column ssm_export.destination.failure is 'Why that was.';
