alter table project drop column settings;
alter table run drop column name, drop column overridden;
