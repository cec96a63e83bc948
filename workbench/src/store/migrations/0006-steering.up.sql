-- Runs can be paused, can wait for something outside, and can stand in line behind the project's other run.
alter table run drop constraint run_state_check;
alter table run add constraint run_state_check
  check (state in ('pending', 'running', 'paused', 'waiting', 'completed', 'failed', 'cancelled'));
alter table run add column queued boolean not null default false;
-- What a waiting run waits for, how often it has tried again, and when it tries next.
alter table run add column waits_for text;
alter table run add column waits_detail text;
alter table run add column waits_until timestamptz;
alter table run add column tries int not null default 0;
drop index run_one_active;
create unique index run_one_active on run (project_id)
  where state in ('pending', 'running', 'paused', 'waiting') and not queued;
