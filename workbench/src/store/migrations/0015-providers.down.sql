drop table run_estimate;
drop table budget_reservation;
drop table spending;
drop table paid_answer;
drop table provider_call;
drop table provider_rules;
drop table provider;
