-- Sums over every organisation, for what a country asks of a year (OVR-8). In parts by organisation, so that writers of different
-- organisations seldom wait for each other.
create table figure_whole (
    generation bigint not null,
    month bigint not null,
    part bigint not null,
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
    primary key (generation, month, part, provider, edition, duty_id)
) with (fillfactor = 70);
