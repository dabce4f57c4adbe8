-- Workers: who reads which slice of a run that goes on, and the mark of the queue from which they get them.
create table ssm_export.slice_reader (
  step_execution_id bigint primary key references ssm_export.batch_step_execution on delete cascade,
  worker text not null,
  since timestamptz not null,
  seen timestamptz not null,
  taken bigint not null,
  begun int not null,
  pages bigint not null,
  outcome text,
  told boolean default false not null
);

comment on table ssm_export.slice_reader is
  'Which worker took a slice last. taken counts how often that was, so that a worker from which another has taken over '
  'can''t commit any more; begun counts how often in a row nothing came of it.';
comment on column ssm_export.slice_reader.seen is 'When the worker last said that it lives, by this server''s clock.';
comment on column ssm_export.slice_reader.pages is 'Pages that were committed when it was taken.';
comment on column ssm_export.slice_reader.outcome is 'What became of it, as JSON, for the run that handed it out.';
comment on column ssm_export.slice_reader.told is 'Whether that run has counted it.';

alter table ssm_export.job_lock add column mark text default md5(random()::text || clock_timestamp()::text) not null;

comment on column ssm_export.job_lock.mark is
  'Tells the queue of this job from that of a job of the same name in another database.';
