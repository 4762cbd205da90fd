-- What says something about a person lies sealed (PLT-5): the key of each person is wrapped by an outer key, which is
-- not in the database.

-- The outer keys in use, the newest with the highest position. `wrapped` when a key service keeps them.
create table sealing_key (
    id text primary key,
    position bigint not null,
    wrapped blob
);
-- The key of each person in each case, of each case and of the deployment. A null `wrapped` was destroyed.
create table data_key (
    case_id blob not null,
    subject blob not null,
    kind text not null,
    outer_key text not null,
    wrapped blob,
    destroyed_at bigint,
    primary key (case_id, subject)
) without rowid;
create index data_key_outer on data_key (outer_key);

-- `body` is only in texts of before, until they are sealed; null in both was destroyed.
alter table personal add column subject blob;
alter table personal add column sealed blob;
create index personal_to_seal on personal (case_id) where body is not null;

create table quarantine_sealed (
    id blob primary key,
    received_at bigint not null,
    source blob not null,
    format text not null,
    reason text not null,
    body blob not null,
    mended blob,
    state text not null,
    tries bigint not null,
    note blob not null,
    sealed bigint not null
);
insert into quarantine_sealed select id, received_at, cast(source as blob), format, reason, body, mended, state, tries,
    cast(note as blob), 0 from quarantine;
drop table quarantine;
alter table quarantine_sealed rename to quarantine;
create index quarantine_waiting on quarantine (state, received_at, id);
create index quarantine_to_seal on quarantine (id) where sealed = 0;

-- Views are made again.
drop table case_victim;
create table case_victim (
    case_id blob not null,
    victim_id blob not null,
    position bigint not null,
    sealed blob not null,
    safe_contact bigint not null,
    primary key (case_id, victim_id)
);
drop table search_term;
create table search_term (
    kind text not null,
    term blob not null,
    case_id blob not null,
    primary key (kind, term, case_id)
) without rowid;
delete from setting where name = 'views';
