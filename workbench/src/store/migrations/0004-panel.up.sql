-- Other representations of a topic beside its keywords: an array of { method, keywords }.
alter table topic add column panel jsonb not null default '[]';

-- What counting terms needs of a chunk's text (see contentWords of the algorithms); null in chunks of before.
alter table chunk add column content_words text;
