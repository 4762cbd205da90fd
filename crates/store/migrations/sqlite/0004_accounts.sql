-- How people sign in without another organisation's help: passkeys, a password with a second factor, codes to a
-- contact that they confirmed, and the invitations with which all of that begins.
alter table person add column representative_id blob;
create index person_of_victim on person (case_id, victim_id);

create table account (
    person text primary key,
    -- What the person's passkeys carry; it means nothing anywhere else.
    handle blob not null,
    password text,
    totp blob,
    -- The last step of the second factor that was used: none counts twice.
    totp_step bigint not null,
    -- The contact that the person confirmed: how, and a keyed hash of which.
    reach_channel text,
    reach blob,
    made_at bigint not null,
    changed_at bigint not null
);
create unique index account_handle on account (handle);
create index account_reach on account (reach);

create table passkey (
    id blob primary key,
    person text not null,
    -- The public key, its counter and whether it is backed up, as JSON.
    body text not null,
    made_at bigint not null,
    used_at bigint
);
create index passkey_of_person on passkey (person, made_at);

create table recovery_code (
    person text not null,
    hash blob not null,
    primary key (person, hash)
);

create table invitation (
    id blob primary key,
    code blob not null,
    kind text not null,
    person text not null,
    case_id blob,
    victim_id blob,
    representative_id blob,
    question text not null,
    word text,
    made_by text not null,
    made_at bigint not null,
    expires_at bigint not null,
    tries bigint not null,
    ended_at bigint,
    ended_because text
);
create unique index invitation_code on invitation (code);
create index invitation_of_case on invitation (case_id, made_at);
create index invitation_of_person on invitation (person, made_at);

-- A sign-in under way. The key is the hash of a secret that only the browser holds.
create table sign_in_step (
    key blob primary key,
    kind text not null,
    body text not null,
    tries bigint not null,
    ends bigint not null
);
create index sign_in_step_ends on sign_in_step (ends);

-- Codes sent lately: nobody is sent more than a few.
create table code_sent (
    id blob primary key,
    reach blob not null,
    sent_at bigint not null
);
create index code_sent_to on code_sent (reach, sent_at);
