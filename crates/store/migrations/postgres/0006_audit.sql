-- The audit: who looked at what, changed what, was refused what (PLT-2, ACC-7). Each process that writes has a chain of
-- its own, so that nobody waits for anybody: chain and number, each line with the hash over the one before it.
create table audit (
    chain bigint not null,
    number bigint not null,
    at bigint not null,
    visit uuid not null,
    person text not null,
    role text not null,
    organisation text not null,
    on_behalf uuid,
    action text not null,
    case_id uuid,
    victim_id uuid,
    part text not null,
    outcome text not null,
    policy text not null,
    -- Keyed terms of a search, never its words.
    sought text not null,
    -- Personal, sealed.
    reason bytea not null,
    -- Personal, sealed.
    source bytea not null,
    hash bytea not null,
    primary key (chain, number)
);
create index audit_of_case on audit (case_id, at) where case_id is not null;
create index audit_of_person on audit (person, at);
create index audit_of_organisation on audit (organisation, at);

-- The chains are themselves a chain: each carries the hash over the one before it and the heads of the others that had
-- grown since the last one began. A chain that is taken away shows.
create table audit_chain (
    chain bigint primary key,
    started_at bigint not null,
    witnessed text not null,
    hash bytea not null
);
-- Where each chain ends; the only part of the audit that is written over.
create table audit_head (
    chain bigint primary key,
    number bigint not null,
    hash bytea not null,
    witnessed bigint not null
);

-- What looks odd: worked out from the audit, one row a person, day, kind and case.
create table audit_finding (
    id uuid primary key,
    kind text not null,
    day bigint not null,
    organisation text not null,
    person text not null,
    case_id uuid,
    many bigint not null,
    usual bigint not null,
    open bigint not null
);
create index audit_finding_list on audit_finding (organisation, open, day, id);
create index audit_finding_of_person on audit_finding (organisation, person, day, id);
create index audit_finding_of_case on audit_finding (case_id, day);
-- What professional standards found when they looked into it.
create table audit_finding_note (
    id uuid primary key,
    finding uuid not null,
    at bigint not null,
    person text not null,
    -- Personal, sealed.
    words bytea not null
);
create index audit_note_of_finding on audit_finding_note (finding, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger journal_is_append_only before update or delete or truncate on journal
    for each statement execute function refuse_change();
create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();
create trigger audit_chain_is_append_only before update or delete or truncate on audit_chain
    for each statement execute function refuse_change();
create trigger audit_finding_note_is_append_only before update or delete or truncate on audit_finding_note
    for each statement execute function refuse_change();
