-- What was said in a conversation, in order: the offsets are UTF-16 units into the document's text.
create table turn (
  document_id bigint not null references document on delete cascade,
  ordinal int not null,
  role text not null,
  speaker text,
  -- Where the mark that names the speaker starts, where the words start, and where they end.
  start_offset int not null,
  said_offset int not null,
  end_offset int not null,
  text text not null,
  primary key (document_id, ordinal)
);

-- Who speaks in it; null where it is no conversation.
alter table document add column roles text[];
alter table chunk add column roles text[];
create index document_roles on document using gin (roles) where roles is not null;

-- With what the placeholders of a project's personal data are made, so that nobody can guess the data from them.
alter table project
  add column privacy_key bytea not null default decode(replace(gen_random_uuid() || '' || gen_random_uuid(), '-', ''), 'hex');

-- Whether what is shown of a topic could identify a person: from 1, it does, to 5, it holds nothing personal.
create table topic_verdict (
  run_id bigint not null,
  topic_id int not null,
  score smallint not null check (score between 1 and 5),
  reason text not null,
  -- `provider/model`, or `rules`.
  judged_by text not null,
  -- SHA-256 of what was judged.
  text_hash bytea not null,
  judged_at timestamptz not null,
  primary key (run_id, topic_id),
  foreign key (run_id, topic_id) references topic (run_id, id) on delete cascade
);
