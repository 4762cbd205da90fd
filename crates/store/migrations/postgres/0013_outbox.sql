-- Alerts to victims, made in the transaction of their cause. No words, names or addresses: those are looked up when one is
-- sent. What the states mean: src/outbox/mod.rs.
create table outbox (
    id uuid primary key,
    case_id uuid not null,
    victim_id uuid not null,
    cause bigint not null,
    kind text not null,
    state text not null,
    why text not null default '',
    queued_at bigint not null,
    due_at bigint not null,
    worker text not null default '',
    lease_until bigint,
    channel text not null default '',
    sends bigint not null default 0,
    begun bigint not null default 0,
    tries bigint not null default 0,
    failed text not null default '',
    carrier text not null default '',
    carrier_id text not null default '',
    handed_at bigint,
    settled_at bigint
);
-- A cause makes one message.
create unique index outbox_cause on outbox (case_id, victim_id, cause);
-- Nobody is sent two at the same moment by two workers.
create unique index outbox_one_at_a_time on outbox (case_id, victim_id) where state = 'claimed';
create index outbox_due on outbox (state, due_at, id);
