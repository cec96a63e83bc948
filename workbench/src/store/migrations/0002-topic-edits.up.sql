-- The last edit of an analysis' topics that is in force; undo and redo move it and change nothing else.
alter table run add column edit_in_force int not null default 0;

-- What was asked of the topics of an analysis, numbered from 1; a number is never used again. Those behind the one in force
-- are undone; the next edit discards them.
create table topic_edit (
  run_id bigint not null references run on delete cascade,
  edit int not null,
  kind text not null check (kind in ('merge', 'split', 'rename', 'exclude', 'reduce')),
  layer int not null,
  asked jsonb not null,
  before jsonb not null,
  after jsonb not null,
  discarded boolean not null default false,
  created_at timestamptz not null,
  primary key (run_id, edit)
);

-- 0: the analysis itself.
alter table topic add column made_by int not null default 0;

-- What edits say of a topic in place of its own row, in force from the edit `since` to the edit `till`.
create table topic_change (
  run_id bigint not null,
  topic_id int not null,
  since int not null,
  till int not null default 2147483647,
  -- The topic that its members are counted under; none where it was left out or split.
  shown_as int,
  name text not null,
  documents int not null,
  parent int,
  primary key (run_id, topic_id, since),
  foreign key (run_id, topic_id) references topic (run_id, id) on delete cascade
);

-- A chunk is a member of its topic and of the parts into which that was split.
alter table membership drop constraint membership_pkey;
alter table membership add primary key (run_id, layer, chunk_id, topic_id);

alter table document_topic add column since int not null default 0;
alter table document_topic add column till int not null default 2147483647;
alter table document_topic drop constraint document_topic_pkey;
alter table document_topic add primary key (run_id, document_id, topic_id, since);
