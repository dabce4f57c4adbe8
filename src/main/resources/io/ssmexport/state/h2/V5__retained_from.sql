-- Time before which everything was forgotten on purpose, and stays so.
alter table destination add column retained_from timestamp(3) with time zone;
