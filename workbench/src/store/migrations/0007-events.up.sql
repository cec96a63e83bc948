-- What happened, in order, for whoever listens. A transaction that began earlier may commit later with a smaller id: a
-- reader goes no further than the oldest transaction that is still open (`written_by`).
create table event (
  id bigint generated always as identity primary key,
  project_id bigint references project on delete cascade,
  run_id bigint,
  type text not null,
  data jsonb not null,
  at timestamptz not null default now(),
  written_by xid8 not null default pg_current_xact_id()
);
create index event_project on event (project_id, id);
