//! Gathers a victim's own information out of a case. What is visible is decided where their pages decide it: what
//! happened and is owed in `victim_case`, who looked in `who_looked`.

use super::own_information::{
    AboutCase, Acting, FORMAT, Happened, Looked, Need, OwedToThem, OwnInformation, Said, Shared, Told, Tried,
    VERSION, Wish, Wishes, left_out,
};
use crate::{
    Service, Standing,
    case_file::{DutyLine, OwnerCard},
    timeline::{self, day_words, flag_words, scope_words},
    victim_case::{capital, is_for_the_victim},
    who_looked::WhoLooked,
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use language::Language;
use record::{
    AccessEvent, CaseEvent, Contact, FileEvent, PersonDetails, PersonalRef, Preferences, Recorded, Recorder,
    Understood, VictimId,
    access::{Basis, Purpose},
    event::{Answer, AnswerAbout, AttemptOutcome, Channel},
};
use store::LoadedCase;

/// Whose information, out of which case, and how much of it.
pub(super) struct Gathering<'a> {
    pub service: &'a Service,
    pub loaded: &'a LoadedCase,
    pub victim: VictimId,
    pub in_full: bool,
    pub now: Timestamp,
}

/// A moment as RFC 3339 with London's offset.
fn moment(at: Timestamp) -> String {
    let offset = Offset::from_seconds(calendar::london_offset_seconds(at)).unwrap_or(Offset::UTC);
    at.display_with_offset(offset).to_string()
}

/// The copy is written in English so far.
const WRITTEN_IN: Language = Language::English;
/// A copy may be read in any year: every day in it has its own.
const NO_YEAR_OMITTED: Date = Date::ZERO;

fn on_day(at: Timestamp) -> String {
    day_words(calendar::london_date(at))
}

impl Gathering<'_> {
    pub(super) fn gather(&self, looked: WhoLooked) -> OwnInformation {
        let Self { service, loaded, victim, in_full, now } = *self;
        let of = loaded.case.victim(victim);
        let details = of.and_then(|of| loaded.texts.read::<PersonDetails>(&of.details));
        let happened = service.happened_to(loaded, victim, WRITTEN_IN).into_iter();
        let looked_days = looked.days.into_iter();
        OwnInformation {
            format: FORMAT,
            version: VERSION,
            time_zone: "Europe/London",
            made_at: moment(now),
            in_full,
            name: timeline::victim_name(loaded, victim),
            details: details.filter(|_| in_full),
            case: AboutCase {
                about: loaded.case.title.clone(),
                reference: loaded.case.reference().map(str::to_owned),
                reported: calendar::london_date(loaded.case.opened_at),
                contact: service.named_contact(loaded).as_ref().map(contact_sentence),
            },
            happened: happened
                .map(|(at, one)| Happened {
                    at: moment(at),
                    sentence: one.in_words(WRITTEN_IN, NO_YEAR_OMITTED),
                })
                .collect(),
            told: self.newest_first(Self::told),
            tried: self.newest_first(Self::tried),
            said: self.newest_first(Self::said),
            owed: self.owed(),
            wishes: self.wishes(),
            needs: of.map(|of| self.needs(&of.flags)).unwrap_or_default(),
            sharing: self.newest_first(Self::sharing),
            acting: self.acting(),
            looked: looked_days.map(|day| Looked { day: day.day, sentences: day.sentences }).collect(),
            left_out: left_out(in_full, looked.earlier.is_some()),
        }
    }

    fn newest_first<T>(&self, read: impl Fn(&Self, &Recorded) -> Option<T>) -> Vec<T> {
        let mut found: Vec<(Timestamp, u64, T)> = self
            .loaded
            .events
            .iter()
            .filter_map(|recorded| Some((recorded.at, recorded.version, read(self, recorded)?)))
            .collect();
        found.sort_by_key(|(at, version, _)| std::cmp::Reverse((*at, *version)));
        found.into_iter().map(|(_, _, one)| one).collect()
    }

    fn words(&self, words: &Option<PersonalRef>) -> Option<String> {
        words.as_ref().and_then(|words| self.loaded.texts.words(words))
    }

    /// Who wrote something down, to begin a sentence with; nothing when the victim did it themselves.
    fn writer(&self, by: &Recorder) -> Option<String> {
        let directory = self.service.directory();
        let person = by.person.as_ref().map(|person| person.as_str());
        match (person, by.organisation.as_str()) {
            (Some(person), "") => {
                let known = directory.people.get(person)?;
                known.representative_id.is_some().then(|| format!("{}, who acts for you,", known.name))
            }
            (Some(person), _) => Some(directory.person_name(person).to_owned()),
            (None, organisation) => Some(directory.organisation_name(organisation).to_owned()),
        }
    }

    fn told(&self, recorded: &Recorded) -> Option<Told> {
        let CaseEvent::ContactRecorded(contact) = &recorded.event else { return None };
        if contact.victim != self.victim {
            return None;
        }
        Some(Told {
            at: moment(recorded.at),
            channel: contact.channel.slug(),
            sentence: self.told_sentence(recorded, contact),
            told: self.loaded.texts.words(&contact.told).unwrap_or_default(),
            understood: match contact.understood {
                Understood::Yes => "yes",
                Understood::Partly => "partly",
                Understood::No => "no",
                Understood::NotKnown => "not_known",
            },
            next: contact.next,
        })
    }

    fn told_sentence(&self, recorded: &Recorded, contact: &Contact) -> String {
        let done = self.service.done(recorded).in_words(WRITTEN_IN);
        match self.words(&contact.representative) {
            Some(whom) => format!("{done} The person who was told in your place: {whom}."),
            None => done,
        }
    }

    fn tried(&self, recorded: &Recorded) -> Option<Tried> {
        let CaseEvent::ContactAttempted { victim, channel, outcome, .. } = &recorded.event else {
            return None;
        };
        if *victim != self.victim {
            return None;
        }
        let (slug, words) = match outcome {
            AttemptOutcome::NoAnswer => ("no_answer", "There was no answer"),
            AttemptOutcome::MessageLeft => ("message_left", "A message was left"),
            AttemptOutcome::Undeliverable => ("undeliverable", "It could not be delivered"),
        };
        let who = self.writer(&recorded.by).unwrap_or_else(|| "Somebody".to_owned());
        let (by, day) = (channel.words(), on_day(recorded.at));
        Some(Tried {
            at: moment(recorded.at),
            channel: channel.slug(),
            outcome: slug,
            sentence: format!("{who} tried to reach you by {by} on {day}. {words}."),
        })
    }

    fn said(&self, recorded: &Recorded) -> Option<Said> {
        let (day, code) = (on_day(recorded.at), self.service.rules().code);
        let wrote = self.writer(&recorded.by);
        let wrote = |what: &str| match &wrote {
            Some(who) => format!("{who} wrote down on {day} {what}"),
            None => format!("You wrote on {day} {what}"),
        };
        let said = |kind, answer, sentence, words| {
            Some(Said { at: moment(recorded.at), kind, answer, sentence, words })
        };
        match &recorded.event {
            CaseEvent::ContactRecorded(contact) if contact.victim == self.victim => {
                let asked = self.words(&contact.asked)?;
                said("asked", None, wrote("what you asked or were worried about."), Some(asked))
            }
            CaseEvent::VictimAnswered { victim, about, answer, words } if *victim == self.victim => {
                let about = match about {
                    AnswerAbout::Duty(duty) => code
                        .duty_index(&duty.duty)
                        .map_or_else(|| duty.duty.clone(), |index| code.duty(index).plain.clone()),
                    AnswerAbout::Contact(_) => "What you were told".to_owned(),
                };
                let (slug, answer) = answer_of(*answer);
                let sentence = wrote(&format!("about “{about}”: {answer}."));
                said("answered", Some(slug), sentence, self.words(words))
            }
            CaseEvent::DutyWaived { victim, scope, words } if *victim == self.victim => {
                let sentence = wrote(&format!("that you do not want {}.", scope_words(scope, code)));
                said("did_not_want", None, sentence, self.words(words))
            }
            CaseEvent::File(FileEvent::Kept { victim, name, .. }) if *victim == self.victim => {
                let name = self.loaded.texts.words(name);
                said("sent", None, wrote("that this file was sent. You can have it by itself:"), name)
            }
            CaseEvent::WaiverWithdrawn { victim, scope } if *victim == self.victim => {
                let sentence = wrote(&format!("that you want {} again.", scope_words(scope, code)));
                said("wants_again", None, sentence, None)
            }
            _ => None,
        }
    }

    fn owed(&self) -> Vec<OwedToThem> {
        let lines = self.service.duty_lines(self.loaded, self.now);
        let theirs = |line: &&DutyLine| line.owed.victim == self.victim && is_for_the_victim(line);
        lines.iter().filter(theirs).map(|line| self.owed_line(line)).collect()
    }

    fn owed_line(&self, line: &DutyLine) -> OwedToThem {
        let duty = self.service.victim_duty(self.loaded, line, WRITTEN_IN);
        let by_when = duty.by_when.map(|day| format!("the end of {}", day_words(day))).unwrap_or_default();
        let done = duty.done.map(|done| done.in_words(WRITTEN_IN)).unwrap_or_default();
        let (standing, sentence) = match line.standing {
            Standing::Late => ("late", format!("This should have been done by {by_when}.")),
            Standing::Due => ("due", format!("To be done by {by_when}.")),
            Standing::Undated => ("no_day", "There is no fixed day for this.".to_owned()),
            Standing::Waiting => ("waiting", "This starts when the news has reached them.".to_owned()),
            Standing::Done => ("done", done),
            Standing::DoneLate => ("done_late", format!("{done} That was late.")),
            Standing::Waived => ("not_wanted", "You said that you do not want this.".to_owned()),
        };
        OwedToThem {
            duty: line.owed.duty.clone(),
            what: duty.what,
            who: capital(timeline::provider_words(&duty.provider)),
            due: line.owed.due,
            standing,
            sentence,
        }
    }

    /// What they said about how to be reached, also what they said before. What is dangerous to read over their
    /// shoulder only in full, as on their page.
    fn wishes(&self) -> Vec<Wishes> {
        let mut all = self.newest_first(|this, recorded| match &recorded.event {
            CaseEvent::PreferencesRecorded { victim, preferences } if *victim == this.victim => {
                let read: Preferences = this.loaded.texts.read(preferences)?;
                Some(wishes(recorded.at, if this.in_full { read } else { read.safe_on_a_screen() }))
            }
            _ => None,
        });
        all.iter_mut().skip(1).for_each(|earlier| earlier.holds = false);
        all
    }

    fn needs(&self, flags: &std::collections::BTreeMap<String, String>) -> Vec<Need> {
        let need = |(flag, because): (&String, &String)| Need {
            flag: flag.clone(),
            words: flag_words(flag, if self.in_full { because } else { "" }),
        };
        flags.iter().map(need).collect()
    }

    fn sharing(&self, recorded: &Recorded) -> Option<Shared> {
        let CaseEvent::Access(AccessEvent::SharingDecided { victim, with, purpose, basis, words }) =
            &recorded.event
        else {
            return None;
        };
        if *victim != self.victim {
            return None;
        }
        let name = self.service.directory().organisation_name(with.as_str()).to_owned();
        let standing = self.loaded.case.access.sharing.get(&(*victim, with.clone(), *purpose));
        let consent = matches!(basis, Basis::ConsentGiven | Basis::ConsentRefused | Basis::ConsentWithdrawn);
        Some(Shared {
            at: moment(recorded.at),
            holds: standing.is_some_and(|standing| standing.version == recorded.version),
            sentence: sharing_sentence(&name, *purpose, *basis, &on_day(recorded.at)),
            with: name,
            purpose: purpose.slug(),
            basis: basis.slug(),
            // Why a law decided can say who is dangerous; what they were asked and answered they know.
            words: self.words(words).filter(|_| consent || self.in_full),
        })
    }

    fn acting(&self) -> Vec<Acting> {
        let lines = crate::access::mandates::lines(self.loaded, Some(self.victim), self.now);
        lines
            .into_iter()
            .map(|line| {
                let scope: Vec<&str> = line.scope.iter().map(|scope| scope.words()).collect();
                let may = if line.holds { "may" } else { "no longer acts for you, and could" };
                let until =
                    line.until.map(|until| format!(", until {}", day_words(until))).unwrap_or_default();
                let mandate = self.loaded.case.access.mandates.get(&line.representative);
                Acting {
                    kind: line.kind.slug(),
                    may: line.scope.iter().map(|scope| scope.slug()).collect(),
                    until: mandate.and_then(|mandate| mandate.until),
                    holds: line.holds,
                    sentence: format!(
                        "{} ({}) {may} {}{until}.",
                        line.name,
                        line.kind.words(),
                        scope.join(", ")
                    ),
                }
            })
            .collect()
    }
}

fn contact_sentence(card: &OwnerCard) -> String {
    let who = [&card.person, &card.team, &card.organisation];
    let who: Vec<&str> = who.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let phone = if card.phone.is_empty() { String::new() } else { format!(": {}", card.phone) };
    format!("{}{phone}", who.join(", "))
}

fn answer_of(answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Understood => ("understood", "this happened and you understood it"),
        Answer::Happened => ("happened", "this happened"),
        Answer::NotUnderstood => ("not_understood", "this happened but you did not understand it"),
        Answer::DidNotHappen => ("did_not_happen", "this did not happen"),
    }
}

fn sharing_sentence(name: &str, purpose: Purpose, basis: Basis, day: &str) -> String {
    let (may, because) = match basis {
        Basis::ConsentGiven => ("may", "You said yes"),
        Basis::ConsentRefused => ("may not", "You said no"),
        Basis::ConsentWithdrawn => ("may not", "You took your agreement back"),
        Basis::LegalObligation => ("may", "A law requires it"),
        Basis::PublicTask => ("may", "A law gives them this task"),
        Basis::VitalInterests => ("may", "Somebody's life may be in danger"),
    };
    format!("{name} {may} have your information to {}. {because} ({day}).", purpose.words())
}

fn wishes(at: Timestamp, said: Preferences) -> Wishes {
    let slugs = |channels: &[Channel]| channels.iter().map(|channel| channel.slug()).collect::<Vec<_>>();
    let list = |channels: &[Channel], between: &str| {
        let words: Vec<&str> = channels.iter().map(|channel| channel.words()).collect();
        Some(words.join(between)).filter(|words| !words.is_empty())
    };
    let fields = said.safe.as_ref().map(record::SafeContact::in_words).unwrap_or_default();
    let texts = [
        ("contact_by", list(&said.channels, ", then ")),
        ("never_by", list(&said.never, ", ")),
        ("times", said.times),
        ("how_often", said.every_days.map(|days| format!("every {days} days"))),
        ("language", said.language),
        ("format", said.format),
        ("safe_contact", said.safe_contact),
        ("tell_also", said.tell_also),
        ("bad_news", said.bad_news),
    ];
    Wishes {
        at: moment(at),
        holds: true,
        channels: slugs(&said.channels),
        never: slugs(&said.never),
        every_days: said.every_days,
        wishes: texts
            .into_iter()
            .filter_map(|(about, words)| Some(Wish { about, words: words? }))
            .chain(fields.into_iter().map(|(about, _, words)| Wish { about, words }))
            .collect(),
    }
}
