-- Above every topic id that this analysis, and those that it continues, ever gave: an id of a topic that is gone is not given again.
alter table run add column next_topic int not null default 0;
