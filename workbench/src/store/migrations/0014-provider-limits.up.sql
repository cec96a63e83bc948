-- What a provider still lets in, counted for all workers together: requests and tokens as of `counted_at`, from when on they
-- grow back. Tokens are below zero where an answer was longer than what was set aside for it.
create table provider_allowance (
  provider text primary key,
  requests double precision not null,
  tokens double precision not null,
  counted_at timestamptz not null,
  -- It asked to be left alone until then.
  closed_until timestamptz
);
