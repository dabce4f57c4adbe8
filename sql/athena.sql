-- Table and views for Amazon Athena (engine 3) over a Parquet archive in S3: into: parquet:s3://BUCKET/PREFIX
-- Put your BUCKET/PREFIX in, then run the statements one by one, as Athena takes them; again after an upgrade, which adds columns
-- to the table (drop it before: it is external, the files stay) and replaces the views.
--
-- The table needs no crawler and no repair: a day's folder is found by its date. A query reads the days that it asks for: filter on
-- requested_date, or on day in the views. Times are UTC. A column that is younger than a file is null there.
-- Percentiles are Athena's approximate ones. There is no table over CSV: Athena's readers end a row at a line break, and outputs
-- have some.

create database if not exists ssm;

create external table if not exists ssm.command_plugin (
  `account_id` string,
  `region` string,
  `command_id` string,
  `instance_id` string,
  `plugin_index` int,
  `instance_name` string,
  `comment` string,
  `document_name` string,
  `document_version` string,
  `requested_date_time` timestamp,
  `status` string,
  `status_details` string,
  `standard_output_url` string,
  `standard_error_url` string,
  `trace_output` string,
  `service_role` string,
  `notification_arn` string,
  `notification_events` string,
  `notification_type` string,
  `cloud_watch_log_group_name` string,
  `cloud_watch_output_enabled` boolean,
  `plugin_name` string,
  `plugin_status` string,
  `plugin_status_details` string,
  `response_code` int,
  `response_start_date_time` timestamp,
  `response_finish_date_time` timestamp,
  `output` string,
  `plugin_standard_output_url` string,
  `plugin_standard_error_url` string,
  `output_s3_region` string,
  `output_s3_bucket_name` string,
  `output_s3_key_prefix` string,
  `output_truncated` boolean,
  `exported_at` timestamp
)
partitioned by (`requested_date` date)
stored as parquet
location 's3://BUCKET/PREFIX/'
tblproperties (
  'projection.enabled' = 'true',
  'projection.requested_date.type' = 'date',
  'projection.requested_date.format' = 'yyyy-MM-dd',
  'projection.requested_date.range' = '2026-01-01,NOW',
  'projection.requested_date.interval' = '1',
  'projection.requested_date.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://BUCKET/PREFIX/requested_date=${requested_date}'
);

-- What each job's last run said of each day, for coverage_by_day. An archive of an older version has it after its next run.
create external table if not exists ssm.coverage (
  `job` string,
  `selection` string,
  `account_id` string,
  `region` string,
  `day` string,
  `slice_minutes` bigint,
  `slices` bigint,
  `sealed_slices` bigint,
  `invocations` bigint,
  `open_invocations` bigint,
  `kept_invocations` bigint,
  `rows` bigint,
  `read_until` string,
  `exported_at` string
)
row format serde 'org.openx.data.jsonserde.JsonSerDe'
location 's3://BUCKET/PREFIX/_coverage/';

-- What each step of each invocation came to. A step that was skipped says Success in the table and Skipped here; one that its ended
-- invocation never came to is NotRun.
create or replace view ssm.plugin_run as
select
  requested_date as day,
  account_id,
  region,
  command_id,
  instance_id,
  plugin_index,
  instance_name,
  document_name,
  document_version,
  requested_date_time,
  plugin_name,
  case
    when plugin_status = 'Success' and output like 'Step execution skipped due to %' then 'Skipped'
    when plugin_status in ('Success', 'Failed', 'TimedOut', 'Cancelled') then plugin_status
    when plugin_status = 'SuccessAndReboot' and response_finish_date_time is null then 'Running'
    when plugin_status = 'SuccessAndReboot' then 'Success'
    when plugin_status = 'ExecutionTimedOut' then 'TimedOut'
    when plugin_status = 'Terminated' then 'Cancelled'
    when status in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut', 'ExecutionTimedOut',
      'Undeliverable', 'Terminated') then 'NotRun'
    else 'Running'
  end as outcome,
  plugin_status_details,
  response_code,
  response_start_date_time,
  response_finish_date_time,
  date_diff('millisecond', response_start_date_time, response_finish_date_time) / 1000e0 as duration_seconds,
  output_truncated,
  exported_at
from ssm.command_plugin
where plugin_name is not null;

-- One row per invocation: a command on an instance. outcome is Success, Skipped (Success, but every step was skipped), Failed,
-- TimedOut, Undelivered (Undeliverable or delivery timed out: it never reached the instance), Cancelled or Running; response_code is
-- that of the first step that failed.
create or replace view ssm.invocation as
select
  requested_date as day,
  account_id,
  region,
  command_id,
  instance_id,
  instance_name,
  "comment",
  document_name,
  document_version,
  requested_date_time,
  status,
  status_details,
  case
    when status is null or status not in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut',
      'ExecutionTimedOut', 'Undeliverable', 'Terminated') then 'Running'
    when status = 'Success' and plugins > 0 and skipped_plugins = plugins then 'Skipped'
    when status = 'Success' then 'Success'
    when status in ('Cancelled', 'Terminated') or details = 'terminated' then 'Cancelled'
    when status in ('Undeliverable', 'DeliveryTimedOut') or details in ('undeliverable', 'deliverytimedout')
      then 'Undelivered'
    when status = 'ExecutionTimedOut' then 'TimedOut'
    else status
  end as outcome,
  plugins,
  succeeded_plugins,
  skipped_plugins,
  failed_plugins,
  first_failed_plugin,
  response_code,
  started_at,
  finished_at,
  date_diff('millisecond', started_at, finished_at) / 1000e0 as duration_seconds,
  exported_at
from (
  select
    requested_date,
    account_id,
    region,
    command_id,
    instance_id,
    requested_date_time,
    min(instance_name) as instance_name,
    min("comment") as "comment",
    min(document_name) as document_name,
    min(document_version) as document_version,
    min(status) as status,
    min(status_details) as status_details,
    lower(replace(min(status_details), ' ', '')) as details,
    count(plugin_name) as plugins,
    count(plugin_name) filter (where plugin_status = 'Success' and not skipped) as succeeded_plugins,
    count(plugin_name) filter (where skipped) as skipped_plugins,
    count(plugin_name) filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')) as failed_plugins,
    element_at(array_agg(plugin_name order by plugin_index)
      filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')), 1) as first_failed_plugin,
    element_at(array_agg(response_code order by plugin_index)
      filter (where plugin_status in ('Failed', 'TimedOut', 'ExecutionTimedOut')), 1) as response_code,
    min(response_start_date_time) as started_at,
    max(response_finish_date_time) as finished_at,
    max(exported_at) as exported_at
  from (
    select *, plugin_status = 'Success' and coalesce(output, '') like 'Step execution skipped due to %' as skipped
    from ssm.command_plugin
  ) plugin
  group by requested_date, account_id, region, command_id, instance_id, requested_date_time
) invocation;

-- How long the steps of each document took on each UTC day, in seconds; skipped and unfinished ones are left out.
create or replace view ssm.duration_by_day_and_plugin as
select
  day,
  account_id,
  region,
  document_name,
  plugin_name,
  count(*) as runs,
  approx_percentile(duration_seconds, 0.5) as p50_seconds,
  approx_percentile(duration_seconds, 0.9) as p90_seconds,
  approx_percentile(duration_seconds, 0.99) as p99_seconds,
  max(duration_seconds) as max_seconds,
  approx_percentile(duration_seconds, 0.95) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

-- How long the steps of each document took in all of the archive, in seconds. For a span of time use plugin_run: percentiles of days
-- can't be added up.
create or replace view ssm.duration_by_plugin as
select
  document_name,
  plugin_name,
  count(*) as runs,
  approx_percentile(duration_seconds, 0.5) as p50_seconds,
  approx_percentile(duration_seconds, 0.9) as p90_seconds,
  approx_percentile(duration_seconds, 0.99) as p99_seconds,
  max(duration_seconds) as max_seconds,
  approx_percentile(duration_seconds, 0.95) as p95_seconds
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by document_name, plugin_name;

-- What failed where, and how: by day, document, instance, outcome, first failed step and its response code. Commands that never
-- reached the instance are in it as Undelivered, without a step.
create or replace view ssm.failures_by_document_and_instance as
select
  day,
  account_id,
  region,
  document_name,
  instance_id,
  max(instance_name) as instance_name,
  outcome,
  status_details,
  first_failed_plugin as plugin_name,
  response_code,
  count(*) as failures,
  max(requested_date_time) as last_failure
from ssm.invocation
where outcome in ('Failed', 'TimedOut', 'Undelivered')
group by day, account_id, region, document_name, instance_id, outcome, status_details, first_failed_plugin, response_code;

-- The newest command of each instance and what it came to, and how many the archive has of it.
create or replace view ssm.last_run_by_instance as
select
  newest.account_id,
  newest.region,
  newest.instance_id,
  invocation.instance_name,
  newest.requested_date_time as last_run,
  newest.runs,
  invocation.command_id,
  invocation.document_name,
  invocation.outcome,
  invocation.status_details,
  invocation.response_code,
  invocation.duration_seconds
from (
  select account_id, region, instance_id, count(*) as runs, max(requested_date_time) as requested_date_time,
    element_at(array_agg(command_id order by requested_date_time desc, command_id desc), 1) as command_id
  from ssm.command_plugin
  where plugin_index = 0
  group by account_id, region, instance_id
) newest
join ssm.invocation as invocation on invocation.account_id = newest.account_id and invocation.region = newest.region
  and invocation.command_id = newest.command_id and invocation.instance_id = newest.instance_id;

-- Where the time goes: what the steps of each document cost on each UTC day, and which run was the slowest. Order by total_seconds or
-- max_seconds.
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
  element_at(array_agg(instance_id order by duration_seconds desc), 1) as slowest_instance_id,
  element_at(array_agg(command_id order by duration_seconds desc), 1) as slowest_command_id
from ssm.plugin_run
where duration_seconds is not null and outcome not in ('Skipped', 'Running')
group by day, account_id, region, document_name, plugin_name;

-- Invocations that had not ended when they were last read. AWS has forgotten those with forgotten = true: how they ended will never be
-- known. Athena's views hold no intervals, so the age is in seconds.
create or replace view ssm.still_running as
select
  account_id,
  region,
  command_id,
  instance_id,
  instance_name,
  document_name,
  requested_date_time,
  status,
  status_details,
  date_diff('second', requested_date_time, cast(current_timestamp at time zone 'UTC' as timestamp)) as age_seconds,
  requested_date_time < cast(current_timestamp at time zone 'UTC' as timestamp) - interval '30' day as forgotten,
  exported_at
from ssm.command_plugin
where plugin_index = 0
  and (status is null or status not in ('Success', 'Cancelled', 'TimedOut', 'Failed', 'DeliveryTimedOut',
    'ExecutionTimedOut', 'Undeliverable', 'Terminated'));

-- How reliable each document was on each UTC day. success_rate is succeeded / (succeeded + failed + timed_out + undelivered): skipped,
-- cancelled and running invocations say nothing about it; null where there is nothing else.
create or replace view ssm.success_rate_by_day_and_document as
select
  day,
  account_id,
  region,
  document_name,
  count(*) as invocations,
  count(*) filter (where outcome = 'Success') as succeeded,
  count(*) filter (where outcome = 'Failed') as failed,
  count(*) filter (where outcome = 'TimedOut') as timed_out,
  count(*) filter (where outcome = 'Undelivered') as undelivered,
  count(*) filter (where outcome = 'Skipped') as skipped,
  count(*) filter (where outcome = 'Cancelled') as cancelled,
  count(*) filter (where outcome = 'Running') as running,
  cast(count(*) filter (where outcome = 'Success') as double)
    / nullif(count(*) filter (where outcome in ('Success', 'Failed', 'TimedOut', 'Undelivered')), 0) as success_rate
from ssm.invocation
group by day, account_id, region, document_name;

-- Which days of each account and region are archived: complete (nothing can change any more), still running (to be read again),
-- partly read, expired (AWS forgot it before its commands ended) or missing. selection says what a job leaves out.
create or replace view ssm.coverage_by_day as
with source as (
  select job, selection, account_id, region, min(cast(day as date)) as first_day, max(cast(day as date)) as last_day
  from ssm.coverage
  group by job, selection, account_id, region
), calendar as (
  select source.job, source.selection, source.account_id, source.region, cast(each_day.day as date) as day
  from source
  cross join unnest(sequence(source.first_day, source.last_day, interval '1' day)) as each_day (day)
)
select
  calendar.day,
  calendar.job,
  calendar.account_id,
  calendar.region,
  calendar.selection,
  case
    when exported.day is null then 'missing'
    when sealed_slices * slice_minutes = 1440 then 'complete'
    when open_invocations > 0 and calendar.day < cast(current_timestamp at time zone 'UTC' as timestamp) - interval '31' day
      then 'expired'
    when open_invocations > 0 then 'still running'
    else 'partly read'
  end as state,
  coalesce(slices, 0) as slices,
  coalesce(sealed_slices, 0) as sealed_slices,
  coalesce(invocations, 0) as invocations,
  coalesce(open_invocations, 0) as open_invocations,
  coalesce(kept_invocations, 0) as kept_invocations,
  coalesce(rows, 0) as rows,
  cast(from_iso8601_timestamp(read_until) at time zone 'UTC' as timestamp) as read_until,
  cast(from_iso8601_timestamp(exported_at) at time zone 'UTC' as timestamp) as exported_at
from calendar
left join ssm.coverage as exported on exported.job = calendar.job and exported.selection = calendar.selection
  and exported.account_id = calendar.account_id and exported.region = calendar.region
  and cast(exported.day as date) = calendar.day;
