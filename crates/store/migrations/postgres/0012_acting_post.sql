-- The first and last day of the post that somebody mainly acts in; and the post that a session acts in (empty: the first).
alter table person add column post_from text;
alter table person add column post_until text;
alter table session add column post text not null default '';
