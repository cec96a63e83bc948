alter table run drop column next_topic;
