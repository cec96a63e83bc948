drop index run_one_active;
delete from run where queued;
update run set state = 'pending' where state in ('paused', 'waiting');
alter table run drop column queued, drop column waits_for, drop column waits_detail, drop column waits_until, drop column tries;
alter table run drop constraint run_state_check;
alter table run add constraint run_state_check check (state in ('pending', 'running', 'completed', 'failed', 'cancelled'));
create unique index run_one_active on run (project_id) where state in ('pending', 'running');
