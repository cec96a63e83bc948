drop table topic_link, document_topic, membership, topic, layer, artifact, worker, batch, stage cascade;
alter table project drop column current_run_id;
drop table run, vector, model, chunk, rejection, document, file, source, project cascade;
