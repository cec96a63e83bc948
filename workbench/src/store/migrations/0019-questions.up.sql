-- What was asked of a project and what was answered, as it was shown. `documents` are those that the answer quotes.
create table question (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  previous_id bigint references question on delete set null,
  question text not null,
  -- The question by itself, with what it carried over from the one before.
  asked text not null,
  answer jsonb not null,
  documents bigint[] not null,
  created_at timestamptz not null
);
create index question_project on question (project_id, id);

-- From what on passages are taken for an answer, measured on the project's own chunks.
create table answer_gate (
  project_id bigint not null references project on delete cascade,
  model text not null,
  chunks bigint not null,
  gate jsonb not null,
  primary key (project_id, model)
);
