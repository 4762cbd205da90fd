-- Returns of areas (OVR-8): who may send them, what they said, and which return holds for which month. Nothing that was taken
-- is removed: a corrected return stands beside the one that it corrects, and return_month says which of them holds.
create table return_deployment (
    deployment text primary key,
    name text not null,
    public_key text not null,
    token_digest text not null,
    trusted_at bigint not null,
    ended_at bigint
);
-- For which areas a deployment answers, and from which month on a return is expected.
create table return_area (
    deployment text not null,
    area text not null,
    expected_from bigint not null,
    primary key (deployment, area)
);
create table return_taken (
    deployment text not null,
    area text not null,
    sequence bigint not null,
    from_month bigint not null,
    to_month bigint not null,
    made_at bigint not null,
    received_at bigint not null,
    corrects bigint,
    digest text not null,
    primary key (deployment, area, sequence)
);
create unique index return_taken_digest on return_taken (digest);
create table return_month (
    deployment text not null,
    area text not null,
    month bigint not null,
    sequence bigint not null,
    primary key (deployment, area, month)
);
create index return_month_by_month on return_month (month, area);
create table return_duty (
    deployment text not null,
    area text not null,
    sequence bigint not null,
    month bigint not null,
    organisation text not null,
    provider text not null,
    edition text not null,
    duty_id text not null,
    waived bigint not null,
    waiting bigint not null,
    undated bigint not null,
    open bigint not null,
    met bigint not null,
    met_late bigint not null,
    confirmed bigint not null,
    disputed bigint not null,
    told_without_record bigint not null,
    not_told bigint not null,
    primary key (deployment, area, sequence, month, organisation, provider, edition, duty_id)
);
create table return_days (
    deployment text not null,
    area text not null,
    sequence bigint not null,
    month bigint not null,
    organisation text not null,
    what text not null,
    duty_id text not null,
    days bigint not null,
    n bigint not null,
    primary key (deployment, area, sequence, month, organisation, what, duty_id, days)
);
create table return_victim (
    deployment text not null,
    area text not null,
    sequence bigint not null,
    month bigint not null,
    organisation text not null,
    stage text not null,
    victims bigint not null,
    contacted bigint not null,
    disputing bigint not null,
    primary key (deployment, area, sequence, month, organisation, stage)
);
-- Returns that were made here, so that the next one has the next number and says what it corrects.
create table return_made (
    deployment text not null,
    area text not null,
    sequence bigint not null,
    from_month bigint not null,
    to_month bigint not null,
    made_at bigint not null,
    digest text not null,
    primary key (deployment, area, sequence)
);
