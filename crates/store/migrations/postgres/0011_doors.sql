-- From where people signed in lately, as a keyed hash of account and place: guesses from elsewhere do not make them wait.
create table known_place (
    key bytea primary key,
    seen_at bigint not null
);
create index known_place_seen on known_place (seen_at);

-- The contact at which a member of staff got their half of a code, as a keyed hash: the next half goes there or nowhere.
create table staff_contact (
    person text primary key,
    contact bytea not null,
    confirmed_at bigint not null
);

-- Codes on paper were kept as plain hashes and are keyed from now on: those of before no longer work.
delete from recovery_code;
update invitation set ended_at = made_at, ended_because = 'replaced' where ended_at is null;
-- Attempts are counted under the key of the index.
delete from setting where name = 'attempt_key';
