-- Who is signed in. The key is the hash of the cookie's secret; what is sealed opens with that secret only.
create table session (
    key bytea primary key,
    person text not null,
    kind text not null,
    method text not null,
    issuer text not null,
    subject bytea,
    provider_session bytea,
    started bigint not null,
    last_seen bigint not null,
    idle bigint not null,
    ends bigint not null,
    note bytea,
    ticket bytea,
    ended_at bigint,
    ended_because text
);
create index session_of_person on session (person);
create index session_of_provider on session (issuer, provider_session);
create index session_of_subject on session (issuer, subject);
create index session_last_seen on session (last_seen);

-- A form that came after its session had ended, kept for the same person. Its key and its seal are the browser's.
create table kept_form (
    key bytea primary key,
    person text not null,
    ends bigint not null,
    sealed bytea not null
);
create index kept_form_ends on kept_form (ends);

-- Sign-ins under way at another issuer: each is used once.
create table sign_in_flow (
    key bytea primary key,
    ends bigint not null,
    sealed bytea not null
);
create index sign_in_flow_ends on sign_in_flow (ends);

-- Who an issuer's subject is in the directory.
create table external_identity (
    issuer text not null,
    subject bytea not null,
    person text not null,
    linked_at bigint not null,
    primary key (issuer, subject)
);
create index external_identity_person on external_identity (person);

-- What may be presented once only (the ids of logout tokens), until it would be too old anyway.
create table presented_once (
    key bytea primary key,
    ends bigint not null
);
create index presented_once_ends on presented_once (ends);

-- Attempts to sign in: how many failed in a row, and when the next one is looked at. Keys are keyed hashes.
create table attempt (
    kind text not null,
    key bytea not null,
    failures bigint not null,
    last_at bigint not null,
    open_at bigint not null,
    primary key (kind, key)
);
create index attempt_last_at on attempt (last_at);

-- Every change of the directory counts up, so that each process knows at its next request to read it again.
insert into setting (name, value) values ('directory', '1') on conflict (name) do nothing;
create function directory_changed() returns trigger language plpgsql as $$
begin
    update setting set value = (value::bigint + 1)::text where name = 'directory';
    return null;
end
$$;
create trigger directory_person after insert or update or delete on person
    for each statement execute function directory_changed();
create trigger directory_organisation after insert or update or delete on organisation
    for each statement execute function directory_changed();
create trigger directory_team after insert or update or delete on team
    for each statement execute function directory_changed();
