-- Facets are asked by runs of their own kind.
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis', 'picture', 'description', 'facets'));

-- A question asked of every document of a project. `version` rises whenever what decides on the answers changes.
create table facet (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  name text not null,
  description text not null,
  spec jsonb not null,
  version int not null default 1,
  created_at timestamptz not null
);
create unique index facet_name on facet (project_id, lower(name));

-- What one document answers. Entries are what it says in words: one, several for a list, none where there is no answer.
create table facet_value (
  facet_id bigint not null references facet on delete cascade,
  document_id bigint not null references document on delete cascade,
  entries text[] not null,
  -- Of a number itself, of a date its milliseconds.
  number double precision,
  -- Why there is no answer.
  reason text,
  how text not null check (how in ('model', 'extraction', 'computed')),
  confidence real,
  -- Where in the document's text the answer stands.
  evidence_start int,
  evidence_end int,
  -- The model that was asked, and the hash of what it was asked.
  model text,
  prompt_hash text,
  primary key (facet_id, document_id)
);
create index facet_value_document on facet_value (document_id);
