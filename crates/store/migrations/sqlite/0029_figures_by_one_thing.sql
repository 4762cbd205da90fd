-- Sums by one thing at a time (ADR 0036): by team, by kind of crime, by Enhanced Rights, by stage, not by all of them together,
-- so that a page reads as many rows as there are teams or crimes. What was there is worked out again from the journal.
drop table figure;
create table figure_by (
    generation bigint not null,
    dimension text not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    duty_id text not null,
    value text not null,
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
    primary key (generation, dimension, month, organisation, area, duty_id, value)
) without rowid;
-- The same over every organisation.
create table figure_whole_by (
    generation bigint not null,
    dimension text not null,
    month bigint not null,
    part bigint not null,
    duty_id text not null,
    value text not null,
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
    primary key (generation, dimension, month, part, duty_id, value)
) without rowid;

drop table figure_days;
create table figure_days (
    generation bigint not null,
    what text not null,
    dimension text not null,
    month bigint not null,
    organisation text not null,
    duty_id text not null,
    area text not null,
    value text not null,
    days bigint not null,
    n bigint not null,
    primary key (generation, what, dimension, month, organisation, duty_id, area, value, days)
) without rowid;
create table figure_days_whole (
    generation bigint not null,
    what text not null,
    dimension text not null,
    month bigint not null,
    duty_id text not null,
    value text not null,
    days bigint not null,
    n bigint not null,
    primary key (generation, what, dimension, month, duty_id, value, days)
) without rowid;

drop table figure_victim;
create table figure_victim (
    generation bigint not null,
    dimension text not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    value text not null,
    victims bigint not null,
    contacted bigint not null,
    disputing bigint not null,
    primary key (generation, dimension, month, organisation, area, value)
) without rowid;

-- Which organisations answer for something in an area: figures of an area read their rows alone.
create table figure_place (
    generation bigint not null,
    area text not null,
    organisation text not null,
    n bigint not null,
    primary key (generation, area, organisation)
) without rowid;
