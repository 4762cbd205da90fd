-- Duties carry the area of their case: lists can lie apart by area (ADR 0035). A case's area never changes, so that the key
-- means the same with it; a table by area needs it there.
alter table duty add column area text not null default '';
alter table duty drop constraint duty_pkey;
alter table duty add primary key (case_id, victim_id, trigger_version, duty_id, area);
-- Sums are written over and over: room on each page lets the new form of a row stay beside the old one, without a new
-- entry in the index.
alter table figure_agency set (fillfactor = 70);
alter table figure set (fillfactor = 70);
alter table figure_people set (fillfactor = 70);
alter table figure_days set (fillfactor = 70);
alter table figure_victim set (fillfactor = 70);
