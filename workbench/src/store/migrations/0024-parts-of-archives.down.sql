alter table file drop column cursor_member;
