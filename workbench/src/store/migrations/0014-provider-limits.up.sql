-- What a provider lets in, counted over all workers: how many requests and tokens may be sent at `counted_at`, and since
-- when no more are counted. Negative where more was used than was set aside.
create table provider_allowance (
  provider text primary key,
  requests double precision not null,
  tokens double precision not null,
  counted_at timestamptz not null,
  -- It asked to be left alone until then.
  closed_until timestamptz
);
