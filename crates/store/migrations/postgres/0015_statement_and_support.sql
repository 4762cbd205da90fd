-- Personal statements that were not sent yet: every version that was saved, each sealed under the key of its victim, so that
-- destroying the key destroys them. Nothing here is overwritten.
create table statement_draft (
    id uuid primary key,
    case_id uuid not null,
    victim_id uuid not null,
    number bigint not null,
    person text not null,
    saved_at bigint not null,
    sealed bytea not null
);
-- Two who save at the same moment make two versions.
create unique index statement_draft_number on statement_draft (case_id, victim_id, number);
-- Support services that anybody can read about. Loaded from a file; several values of a column stand apart by "|".
create table support_service (
    id text primary key,
    name text not null,
    about text not null,
    needs text not null,
    crimes text not null,
    areas text not null,
    languages text not null,
    who_for text not null,
    phone text not null,
    email text not null,
    website text not null,
    how text not null,
    waiting text not null,
    standards text not null,
    organisation text not null,
    checked_day text not null,
    position bigint not null
);
