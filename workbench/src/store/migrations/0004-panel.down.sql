alter table chunk drop column content_words;
alter table topic drop column panel;
