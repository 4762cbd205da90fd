//! What the record itself answers to a question of an inspection, and from where: the reader confirms it or differs. No record
//! and not done are different answers (INF-12): what was owed and has no record is "no record", never "no".

use jiff::civil::Date;
use measures::inspection::{Answer, Fact, Judged, Question};
use record::{Case, CaseEvent, Owed, Recorded, view::Phase};

/// A case as far as the record can answer questions about it.
pub struct Known<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its events.
    pub events: &'a [Recorded],
    /// What is owed in it.
    pub owed: &'a [Owed],
}

/// An answer of the record, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromRecord {
    /// The answer.
    pub answer: Answer,
    /// Where it comes from, one sentence.
    pub source: String,
}

impl Known<'_> {
    /// What the record answers; none when it cannot know.
    pub fn answer(&self, question: &Question) -> Option<FromRecord> {
        let from_duties = self.duties(&question.record.duties, question.record.judged);
        let from_fact = question.record.fact.and_then(|fact| self.fact(fact));
        match (from_duties, from_fact) {
            // The record has it in one place or the other.
            (Some(one), Some(other)) => Some(if other.answer == Answer::Yes { other } else { one }),
            (one, other) => one.or(other),
        }
    }

    fn duties(&self, ids: &[String], judged: Judged) -> Option<FromRecord> {
        let rows: Vec<&Owed> = self.owed.iter().filter(|owed| ids.contains(&owed.duty)).collect();
        let found = |phase: Phase| rows.iter().find(|row| row.phase() == phase).copied();
        let done = |row: &Owed, how: &str| {
            let day = row.done_at.map(calendar::london_date).map(words_of_day).unwrap_or_default();
            format!("The record has it as done on {day}{how}.")
        };
        let (answer, source) = match judged {
            Judged::InTime if found(Phase::MetLate).is_some() => {
                (Answer::No, done(found(Phase::MetLate)?, ", late"))
            }
            _ if found(Phase::Met).is_some() => (Answer::Yes, done(found(Phase::Met)?, "")),
            _ if found(Phase::MetLate).is_some() => (Answer::Yes, done(found(Phase::MetLate)?, ", late")),
            _ if found(Phase::Open).is_some() || found(Phase::Undated).is_some() => {
                (Answer::NoRecord, "It is owed, and there is no record of it.".to_owned())
            }
            _ if found(Phase::Waived).is_some() => {
                (Answer::NotApplicable, "The victim said that they do not want it.".to_owned())
            }
            _ => return None,
        };
        Some(FromRecord { answer, source })
    }

    fn fact(&self, fact: Fact) -> Option<FromRecord> {
        let (answer, source) = match fact {
            Fact::DaysToFirstContact => self.days_to_first_contact(),
            Fact::PreferencesRecorded => {
                let known = self.case.victims.iter().any(|victim| victim.preferences.is_some());
                match known {
                    true => (Answer::Yes, "The record has how they want to be reached.".to_owned()),
                    false => {
                        (Answer::NoRecord, "There is no record of how they want to be reached.".to_owned())
                    }
                }
            }
            Fact::ContactsAsPreferred => {
                let contacts = self.events.iter().filter_map(|recorded| match &recorded.event {
                    CaseEvent::ContactRecorded(contact) => Some(contact.against_preference.is_some()),
                    _ => None,
                });
                let against: Vec<bool> = contacts.collect();
                let other = against.iter().filter(|against| **against).count();
                match (against.len(), other) {
                    (0, _) => (Answer::NoRecord, "There is no record of a contact.".to_owned()),
                    (all, 0) => (Answer::Yes, format!("All {all} contacts were made as the victim prefers.")),
                    (all, other) => {
                        (Answer::No, format!("{other} of {all} contacts were made in another way."))
                    }
                }
            }
            Fact::OffenderReleased => match self.case.happened.get("offender_released") {
                Some(at) => {
                    let day = words_of_day(calendar::london_date(*at));
                    (Answer::Yes, format!("The record has a release on {day}."))
                }
                None => (Answer::No, "The record has no release.".to_owned()),
            },
        };
        Some(FromRecord { answer, source })
    }

    fn days_to_first_contact(&self) -> (Answer, String) {
        let first = self
            .events
            .iter()
            .filter(|r| matches!(r.event, CaseEvent::ContactRecorded(_)))
            .map(|r| r.at)
            .min();
        let Some(first) = first else {
            return (Answer::NoRecord, "There is no record of a contact.".to_owned());
        };
        let (from, to) = (calendar::london_date(self.case.opened_at), calendar::london_date(first));
        let days = to.since(from).map(|span| span.get_days()).unwrap_or_default();
        let days = u64::try_from(days).unwrap_or(0);
        (Answer::Number(days), format!("The first contact was on {}.", words_of_day(to)))
    }
}

fn words_of_day(day: Date) -> String {
    crate::timeline::day_words(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use measures::inspection::Questions;
    use record::{CaseId, VictimId};
    use uuid::Uuid;

    fn owed(duty: &str, due: Option<&str>, done: Option<&str>, waived: bool) -> Owed {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        Owed {
            victim: VictimId(Uuid::nil()),
            duty: duty.into(),
            trigger: 1,
            trigger_event: "crime_reported".into(),
            edition: "2020".into(),
            right: Some(4),
            provider: "police".into(),
            clock_start: Some(at("2026-03-02T09:00:00Z")),
            limit: None,
            due: None,
            due_at: due.map(at),
            waived,
            waiting: false,
            done_by: done.map(|_| 2),
            done_at: done.map(at),
            answer: None,
        }
    }

    fn answer(question: &str, rows: &[Owed]) -> Option<Answer> {
        let case = Case::empty(CaseId(Uuid::nil()));
        let question = Questions::named("joint-2023").unwrap().question(question).unwrap();
        Known { case: &case, events: &[], owed: rows }.answer(question).map(|found| found.answer)
    }

    #[test]
    fn no_record_and_not_done_are_different_answers() {
        let referral = |due, done, waived| owed("r04-referral-to-support", due, done, waived);
        let (due, done) = (Some("2026-03-05T00:00:00Z"), Some("2026-03-04T10:00:00Z"));
        assert_eq!(
            answer("referral", &[referral(due, None, false)]),
            Some(Answer::NoRecord),
            "owed, no record"
        );
        assert_eq!(answer("referral", &[referral(due, done, false)]), Some(Answer::Yes));
        assert_eq!(answer("referral", &[referral(due, None, true)]), Some(Answer::NotApplicable));
        assert_eq!(answer("referral", &[]), None, "never owed: the record cannot know");
    }

    #[test]
    fn late_is_done_and_not_in_time() {
        let row =
            owed("r06-charge-dropped", Some("2026-03-05T00:00:00Z"), Some("2026-03-09T10:00:00Z"), false);
        assert_eq!(answer("letter-sent", std::slice::from_ref(&row)), Some(Answer::Yes));
        assert_eq!(answer("letter-in-time", &[row]), Some(Answer::No));
    }

    #[test]
    fn a_question_of_judgement_is_not_answered_by_the_record() {
        assert_eq!(answer("supervisor-review", &[owed("r04-referral-to-support", None, None, false)]), None);
    }
}
