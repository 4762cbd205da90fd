-- The audit: who looked at what, changed what, was refused what (PLT-2, ACC-7). Each process that writes has a chain of
-- its own, so that nobody waits for anybody: chain and number, each line with the hash over the one before it.
create table audit (
    chain bigint not null,
    number bigint not null,
    at bigint not null,
    visit blob not null,
    person text not null,
    role text not null,
    organisation text not null,
    on_behalf blob,
    action text not null,
    case_id blob,
    victim_id blob,
    part text not null,
    outcome text not null,
    policy text not null,
    -- Keyed terms of a search, never its words.
    sought text not null,
    -- Personal, sealed.
    reason blob not null,
    -- Personal, sealed.
    source blob not null,
    hash blob not null,
    primary key (chain, number)
) without rowid;
create index audit_of_case on audit (case_id, at) where case_id is not null;
create index audit_of_person on audit (person, at);
create index audit_of_organisation on audit (organisation, at);

-- The chains are themselves a chain: each carries the hash over the one before it and the heads of the others that had
-- grown since the last one began. A chain that is taken away shows.
create table audit_chain (
    chain integer primary key,
    started_at bigint not null,
    witnessed text not null,
    hash blob not null
);
-- Where each chain ends; the only part of the audit that is written over.
create table audit_head (
    chain integer primary key,
    number bigint not null,
    hash blob not null,
    witnessed bigint not null
);

-- What looks odd: worked out from the audit, one row a person, day, kind and case.
create table audit_finding (
    id blob primary key,
    kind text not null,
    day bigint not null,
    organisation text not null,
    person text not null,
    case_id blob,
    many bigint not null,
    usual bigint not null,
    open bigint not null
);
create index audit_finding_list on audit_finding (organisation, open, day, id);
create index audit_finding_of_person on audit_finding (organisation, person, day, id);
create index audit_finding_of_case on audit_finding (case_id, day);
-- What professional standards found when they looked into it.
create table audit_finding_note (
    id blob primary key,
    finding blob not null,
    at bigint not null,
    person text not null,
    -- Personal, sealed.
    words blob not null
);
create index audit_note_of_finding on audit_finding_note (finding, at);

create trigger journal_no_update before update on journal begin
    select raise(abort, 'journal is append-only');
end;
create trigger journal_no_delete before delete on journal begin
    select raise(abort, 'journal is append-only');
end;
create trigger audit_no_update before update on audit begin
    select raise(abort, 'audit is append-only');
end;
create trigger audit_no_delete before delete on audit begin
    select raise(abort, 'audit is append-only');
end;
create trigger audit_chain_no_update before update on audit_chain begin
    select raise(abort, 'audit_chain is append-only');
end;
create trigger audit_chain_no_delete before delete on audit_chain begin
    select raise(abort, 'audit_chain is append-only');
end;
create trigger audit_finding_note_no_update before update on audit_finding_note begin
    select raise(abort, 'audit_finding_note is append-only');
end;
create trigger audit_finding_note_no_delete before delete on audit_finding_note begin
    select raise(abort, 'audit_finding_note is append-only');
end;
