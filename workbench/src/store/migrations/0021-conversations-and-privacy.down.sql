drop table topic_verdict;
alter table project drop column privacy_key;
alter table chunk drop column roles;
alter table document drop column roles;
drop table turn;
