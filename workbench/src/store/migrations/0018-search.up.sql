-- The words of a project's chunks, indexed in pieces: each is written once, and replaced by a larger one later.
create table search_segment (
  id bigint generated always as identity primary key,
  project_id bigint not null references project on delete cascade,
  data bytea not null
);
alter table search_segment alter column data set storage external;
create index search_segment_project on search_segment (project_id, id);

-- Counts what changes what a search finds. Rows are added, not updated, so that nobody waits for another's transaction;
-- several may be replaced by their sum.
create table search_change (
  project_id bigint not null references project on delete cascade,
  amount bigint not null
);
create index search_change_project on search_change (project_id) include (amount);

create function note_chunks_changed() returns trigger language plpgsql as $$
begin
  insert into search_change (project_id, amount)
  select project.id, 1
  from (select distinct project_id from changed) as touched
  join project on project.id = touched.project_id;
  return null;
end $$;

create function note_set_aside() returns trigger language plpgsql as $$
begin
  insert into search_change (project_id, amount)
  select distinct after.project_id, 1
  from after
  join before on before.id = after.id
  where before.set_aside <> after.set_aside;
  return null;
end $$;

create trigger chunks_added after insert on chunk
  referencing new table as changed
  for each statement execute function note_chunks_changed();
create trigger chunks_removed after delete on chunk
  referencing old table as changed
  for each statement execute function note_chunks_changed();
create trigger documents_set_aside after update on document
  referencing old table as before new table as after
  for each statement execute function note_set_aside();

-- Searched by the segments now.
drop index chunk_words;
alter table chunk drop column words;
