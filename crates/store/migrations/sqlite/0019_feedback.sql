-- What victims said of contacts and whom they thanked is listed from the journal itself; it is a small part of it.
create index journal_feedback on journal (recorded_at, case_id, version) where kind in ('contact_replied', 'thanked');
