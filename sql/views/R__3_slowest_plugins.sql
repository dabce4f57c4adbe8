create or replace view ssm.slowest_plugins as
select
  day,
  account_id,
  region,
  document_name,
  plugin_name,
  count(*) as runs,
  sum(duration_seconds) as total_seconds,
  avg(duration_seconds) as mean_seconds,
  max(duration_seconds) as max_seconds,
  (array_agg(instance_id order by duration_seconds desc))[1] as slowest_instance_id,
  (array_agg(command_id order by duration_seconds desc))[1] as slowest_command_id
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

comment on view ssm.slowest_plugins is
  'Where the time goes: what the steps of each document cost on each UTC day, and which run was the slowest. Order by '
  'total_seconds or max_seconds.';
