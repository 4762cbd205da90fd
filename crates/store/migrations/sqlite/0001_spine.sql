-- The journal: what happened in each case, written once. Everything below "views" can be thrown away and rebuilt from it.
create table journal (
    seq integer primary key autoincrement,
    case_id blob not null,
    version bigint not null,
    kind text not null,
    recorded_at bigint not null,
    body text not null,
    previous blob not null,
    hash blob not null,
    unique (case_id, version)
);

-- Personal texts stand apart from events; a null body was destroyed (PLT-5).
create table personal (
    id blob primary key,
    case_id blob not null,
    body text
);
create index personal_of_case on personal (case_id);

-- Messages that were taken in, by digest: the same message twice changes nothing.
create table message (
    digest text primary key,
    format text not null,
    received_at bigint not null,
    outcome text not null
);

-- What could not be read or matched waits here for a person.
create table quarantine (
    id blob primary key,
    received_at bigint not null,
    source text not null,
    format text not null,
    reason text not null,
    body blob not null,
    mended blob,
    state text not null,
    tries bigint not null,
    note text not null
);
create index quarantine_waiting on quarantine (state, received_at, id);

-- Organisations, teams and people: who can hold a duty and sign in.
create table organisation (
    id text primary key,
    name text not null,
    provider text not null,
    area text not null,
    phone text not null
);
create table team (
    id text primary key,
    organisation text not null,
    name text not null,
    phone text not null
);
create table person (
    id text primary key,
    name text not null,
    role text not null,
    organisation text not null,
    team text not null,
    phone text not null,
    case_id blob,
    victim_id blob
);
create table setting (
    name text primary key,
    value text not null
);

-- Views.
create table case_view (
    case_id blob primary key,
    version bigint not null,
    head blob not null,
    reference text,
    title text not null,
    stage text not null,
    opened_at bigint not null,
    last_happening_at bigint,
    last_contact_at bigint,
    enhanced bigint not null
);
create table case_owner (
    case_id blob not null,
    provider text not null,
    organisation text not null,
    team text not null,
    person text not null,
    quiet_since bigint not null,
    owes bigint not null,
    primary key (case_id, provider)
);
create index case_owner_quiet on case_owner (organisation, owes, quiet_since, case_id);
create table case_victim (
    case_id blob not null,
    victim_id blob not null,
    position bigint not null,
    name text not null,
    enhanced_because text not null,
    safe_contact bigint not null,
    primary key (case_id, victim_id)
);
create table duty (
    case_id blob not null,
    victim_id blob not null,
    trigger_version bigint not null,
    duty_id text not null,
    trigger_event text not null,
    provider text not null,
    edition text not null,
    right_no bigint,
    phase text not null,
    clock_start bigint,
    due_at bigint,
    done_by bigint,
    done_at bigint,
    enhanced bigint not null,
    answer text,
    organisation text not null,
    team text not null,
    person text not null,
    primary key (case_id, victim_id, trigger_version, duty_id)
);
-- One index for each list that staff open: everyone in an organisation, a team, one person.
create index duty_open_organisation on duty (organisation, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open';
create index duty_open_team on duty (organisation, team, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open';
create index duty_open_person on duty (organisation, person, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open';
create index duty_undated on duty (organisation, phase, case_id, victim_id, trigger_version, duty_id, team, person, provider, right_no, enhanced) where phase in ('waiting', 'undated');
create index duty_undated_team on duty (organisation, team, phase, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase in ('waiting', 'undated');
create index duty_undated_person on duty (organisation, person, phase, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase in ('waiting', 'undated');
create index duty_disputed on duty (organisation, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where answer in ('did_not_happen', 'not_understood');
create index duty_disputed_team on duty (organisation, team, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where answer in ('did_not_happen', 'not_understood');
create index duty_disputed_person on duty (organisation, person, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where answer in ('did_not_happen', 'not_understood');
create table search_term (
    kind text not null,
    term text not null,
    case_id blob not null,
    primary key (kind, term, case_id)
) without rowid;
