drop function prepare_vector_search();
-- The extension stays: others may use it.
drop table if exists search_vector;
