-- How many of a run's requests AWS throttled.
alter table run add column throttles bigint default 0 not null;
