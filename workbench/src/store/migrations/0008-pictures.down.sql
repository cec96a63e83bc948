alter table project drop column picture_run_id;
delete from run where kind = 'picture';
drop index run_one_active;
create unique index run_one_active on run (project_id)
  where state in ('pending', 'running', 'paused', 'waiting') and not queued;
alter table run drop column parent_run_id, drop column work_share, drop column chunk_share;
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis'));
