-- A description is what a language model makes of the topics of an analysis: a run of its own behind it.
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis', 'picture', 'description'));
-- Whether the name was given, now or to the topic that this one continues: no model gives it another.
alter table topic add column has_given_name boolean not null default false;

-- What a model said of a topic.
create table topic_description (
  run_id bigint not null,
  topic_id int not null,
  part text not null check (part in ('name', 'insight')),
  content jsonb not null,
  -- The chunks that the model was shown.
  evidence bigint[] not null,
  -- Provider, model, hash of the prompt, tokens, cost.
  origin jsonb not null,
  -- SHA-256 of how it was asked for: prompt, model, language, audience.
  recipe bytea not null,
  created_at timestamptz not null,
  primary key (run_id, topic_id, part),
  foreign key (run_id, topic_id) references topic on delete cascade
);
