-- Figures (OVR-1): the month in which a duty counts and for whom, and the sums that pages read. The sums are kept in the
-- transaction that changes the duties (ADR 0028).
alter table case_view add column area text not null default '';
alter table case_view add column crime_group text not null default '';
alter table case_victim add column joined_at bigint not null default 0;
alter table case_victim add column first_contact_at bigint;
alter table duty add column month bigint not null default 0;
alter table duty add column counted_organisation text not null default '';
alter table duty add column counted_team text not null default '';
create index duty_counted on duty (counted_organisation, month, duty_id, counted_team);

-- Which generation of the sums counts; while they are made anew, which that is and up to which case it has come.
create table figure_state (
    id bigint primary key,
    generation bigint not null,
    next bigint,
    up_to blob
);
insert into figure_state (id, generation) values (1, 1);
create table figure_agency (
    generation bigint not null,
    month bigint not null,
    organisation text not null,
    area text not null,
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
    primary key (generation, month, organisation, area, provider, edition, duty_id)
) without rowid;
create table figure (
    generation bigint not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    provider text not null,
    edition text not null,
    duty_id text not null,
    team text not null,
    crime_group text not null,
    enhanced bigint not null,
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
    primary key (generation, month, organisation, area, provider, edition, duty_id, team, crime_group, enhanced)
) without rowid;
create table figure_people (
    generation bigint not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    provider text not null,
    edition text not null,
    duty_id text not null,
    people text not null,
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
    primary key (generation, month, organisation, area, provider, edition, duty_id, people)
) without rowid;
create table figure_days (
    generation bigint not null,
    what text not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    duty_id text not null,
    team text not null,
    crime_group text not null,
    days bigint not null,
    n bigint not null,
    primary key (generation, what, month, organisation, area, duty_id, team, crime_group, days)
) without rowid;
create table figure_victim (
    generation bigint not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    team text not null,
    crime_group text not null,
    enhanced bigint not null,
    stage text not null,
    victims bigint not null,
    contacted bigint not null,
    disputing bigint not null,
    primary key (generation, month, organisation, area, team, crime_group, enhanced, stage)
) without rowid;
