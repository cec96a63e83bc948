-- Events get their number after their commit, under a lock: so no event can come in before one that was read.
create sequence event_number;
alter table event add column number bigint unique;
update event set number = numbered.number
from (select id, nextval('event_number') as number from (select id from event order by id) as ordered) as numbered
where event.id = numbered.id;
alter table event drop column written_by;
drop index event_project;
create index event_project on event (project_id, number);
create index event_unnumbered on event (id) where number is null;
create index event_at on event (at);

-- How long a stage was worked on, until when that is counted, and how much of its work of late took how long.
alter table stage
  add column worked_ms double precision not null default 0,
  add column worked_until timestamptz,
  add column recent_units double precision not null default 0,
  add column recent_ms double precision not null default 0;
update stage set worked_ms = 1000 * extract(epoch from finished_at - started_at)
where started_at is not null and finished_at is not null;
alter table batch add column claimed_at timestamptz;

-- Whom to tell of events. `cursor` is the number of the last event that was delivered or does not concern it.
create table webhook (
  id bigint generated always as identity primary key,
  project_id bigint references project on delete cascade,
  url text not null,
  secret text not null,
  -- Types of events; all where there is none.
  types text[] not null,
  created_at timestamptz not null,
  disabled_reason text,
  cursor bigint not null,
  -- Tries at the event after the cursor, since when, and when the next one is due.
  failures int not null default 0,
  failing_since timestamptz,
  next_try_at timestamptz not null,
  -- Who delivers holds the lease; raised with every claim, as a batch's epoch.
  lease int not null default 0,
  leased_until timestamptz
);

-- One event on its way to one webhook, or arrived there.
create table delivery (
  webhook_id bigint not null references webhook on delete cascade,
  event_number bigint not null,
  type text not null,
  attempts int not null,
  status int,
  error text,
  tried_at timestamptz not null,
  delivered_at timestamptz,
  primary key (webhook_id, event_number)
);
create index delivery_tried on delivery (tried_at);
