-- A picture is a run of its own beside the one whose vectors it is made of: provisional topics and a map of them.
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis', 'picture'));
alter table run add column parent_run_id bigint references run on delete cascade;
-- Of a picture: how much of its run's embedding was done when it was begun, and the share of the project's chunks in it.
alter table run add column work_share real;
alter table run add column chunk_share real;
create index run_parent on run (parent_run_id) where parent_run_id is not null;
drop index run_one_active;
create unique index run_one_active on run (project_id)
  where state in ('pending', 'running', 'paused', 'waiting') and not queued and kind <> 'picture';
-- The newest picture, shown until there is an analysis.
alter table project add column picture_run_id bigint references run on delete set null;
