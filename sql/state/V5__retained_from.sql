-- Time before which everything was forgotten on purpose, and stays so.
alter table ssm_export.destination add column retained_from timestamptz;

comment on column ssm_export.destination.retained_from is
  'Time before which everything was forgotten on purpose; no run brings it back unless it is asked for again.';
