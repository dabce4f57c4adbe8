create table ssm.holding (
  table_name text primary key,
  selection text not null,
  details boolean not null,
  output text not null,
  rules text not null
);

comment on table ssm.holding is
  'How the rows of a table of this schema were read. A job that reads in another way is refused: it would make them poorer, or mix. '
  'Delete the row of a table together with its rows.';
comment on column ssm.holding.selection is 'Which invocations were asked for; empty for all';
comment on column ssm.holding.details is 'Whether plugins were asked for';
comment on column ssm.holding.output is 'full, redacted or none';
comment on column ssm.holding.rules is 'Identity of a rule file beside the built-in rules of redaction; empty without';
