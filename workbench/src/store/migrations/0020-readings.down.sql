drop table reading;
