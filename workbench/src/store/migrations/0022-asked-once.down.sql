alter table run_estimate drop column cached_input_tokens;
alter table provider_call drop column cached_input_tokens;
drop table answer_claim;
