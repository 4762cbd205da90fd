-- What the gate needs to know of a case stands beside it: a page of a list is one query and one batch of decisions.
alter table case_view add column access text not null default '{}';
-- Whether somebody of an organisation that answers for the case may not see all of it: it is restricted, somebody is
-- shut out, or a support service needs a victim's agreement. Lists ask about these before they count.
alter table case_view add column guarded bigint not null default 0;
create index case_guarded on case_view (case_id) where guarded = 1;
