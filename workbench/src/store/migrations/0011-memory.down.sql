drop table extracted_text;
drop index vector_used_at;
drop table cache_use;
alter table worker drop column short_of_memory;
