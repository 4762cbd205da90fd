-- Duties carry the area of their case, as on PostgreSQL, where lists can lie apart by area (ADR 0035).
alter table duty add column area text not null default '';
