-- Cases that somebody opened for a reason and a short time, and what a supervisor said of it.
create table broken_glass (
    id blob primary key,
    person text not null,
    organisation text not null,
    case_id blob not null,
    kind text not null,
    reason text not null,
    opened_at bigint not null,
    ends_at bigint not null,
    reviewed_at bigint,
    reviewed_by text,
    proper bigint,
    review text
);
create index broken_glass_of_person on broken_glass (person, case_id, ends_at);
create index broken_glass_waiting on broken_glass (organisation, reviewed_at, opened_at, id);

-- Terms of use and sharing agreements, and who accepted them.
create table agreement (
    id blob primary key,
    kind text not null,
    title text not null,
    body text not null,
    purpose text not null,
    basis text not null,
    from_day text not null,
    review_day text not null,
    ended_day text,
    made_by text not null,
    made_at bigint not null
);
create table agreement_party (
    agreement blob not null,
    organisation text not null,
    primary key (agreement, organisation)
);
create table acceptance (
    agreement blob not null,
    organisation text not null,
    person text not null,
    accepted_at bigint not null,
    primary key (agreement, organisation, person)
);
