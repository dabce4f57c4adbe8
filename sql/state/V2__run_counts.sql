-- What a run was asked for and how much it did, over all processes that worked on it.
alter table ssm_export.run
  add column request text default '' not null,
  add column slices bigint default 0 not null,
  add column failed bigint default 0 not null,
  add column invocations bigint default 0 not null,
  add column row_count bigint default 0 not null,
  add column pages bigint default 0 not null,
  add column retries bigint default 0 not null,
  add column millis bigint default 0 not null;

comment on column ssm_export.run.request is 'The window in words, such as incremental; the same words for the same window.';
comment on column ssm_export.run.millis is 'Time that processes worked on it.';
