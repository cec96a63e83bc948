-- Whether a chunk is in no topic by itself, and only belongs to this one most.
alter table membership add column outlier boolean not null default false;

-- Share of a layer's chunks that are outliers; its coverage, the share that is in a topic, has them included.
alter table layer add column outliers real not null default 0;
