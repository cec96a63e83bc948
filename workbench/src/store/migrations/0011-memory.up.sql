-- A worker whose machine is short of memory begins nothing.
alter table worker add column short_of_memory boolean not null default false;

-- How often each cache had what was asked of it, counted over all processes.
create table cache_use (
  name text primary key,
  hits bigint not null default 0,
  misses bigint not null default 0
);

create index vector_used_at on vector (used_at);

-- What readers made of files, by content: the same file is read once in a lifetime, whatever it is imported into.
create table extracted_text (
  content_hash bytea not null,
  -- What else the outcome depends on: the file's kind, the columns that were named, the readers' version.
  read_as bytea not null,
  events bytea not null,
  plain_bytes bigint not null,
  used_at timestamptz not null,
  primary key (content_hash, read_as)
);
alter table extracted_text alter column events set storage external;
