-- What victims asked for, wrote or dispute: a list of its own among many thousand duties.
create index duty_asked on duty (organisation, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open' and edition = 'promise';
create index duty_asked_team on duty (organisation, team, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open' and edition = 'promise';
create index duty_asked_person on duty (organisation, person, due_at, case_id, victim_id, trigger_version, duty_id, provider, right_no, enhanced) where phase = 'open' and edition = 'promise';
