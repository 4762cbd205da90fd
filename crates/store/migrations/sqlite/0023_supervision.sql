-- Beside each organisation that answers for a case: when its supervisor last looked, from when one should look again, and from
-- when the case drifts (nothing done, nobody spoken to, nobody looked). Instants, so that no job has to run.
alter table case_owner add column reviewed_at bigint;
alter table case_owner add column supervise_at bigint;
alter table case_owner add column drifts_at bigint;
create index case_owner_supervise on case_owner (organisation, supervise_at, case_id) where supervise_at is not null;
create index case_owner_drifts on case_owner (organisation, drifts_at, case_id) where drifts_at is not null;
-- What supervisors directed: no words, which are sealed with the case.
create table direction (
    case_id blob not null,
    review_version bigint not null,
    item bigint not null,
    organisation text not null,
    team text not null,
    person text not null,
    given_at bigint not null,
    due_at bigint not null,
    answered_at bigint,
    done bigint not null,
    primary key (case_id, review_version, item)
);
create index direction_open on direction (organisation, due_at, case_id, review_version, item) where answered_at is null;
create index direction_open_person on direction (organisation, person, due_at, case_id, review_version, item) where answered_at is null;
-- Cases whose victims may be lost. `most` is the sum when every reason holds, which is from `full_from` on; before that the
-- sum is worked out from the instants in `signals` when the list is read.
create table early_warning (
    case_id blob not null,
    organisation text not null,
    team text not null,
    person text not null,
    most bigint not null,
    listed_from bigint not null,
    full_from bigint not null,
    signals text not null,
    primary key (case_id, organisation)
);
create index early_warning_most on early_warning (organisation, most, full_from, case_id);
create index early_warning_rising on early_warning (organisation, full_from, case_id);
-- Victims who do not go on with a case, and what had been done for them until then.
create table victim_left (
    case_id blob not null,
    victim_id blob not null,
    left_at bigint not null,
    organisation text not null,
    team text not null,
    stage text not null,
    because text not null,
    contact_before bigint,
    done bigint not null,
    late bigint not null,
    no_record bigint not null,
    primary key (case_id, victim_id)
);
create index victim_left_when on victim_left (left_at, organisation);
-- By what a victim or a place is known again in another case: keyed digests, as those of search terms.
create table victim_identity (
    kind text not null,
    digest blob not null,
    began_at bigint not null,
    case_id blob not null,
    victim_id blob not null,
    primary key (kind, digest, began_at, case_id, victim_id)
) without rowid;
create index victim_identity_case on victim_identity (case_id);
create index victim_identity_when on victim_identity (began_at, kind);
-- Contacts of a month, to draw a sample from.
create index journal_contact on journal (recorded_at, case_id, version) where kind = 'contact_recorded';
-- Promises that were kept late, for the list of broken ones.
create index duty_promise_late on duty (organisation, done_at, case_id) where phase = 'met_late' and edition = 'promise';
