-- Files that people sent, sealed with the key of whom they are about. Beside the texts, because a case is read whole and
-- its files are not.
create table file (
    id uuid primary key,
    case_id uuid not null,
    subject uuid not null,
    size bigint not null,
    sealed bytea
);
create index file_of_case on file (case_id, id);
-- Reports that somebody began and has not sent, sealed with the key of the deployment. `secret` and `code` are keyed: by
-- neither of them can anybody read on who copied the database.
create table report_draft (
    id uuid primary key,
    secret bytea,
    code bytea,
    sealed bytea not null,
    begun_at bigint not null,
    ends bigint not null,
    sent_at bigint
);
create unique index report_draft_secret on report_draft (secret);
create unique index report_draft_code on report_draft (code);
create index report_draft_ends on report_draft (ends);
create table report_draft_file (
    id uuid primary key,
    draft uuid not null,
    size bigint not null,
    sealed bytea not null
);
create index report_draft_file_of on report_draft_file (draft, id);
