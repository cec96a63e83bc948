drop table extracted_text;
drop table cache_use;
alter table worker drop column short_of_memory;
