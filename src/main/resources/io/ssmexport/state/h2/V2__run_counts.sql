-- What a run was asked for and how much it did, over all processes that worked on it.
alter table run add column request varchar(4000) default '' not null;
alter table run add column slices bigint default 0 not null;
alter table run add column failed bigint default 0 not null;
alter table run add column invocations bigint default 0 not null;
alter table run add column row_count bigint default 0 not null;
alter table run add column pages bigint default 0 not null;
alter table run add column retries bigint default 0 not null;
alter table run add column millis bigint default 0 not null;
