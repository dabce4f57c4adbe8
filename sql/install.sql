-- Makes everything by hand, for a database in which the export's role may not create tables:
--   psql -v ON_ERROR_STOP=1 -1 -f sql/install.sql postgresql://owner@db/warehouse
-- A run then finds the tables, checks them against its row contract and leaves them alone.
create schema if not exists ssm_export;
create schema if not exists ssm;
\ir state/V1__job_repository_and_ledger.sql
\ir state/V2__run_counts.sql
\ir state/V3__last_success.sql
\ir state/V4__last_failure.sql
\ir state/V5__retained_from.sql
\ir state/V6__slice_reader.sql
\ir state/V7__throttles.sql
\ir warehouse/V1__command_plugin.sql
\ir warehouse/V2__holding.sql
\ir views/R__1_plugin_run.sql
\ir views/R__2_invocation.sql
\ir views/R__3_coverage_by_day.sql
\ir views/R__3_duration_by_plugin.sql
\ir views/R__3_failures_by_document_and_instance.sql
\ir views/R__3_last_run_by_instance.sql
\ir views/R__3_slowest_plugins.sql
\ir views/R__3_still_running.sql
\ir views/R__3_success_rate_by_day_and_document.sql
