-- Why the last run failed or ended incomplete; null once a run did all that it had to.
alter table destination add column failed_at timestamp(3) with time zone;
alter table destination add column failure varchar(4000);
