drop table topic_description;
alter table topic drop column has_given_name;
delete from run where kind = 'description';
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis', 'picture'));
