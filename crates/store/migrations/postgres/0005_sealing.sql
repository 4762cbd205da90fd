-- What says something about a person lies sealed (PLT-5): the key of each person is wrapped by an outer key, which is
-- not in the database.

-- The outer keys in use, the newest with the highest position. `wrapped` when a key service keeps them.
create table sealing_key (
    id text primary key,
    position bigint not null,
    wrapped bytea
);
-- The key of each person in each case, of each case and of the deployment. A null `wrapped` was destroyed.
create table data_key (
    case_id uuid not null,
    subject uuid not null,
    kind text not null,
    outer_key text not null,
    wrapped bytea,
    destroyed_at bigint,
    primary key (case_id, subject)
);
create index data_key_outer on data_key (outer_key);

-- `body` is only in texts of before, until they are sealed; null in both was destroyed.
alter table personal add column subject uuid;
alter table personal add column sealed bytea;
create index personal_to_seal on personal (case_id) where body is not null;

alter table quarantine alter column source type bytea using convert_to(source, 'UTF8');
alter table quarantine alter column note type bytea using convert_to(note, 'UTF8');
alter table quarantine add column sealed bigint not null default 0;
create index quarantine_to_seal on quarantine (id) where sealed = 0;

-- Views are made again.
drop table case_victim;
create table case_victim (
    case_id uuid not null,
    victim_id uuid not null,
    position bigint not null,
    sealed bytea not null,
    safe_contact bigint not null,
    primary key (case_id, victim_id)
);
drop table search_term;
create table search_term (
    kind text collate "C" not null,
    term bytea not null,
    case_id uuid not null,
    primary key (kind, term, case_id)
);
delete from setting where name = 'views';
