-- Documents that came after an analysis was made and were placed into it; not all fit a topic. Their topics are rows of
-- membership and document_topic like those of the others.
create table placed_document (
  run_id bigint not null references run on delete cascade,
  document_id bigint not null references document on delete cascade,
  fits boolean not null,
  -- Cosine to what is most alike of what the analysis was made from: the mean over the document's chunks.
  similarity real not null,
  placed_at timestamptz not null,
  primary key (run_id, document_id)
);
create index placed_document_document on placed_document (document_id);

create table placed_chunk (
  run_id bigint not null references run on delete cascade,
  chunk_id bigint not null references chunk on delete cascade,
  x real not null,
  y real not null,
  primary key (run_id, chunk_id)
);
create index placed_chunk_chunk on placed_chunk (chunk_id);

-- What has come over an analysis since it was made.
create table run_drift (
  run_id bigint primary key references run on delete cascade,
  -- Raised with everything that is placed or deleted.
  version bigint not null default 0,
  deleted_documents int not null default 0,
  deleted_chunks int not null default 0,
  -- Three in four of the analysed texts are at least as similar to another.
  usual_similarity real
);

-- What the topics of an analysis that has drifted hold by now, as they are shown after its edit in force.
create table topic_tally (
  run_id bigint not null,
  topic_id int not null,
  edit int not null,
  chunks int not null,
  documents int not null,
  primary key (run_id, topic_id),
  foreign key (run_id, topic_id) references topic (run_id, id) on delete cascade
);

-- A folder that is followed: what is new or changed in it comes in, what is gone from it goes.
create table watch (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  source_id bigint not null references source on delete cascade,
  folder text not null,
  -- Whether servers follow it; else only a call of the command line does.
  served boolean not null,
  created_at timestamptz not null,
  unique (project_id, folder)
);
create index watch_source on watch (source_id);

-- The files of a followed folder as they were when they were last taken.
create table watched_file (
  watch_id bigint not null references watch on delete cascade,
  location text not null,
  bytes bigint not null,
  modified_ms double precision not null,
  primary key (watch_id, location)
);
