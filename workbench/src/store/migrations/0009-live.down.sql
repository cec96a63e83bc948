delete from membership using placed_chunk
where placed_chunk.run_id = membership.run_id and placed_chunk.chunk_id = membership.chunk_id;
delete from document_topic using placed_document
where placed_document.run_id = document_topic.run_id and placed_document.document_id = document_topic.document_id;
drop table watched_file, watch, topic_tally, run_drift, placed_chunk, placed_document;
