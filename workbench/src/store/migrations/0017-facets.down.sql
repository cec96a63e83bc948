drop table facet_value;
drop table facet;
delete from run where kind = 'facets';
alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('import', 'analysis', 'picture', 'description'));
