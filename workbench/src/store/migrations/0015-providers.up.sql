-- A provider of language models as the user set it up.
create table provider (
  id bigint generated always as identity primary key,
  name text not null unique,
  kind text not null,
  -- Where it is, if not where its kind usually is.
  base_url text,
  -- The key, or the name of the environment variable that holds it: encrypted, and bound to the address that it is for.
  key_sealed bytea,
  -- What is shown of it: the key's last characters, or the variable's name.
  key_hint text,
  priority int not null default 0,
  requests_per_minute int,
  tokens_per_minute int,
  concurrency int,
  enabled boolean not null default true,
  -- By purpose.
  models jsonb not null default '{}',
  created_at timestamptz not null
);

-- What holds for all providers together: one row. Budgets are US dollars.
create table provider_rules (
  single boolean primary key default true check (single),
  routing text not null default 'priority',
  run_budget numeric,
  day_budget numeric,
  project_budget numeric,
  unpriced_allowed boolean not null default false
);
insert into provider_rules default values;

-- The ledger: every call, also the failed ones, and those answered by what had been paid before. It outlives runs and projects.
create table provider_call (
  id bigint generated always as identity primary key,
  project_id bigint references project on delete set null,
  run_id bigint references run on delete set null,
  stage text,
  topic_id bigint,
  purpose text not null,
  prompt text not null,
  prompt_hash bytea not null,
  provider text not null,
  model text not null,
  attempt int not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  -- US dollars; null where the price is not known.
  cost numeric,
  latency_ms double precision not null,
  cached boolean not null,
  error text,
  at timestamptz not null default now()
);
create index provider_call_project on provider_call (project_id);
create index provider_call_run on provider_call (run_id);
create index provider_call_prompt on provider_call (prompt_hash);
create index provider_call_at on provider_call (at);

-- What was paid for, by the hash of model, prompt version and input.
create table paid_answer (
  prompt_hash bytea primary key,
  text text not null,
  call_id bigint not null references provider_call,
  used_at timestamptz not null default now()
);
create index paid_answer_call on paid_answer (call_id);

-- Sums of the ledger by what a budget can be for: `run 7`, `project 3`, `day 2026-11-21`.
create table spending (
  scope text primary key,
  spent numeric not null default 0
);

-- What calls that are under way may cost at most. One whose process died is let go after an hour.
create table budget_reservation (
  id bigint generated always as identity primary key,
  scopes text[] not null,
  amount numeric not null,
  made_at timestamptz not null default now()
);

-- What a run was expected to cost when it was started.
create table run_estimate (
  run_id bigint primary key references run on delete cascade,
  calls int not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  least_cost numeric,
  most_cost numeric
);
