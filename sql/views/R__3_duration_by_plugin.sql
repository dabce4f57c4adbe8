create or replace view ssm.duration_by_day_and_plugin as
select
  day,
  account_id,
  region,
  document_name,
  plugin_name,
  count(*) as runs,
  percentile_cont(0.5) within group (order by duration_seconds) as p50_seconds,
  percentile_cont(0.9) within group (order by duration_seconds) as p90_seconds,
  percentile_cont(0.99) within group (order by duration_seconds) as p99_seconds,
  max(duration_seconds) as max_seconds,
  percentile_cont(0.95) within group (order by duration_seconds) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

comment on view ssm.duration_by_day_and_plugin is
  'How long the steps of each document took on each UTC day, in seconds; skipped and unfinished ones are left out.';

create or replace view ssm.duration_by_plugin as
select
  document_name,
  plugin_name,
  count(*) as runs,
  percentile_cont(0.5) within group (order by duration_seconds) as p50_seconds,
  percentile_cont(0.9) within group (order by duration_seconds) as p90_seconds,
  percentile_cont(0.99) within group (order by duration_seconds) as p99_seconds,
  max(duration_seconds) as max_seconds,
  percentile_cont(0.95) within group (order by duration_seconds) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by document_name, plugin_name;

comment on view ssm.duration_by_plugin is
  'How long the steps of each document took in all of the archive, in seconds. For a span of time use plugin_run: '
  'percentiles of days can''t be added up.';
