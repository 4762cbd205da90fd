-- Meetings of boards, and the actions agreed at them. Nothing here is about a victim: an action says what an organisation
-- does, not to whom.
create table meeting (
    id uuid primary key,
    organisation text not null,
    title text not null,
    held_day text not null,
    made_by text not null,
    made_at bigint not null,
    ended_at bigint
);
create index meeting_of_organisation on meeting (organisation, held_day, id);
-- One meeting at a time: the next begins with what the last one left open.
create unique index meeting_under_way on meeting (organisation) where ended_at is null;
create table meeting_action (
    id uuid primary key,
    meeting uuid not null,
    organisation text not null,
    what text not null,
    measure text not null,
    owner_kind text not null,
    owner text not null,
    due_day text not null,
    state text not null,
    made_by text not null,
    made_at bigint not null
);
create index meeting_action_of_meeting on meeting_action (meeting, id);
create index meeting_action_open on meeting_action (organisation, due_day, id) where state = 'open';
create index meeting_action_owned on meeting_action (owner, due_day, id) where state = 'open' and owner_kind = 'organisation';
-- What a later meeting said of an action.
create table meeting_answer (
    action uuid not null,
    meeting uuid not null,
    answer text not null,
    why text not null,
    due_day text not null,
    answered_by text not null,
    answered_at bigint not null,
    primary key (action, meeting)
);
create index meeting_answer_of_meeting on meeting_answer (meeting, action);
