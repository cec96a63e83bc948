-- What a user calls a run, and which settings it was given that its project does not hand down.
alter table run add column name text;
alter table run add column overridden text[] not null default '{}';
-- Settings that a project hands down to its runs.
alter table project add column settings jsonb not null default '{}';
