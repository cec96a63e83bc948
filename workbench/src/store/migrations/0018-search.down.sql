alter table chunk add column words tsvector;
update chunk
set words = to_tsvector('simple', substr(text, start_offset + 1, end_offset - start_offset))
from document
where document.id = document_id;
alter table chunk alter column words set not null;
create index chunk_words on chunk using gin (words);
-- Behind `words` again, where it was.
alter table chunk rename column content_words to kept_words;
alter table chunk add column content_words text;
update chunk set content_words = kept_words;
alter table chunk drop column kept_words;

drop trigger documents_set_aside on document;
drop trigger chunks_removed on chunk;
drop trigger chunks_added on chunk;
drop function note_set_aside();
drop function note_chunks_changed();
drop table search_change;
drop table search_segment;
