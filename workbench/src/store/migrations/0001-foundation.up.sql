create table project (
  id bigint generated always as identity primary key,
  name text not null unique,
  chunk_tokens int not null,
  chunk_overlap int not null,
  current_run_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table source (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  kind text not null check (kind in ('folder', 'files', 'table', 'upload', 'stdin')),
  location text not null,
  mapping jsonb not null default '{}',
  created_at timestamptz not null
);
create index source_project on source (project_id);

-- One file of a source. `cursor_row` is the last row of a table that is committed, so that reading goes on behind it.
create table file (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  source_id bigint not null references source on delete cascade,
  path text not null,
  location text not null,
  bytes bigint not null,
  content_hash bytea,
  mapping_hash bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'read')),
  cursor_row bigint not null default 0,
  documents int not null default 0,
  warnings text[] not null default '{}',
  -- Two folders of one import may each hold a file of the same path.
  unique (source_id, location)
);
create index file_content on file (project_id, content_hash);

create table document (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  source_id bigint not null references source on delete cascade,
  file_id bigint not null references file on delete cascade,
  path text not null,
  row_number bigint,
  external_id text,
  title text not null,
  text text not null,
  text_hash bytea not null,
  date text,
  label text,
  metadata jsonb not null default '{}',
  page_starts int[],
  headings jsonb not null default '[]',
  language text,
  words int not null default 0,
  tokens int not null default 0,
  quality real not null default 1,
  flags jsonb not null default '[]',
  signature bytea,
  duplicate_of bigint references document on delete set null,
  prepared boolean not null default false,
  chunked boolean not null default false,
  set_aside boolean not null default false,
  created_at timestamptz not null
);
create index document_project on document (project_id, id);
create index document_source on document (source_id);
create index document_file on document (file_id);
create index document_text_hash on document (project_id, text_hash);
create index document_external_id on document (project_id, external_id) where external_id is not null;
create index document_duplicate_of on document (duplicate_of) where duplicate_of is not null;

create table rejection (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  source_id bigint not null references source on delete cascade,
  file_id bigint references file on delete cascade,
  path text not null,
  row_number bigint,
  reason text not null,
  detail text not null
);
create index rejection_source on rejection (source_id);
create index rejection_project on rejection (project_id);

create table chunk (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  document_id bigint not null references document on delete cascade,
  ordinal int not null,
  start_offset int not null,
  own_start int not null,
  end_offset int not null,
  tokens int not null,
  first_page int,
  last_page int,
  heading_path text[] not null default '{}',
  text_hash bytea not null,
  words tsvector not null,
  unique (document_id, ordinal)
);
create index chunk_project on chunk (project_id, id);
create index chunk_text_hash on chunk (text_hash);
create index chunk_words on chunk using gin (words);

create table model (
  id int generated always as identity primary key,
  -- What a setting calls it, to open it again.
  name text not null,
  stamp_key text not null unique,
  stamp jsonb not null
);

-- Kept by content, not by chunk: the same text under the same model is embedded once in a lifetime.
create table vector (
  model_id int not null references model on delete cascade,
  text_hash bytea not null,
  half bytea not null,
  used_at timestamptz not null,
  primary key (model_id, text_hash)
);

create table run (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  source_id bigint references source on delete cascade,
  kind text not null check (kind in ('import', 'analysis')),
  number int,
  state text not null check (state in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  settings jsonb not null,
  model_id int references model,
  -- What the result depends on: equal fingerprints, equal results.
  fingerprint bytea,
  provenance jsonb not null default '{}',
  error text,
  correlation_id text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (project_id, number)
);
create unique index run_one_active on run (project_id) where state in ('pending', 'running');
create index run_project on run (project_id, id);
alter table project add foreign key (current_run_id) references run on delete set null;

create table stage (
  run_id bigint not null references run on delete cascade,
  name text not null,
  ordinal int not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'completed', 'failed')),
  unit text not null default '',
  done bigint not null default 0,
  total bigint,
  detail text,
  -- Whether all batches are laid out; `planner` is the worker that is at it.
  planned boolean not null default false,
  planner bigint,
  -- Plannings and completions that ended in an error or in the worker's death, and the last such error.
  failures int not null default 0,
  error text,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (run_id, name)
);

create table batch (
  id bigint generated always as identity primary key,
  run_id bigint not null,
  stage text not null,
  ordinal int not null,
  state text not null default 'undone' check (state in ('undone', 'running', 'done')),
  -- Raised with every claim; who holds an older one may no longer commit.
  epoch int not null default 0,
  -- Claims that ended in an error or in the worker's death, and the last such error.
  failures int not null default 0,
  error text,
  worker_id bigint,
  items jsonb not null,
  -- Units of the stage's progress that this batch stands for.
  weight bigint not null default 1,
  -- Of these, done so far while it runs.
  progress double precision not null default 0,
  milliseconds double precision,
  foreign key (run_id, stage) references stage (run_id, name) on delete cascade,
  unique (run_id, stage, ordinal)
);
create index batch_open on batch (run_id, stage, state, ordinal) where state <> 'done';
create index batch_worker on batch (worker_id) where worker_id is not null;

-- A worker process. It holds the advisory lock of its id for as long as its connection lives, so the database itself
-- knows at once when it is dead, however busy it is while alive; its batches are free again then.
create table worker (
  id bigint generated always as identity primary key,
  host text not null,
  process_id int not null,
  started_at timestamptz not null
);

-- Big arrays of an analysis, one row each: chunk ids in order, neighbour graph, labels, map.
create table artifact (
  run_id bigint not null references run on delete cascade,
  name text not null,
  shape jsonb not null,
  data bytea not null,
  primary key (run_id, name)
);

create table layer (
  run_id bigint not null references run on delete cascade,
  layer int not null,
  suggested boolean not null,
  stability real,
  coverage real not null,
  primary key (run_id, layer)
);

create table topic (
  run_id bigint not null references run on delete cascade,
  id int not null,
  layer int not null,
  name text not null,
  keywords jsonb not null,
  size int not null,
  documents int not null,
  parent int,
  x real,
  y real,
  centroid bytea not null,
  exemplars bigint[] not null,
  primary key (run_id, id),
  foreign key (run_id, layer) references layer on delete cascade
);

create table membership (
  run_id bigint not null references run on delete cascade,
  chunk_id bigint not null references chunk on delete cascade,
  layer int not null,
  topic_id int not null,
  strength real not null,
  primary key (run_id, layer, chunk_id)
);
create index membership_topic on membership (run_id, topic_id);
create index membership_chunk on membership (chunk_id);

create table document_topic (
  run_id bigint not null references run on delete cascade,
  document_id bigint not null references document on delete cascade,
  layer int not null,
  topic_id int not null,
  relevance real not null,
  -- The one topic a document is counted under: most relevant among those that hold its chunks.
  main boolean not null,
  rank text check (rank in ('primary', 'secondary')),
  primary key (run_id, document_id, topic_id)
);
create index document_topic_topic on document_topic (run_id, topic_id);
create index document_topic_document on document_topic (document_id);

create table topic_link (
  run_id bigint not null references run on delete cascade,
  layer int not null,
  source_topic int not null,
  target_topic int not null,
  similarity real not null,
  primary key (run_id, source_topic, target_topic)
);
