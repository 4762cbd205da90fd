-- How a case stands with the retention schedule: the group that decides, or what stops it.
alter table case_view add column retention text not null default '';
-- From when a case waits for somebody to look at whether it is still needed; beside each organisation that answers for it, so
-- that the list of one is read from its index.
alter table case_owner add column review_at bigint;
create index case_owner_review on case_owner (organisation, review_at, case_id) where review_at is not null;
