-- Sees to it that pgvector can search: that the extension is there, and the table that it searches. Says in which schema
-- its types are; nothing where the server does not have it. Called when a search wants it, not by migrating: the table is
-- no part of those that everybody has, and a server may get the extension at any time.
create function prepare_vector_search() returns text language plpgsql as $$
declare
  home text;
begin
  perform pg_advisory_xact_lock(hashtext('toposcope: vector search'));
  if not exists (select from pg_extension where extname = 'vector') then
    if not exists (select from pg_available_extensions where name = 'vector') then
      return null;
    end if;
    create extension vector with schema public;
  end if;
  select nspname into home
  from pg_extension
  join pg_namespace on pg_namespace.oid = extnamespace
  where extname = 'vector';
  -- Whoever drops the extension takes the column along and leaves the table.
  if to_regclass('toposcope.search_vector') is not null and not exists (
    select from pg_attribute
    where attrelid = to_regclass('toposcope.search_vector') and attname = 'half' and not attisdropped
  ) then
    drop table toposcope.search_vector;
  end if;
  if to_regclass('toposcope.search_vector') is null then
    execute format(
      'create table toposcope.search_vector (
        chunk_id bigint not null references toposcope.chunk on delete cascade,
        model_id int not null references toposcope.model on delete cascade,
        project_id bigint not null,
        half %I.halfvec not null,
        primary key (chunk_id, model_id)
      )',
      home
    );
    create index search_vector_project on toposcope.search_vector (project_id, model_id);
  end if;
  return home;
end
$$;
