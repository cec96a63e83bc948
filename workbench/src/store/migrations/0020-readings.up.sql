-- Who read which document when. A weight below 0 says that the reader wants less of its kind.
create table reading (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  document_id bigint not null references document on delete cascade,
  reader text not null,
  weight real not null check (weight <> 0),
  at timestamptz not null
);
create index reading_reader on reading (project_id, reader, at);
create index reading_document on reading (document_id);
