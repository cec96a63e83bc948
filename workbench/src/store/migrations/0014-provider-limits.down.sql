drop table provider_allowance;
