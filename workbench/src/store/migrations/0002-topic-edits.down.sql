delete from topic_link
using topic
where topic.run_id = topic_link.run_id and made_by > 0 and topic.id in (source_topic, target_topic);
delete from membership
using topic
where topic.run_id = membership.run_id and topic.id = topic_id and made_by > 0;
delete from document_topic where since > 0;
drop table topic_change, topic_edit;
delete from topic where made_by > 0;
alter table topic drop column made_by;
alter table document_topic drop constraint document_topic_pkey;
alter table document_topic add primary key (run_id, document_id, topic_id);
alter table document_topic drop column since, drop column till;
alter table membership drop constraint membership_pkey;
alter table membership add primary key (run_id, layer, chunk_id);
alter table run drop column edit_in_force;
