-- What is being asked right now, by the hashes of the answers that may come of it: whoever else wants one of them waits. A
-- claim is renewed while its process lives, and is free when its time is over.
create table answer_claim (
  prompt_hash bytea primary key,
  claimant uuid not null,
  until timestamptz not null
);

-- Of the input, what the provider had in its own cache.
alter table provider_call add column cached_input_tokens bigint not null default 0;
alter table run_estimate add column cached_input_tokens bigint not null default 0;
