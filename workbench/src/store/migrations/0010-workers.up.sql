-- A worker is alive while its lock is held and its heart beats: the lock goes with its process, the heartbeat with its
-- machine or its network.
delete from worker;
alter table worker
  add column machine_id text not null,
  -- Name of all its connections: whoever takes over from it ends them, and with them what they have locked.
  add column session_name text not null,
  add column program_version text not null,
  add column seen_at timestamptz not null default now(),
  add column memory_bytes bigint not null default 0;

-- Where the files lie that an import reads, and who may do a batch: any machine where none is named.
alter table run add column machine_id text;
alter table batch add column machine_id text;

-- Bytes of the files of a batch that other machines may take; gone once it is read.
create table file_part (
  batch_id bigint not null references batch on delete cascade,
  location text not null,
  ordinal int not null,
  bytes bytea not null,
  primary key (batch_id, location, ordinal)
);
alter table file_part alter column bytes set storage external;
