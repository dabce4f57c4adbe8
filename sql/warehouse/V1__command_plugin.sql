create table ssm.command_plugin (
  account_id text not null,
  region text not null,
  command_id text not null,
  instance_id text not null,
  plugin_index int not null,
  instance_name text,
  comment text,
  document_name text,
  document_version text,
  requested_date_time timestamptz not null,
  status text,
  status_details text,
  standard_output_url text,
  standard_error_url text,
  trace_output text,
  service_role text,
  notification_arn text,
  notification_events text,
  notification_type text,
  cloud_watch_log_group_name text,
  cloud_watch_output_enabled boolean,
  plugin_name text,
  plugin_status text,
  plugin_status_details text,
  response_code int,
  response_start_date_time timestamptz,
  response_finish_date_time timestamptz,
  output text,
  plugin_standard_output_url text,
  plugin_standard_error_url text,
  output_s3_region text,
  output_s3_bucket_name text,
  output_s3_key_prefix text,
  output_truncated boolean,
  exported_at timestamptz not null,
  primary key (account_id, region, command_id, instance_id, plugin_index)
);

comment on table ssm.command_plugin is
  'One row per plugin of a Run Command invocation, as ListCommandInvocations returns it; an invocation without plugins is one '
  'row with plugin_index 0 and the plugin columns null. Rows that AWS has aged out stay.';
comment on column ssm.command_plugin.account_id is 'AWS account that was read; no answer of the service names it';
comment on column ssm.command_plugin.region is 'AWS region that was read';
comment on column ssm.command_plugin.command_id is 'CommandId';
comment on column ssm.command_plugin.instance_id is 'InstanceId: i-… or, for a hybrid node, mi-…';
comment on column ssm.command_plugin.plugin_index is 'Position in CommandPlugins, from 0';
comment on column ssm.command_plugin.instance_name is 'InstanceName; may be empty';
comment on column ssm.command_plugin.comment is 'Comment; associationId:executionId for a run of State Manager';
comment on column ssm.command_plugin.document_name is 'DocumentName: a name or a full ARN';
comment on column ssm.command_plugin.document_version is 'DocumentVersion: empty, a number, $DEFAULT or $LATEST';
comment on column ssm.command_plugin.requested_date_time is 'RequestedDateTime; never changes';
comment on column ssm.command_plugin.status is
  'Status of the invocation. Pending, InProgress, Delayed and Cancelling have not ended; undeliverable is Failed here, see status_details';
comment on column ssm.command_plugin.status_details is 'StatusDetails: an open list, seen with and without spaces';
comment on column ssm.command_plugin.standard_output_url is 'StandardOutputUrl of the invocation';
comment on column ssm.command_plugin.standard_error_url is 'StandardErrorUrl of the invocation';
comment on column ssm.command_plugin.trace_output is 'TraceOutput';
comment on column ssm.command_plugin.service_role is 'ServiceRole, for notifications';
comment on column ssm.command_plugin.notification_arn is 'NotificationConfig.NotificationArn';
comment on column ssm.command_plugin.notification_events is 'NotificationConfig.NotificationEvents, joined by commas';
comment on column ssm.command_plugin.notification_type is 'NotificationConfig.NotificationType';
comment on column ssm.command_plugin.cloud_watch_log_group_name is 'CloudWatchOutputConfig.CloudWatchLogGroupName';
comment on column ssm.command_plugin.cloud_watch_output_enabled is 'CloudWatchOutputConfig.CloudWatchOutputEnabled';
comment on column ssm.command_plugin.plugin_name is
  'CommandPlugins[].Name: the step of a document of schema 2.x, the action of one of 1.x; unique by habit only';
comment on column ssm.command_plugin.plugin_status is 'CommandPlugins[].Status; a skipped step says Success too, see output';
comment on column ssm.command_plugin.plugin_status_details is 'CommandPlugins[].StatusDetails';
comment on column ssm.command_plugin.response_code is 'CommandPlugins[].ResponseCode; -1 while it has not finished';
comment on column ssm.command_plugin.response_start_date_time is 'CommandPlugins[].ResponseStartDateTime';
comment on column ssm.command_plugin.response_finish_date_time is 'CommandPlugins[].ResponseFinishDateTime';
comment on column ssm.command_plugin.output is
  'CommandPlugins[].Output: at most 2500 bytes, standard error after a line of dashes; NUL is U+FFFD here';
comment on column ssm.command_plugin.plugin_standard_output_url is 'CommandPlugins[].StandardOutputUrl';
comment on column ssm.command_plugin.plugin_standard_error_url is 'CommandPlugins[].StandardErrorUrl';
comment on column ssm.command_plugin.output_s3_region is 'CommandPlugins[].OutputS3Region';
comment on column ssm.command_plugin.output_s3_bucket_name is 'CommandPlugins[].OutputS3BucketName';
comment on column ssm.command_plugin.output_s3_key_prefix is 'CommandPlugins[].OutputS3KeyPrefix';
comment on column ssm.command_plugin.output_truncated is 'Whether the agent cut the output; null without one';
comment on column ssm.command_plugin.exported_at is
  'When the row''s content was first read; reading the same again leaves it, so max(exported_at) is the last change, not the last run';

-- Kilobytes, where a btree on the time costs each load; the day is what the views filter on.
create index command_plugin_time on ssm.command_plugin
  using brin (requested_date_time, ((requested_date_time at time zone 'UTC')::date)) with (pages_per_range = 32);

-- Nearly empty: only what has not ended is in it.
create index command_plugin_open on ssm.command_plugin (requested_date_time)
  where status is null or status not in ('Success', 'Cancelled', 'TimedOut', 'Failed');

-- lz4 writes wide outputs faster; servers before 14, or built without it, keep their default.
do $$
begin
  execute 'alter table ssm.command_plugin alter column output set compression lz4';
exception when others then
  raise notice 'outputs are not compressed with lz4: %', sqlerrm;
end $$;
