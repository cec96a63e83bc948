alter table layer drop column outliers;
alter table membership drop column outlier;
