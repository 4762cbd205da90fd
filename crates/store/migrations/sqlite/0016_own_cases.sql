-- Several cases of one person in one account: who signs in (holder), and who they are in the directory for another case of
-- theirs. Each of the directory's people stands for one case and keeps its own checks and audit.
create table own_case (
    holder text not null,
    person text not null,
    added_at bigint not null,
    primary key (holder, person)
);
create index own_case_person on own_case (person);
create trigger directory_own_case_added after insert on own_case begin
    update setting set value = cast(value as integer) + 1 where name = 'directory';
end;
create trigger directory_own_case_removed after delete on own_case begin
    update setting set value = cast(value as integer) + 1 where name = 'directory';
end;
