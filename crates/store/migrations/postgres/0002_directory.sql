-- Organisations have a kind, units and teams; people have posts, hours, absences and deputies (INF-4, PLT-2).
-- The row of a person holds the post that they mainly act in; further posts and those that ended stand in "post".
alter table organisation add column kind text not null default '';
alter table organisation add column ended_on text;
create table unit (
    id text primary key,
    organisation text not null,
    name text not null
);
alter table team add column unit text not null default '';
-- The team that looks after this one's duties when nobody of it is on shift.
alter table team add column covered_by text not null default '';
alter table team add column ended_on text;
-- The name of their account at their own organisation, and its number for them.
alter table person add column user_name text not null default '';
alter table person add column external_id text not null default '';
alter table person add column inactive bigint not null default 0;
alter table person add column joined_on text;
alter table person add column left_on text;
-- When they work, in London: "mon-fri 09:00-17:00". Empty: not known.
alter table person add column hours text not null default '';
alter table person add column works_bank_holidays bigint not null default 0;
create unique index person_user_name on person (user_name) where user_name <> '';
create unique index person_external_id on person (organisation, external_id) where external_id <> '';
create table post (
    id text primary key,
    person text not null,
    position bigint not null,
    role text not null,
    organisation text not null,
    team text not null,
    from_on text,
    until_on text
);
create index post_of_person on post (person, position, id);
create table deputy (
    person text not null,
    position bigint not null,
    deputy text not null,
    primary key (person, position)
);
-- Why somebody is away is for them and their supervisor; that they are away is for everybody who works with them.
create table absence (
    id uuid primary key,
    person text not null,
    kind text not null,
    from_at bigint not null,
    until_at bigint,
    deputy text not null,
    recorded_by text not null,
    recorded_at bigint not null,
    withdrawn_at bigint
);
create index absence_of_person on absence (person, from_at);
-- What lets an organisation's own identity system keep its people here. Only the digest of the secret is kept.
create table directory_token (
    id text primary key,
    organisation text not null,
    digest bytea not null,
    made_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);
