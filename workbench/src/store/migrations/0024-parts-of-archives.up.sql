-- How many members of an archive are committed whole; `cursor_row` is then the last committed row of the table that comes next.
alter table file add column cursor_member int not null default 0;
