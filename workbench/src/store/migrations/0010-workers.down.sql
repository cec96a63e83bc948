drop table file_part;
alter table batch drop column machine_id;
alter table run drop column machine_id;
alter table worker drop column machine_id, drop column session_name, drop column program_version, drop column seen_at,
  drop column memory_bytes;
