-- Answers to the survey (VOX-2), as sums only: who said what stands in the journal of their case.
create table figure_survey (
    generation bigint not null,
    month bigint not null,
    organisation text not null,
    area text not null,
    crime_group text not null,
    moment text not null,
    question text not null,
    answer text not null,
    n bigint not null,
    primary key (generation, month, organisation, area, crime_group, moment, question, answer)
);
