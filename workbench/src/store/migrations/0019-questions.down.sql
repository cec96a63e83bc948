drop table answer_gate;
drop table question;
