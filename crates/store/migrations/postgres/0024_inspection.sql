-- Inspections (OVR-5): a sample of cases by a stated rule and seed, and what readers answered about each. Answers are only ever
-- added: a correction is a new version. A reader's free notes are sealed under the key of the case's first victim.
create table inspection (
    id uuid primary key,
    title text not null,
    questions text not null,
    digest text not null,
    sheet text not null,
    organisation text not null,
    made_for text not null,
    seed text not null,
    rule text not null,
    population bigint not null,
    readers bigint not null,
    made_by text not null,
    made_at bigint not null,
    authorised_by text,
    authorised_at bigint,
    basis text not null,
    closed_at bigint
);
create index inspection_made on inspection (made_for, made_at);
create table inspection_case (
    inspection uuid not null,
    case_id uuid not null,
    place bigint not null,
    stratum text not null,
    sheet_group text not null,
    area text not null,
    first_reader text not null,
    second_reader text not null,
    primary key (inspection, case_id)
);
create index inspection_case_read on inspection_case (case_id, inspection);
create table inspection_answer (
    inspection uuid not null,
    case_id uuid not null,
    reader text not null,
    question text not null,
    version bigint not null,
    answer text not null,
    from_record text not null,
    answered_at bigint not null,
    sealed bytea,
    primary key (inspection, case_id, reader, question, version)
);
-- Quality of contacts and letters (VOX-4): a second person's score of each, and what pages count. The counts are kept in the
-- transaction that adds the score; only the first scorer's count.
create table contact_scored (
    case_id uuid not null,
    contact bigint not null,
    seat bigint not null,
    version bigint not null,
    scorer text not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    team text not null,
    scored_at bigint not null,
    sealed bytea,
    primary key (case_id, contact, seat, version)
);
create index contact_scored_month on contact_scored (organisation, month, team);
create table contact_score (
    case_id uuid not null,
    contact bigint not null,
    seat bigint not null,
    version bigint not null,
    question text not null,
    score bigint not null,
    primary key (case_id, contact, seat, version, question)
);
create table figure_score (
    month bigint not null,
    organisation text not null,
    area text not null,
    team text not null,
    question text not null,
    score bigint not null,
    n bigint not null,
    primary key (month, organisation, area, team, question, score)
);
