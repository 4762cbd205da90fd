//! Gathers a victim's own information out of a case. What is visible is decided where their pages decide it: what
//! happened and is owed in `victim_case`, who looked in `who_looked`.

use super::own_information::{
    AboutCase, Acting, FORMAT, Happened, Looked, Need, OwedToThem, OwnInformation, Said, Shared, Thing, Told,
    Tried, VERSION, Wish, Wishes, left_out,
};
use crate::{
    Service, Standing,
    case_file::{DutyLine, OwnerCard},
    safe_words::{self, dashed},
    timeline,
    victim_case::{duty_words, is_for_the_victim},
    who_looked::WhoLooked,
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use language::{Language, Value};
use record::{
    AccessEvent, CaseEvent, Contact, DisputeEvent, FeedbackEvent, FileEvent, MessageEvent, PersonDetails,
    PersonalRef, Preferences, Recorded, Recorder, ReportEvent, RequestEvent, StatementEvent, SurveyEvent,
    Understood, VictimId, WaiverScope,
    access::{Basis, Purpose},
    event::{Answer, AnswerAbout, AttemptOutcome, Channel},
    feedback::Reply,
    report::Answers,
};
use store::LoadedCase;

/// Whose information, out of which case, and how much of it.
pub(super) struct Gathering<'a> {
    pub service: &'a Service,
    pub loaded: &'a LoadedCase,
    pub victim: VictimId,
    pub in_full: bool,
    /// In which language it is written.
    pub language: Language,
    pub now: Timestamp,
}

/// A moment as RFC 3339 with London's offset.
fn moment(at: Timestamp) -> String {
    let offset = Offset::from_seconds(calendar::london_offset_seconds(at)).unwrap_or(Offset::UTC);
    at.display_with_offset(offset).to_string()
}

/// A copy may be read in any year: every day in it has its own.
const NO_YEAR_OMITTED: Date = Date::ZERO;

impl Gathering<'_> {
    pub(super) fn gather(&self, looked: WhoLooked) -> OwnInformation {
        let Self { service, loaded, victim, in_full, language, now } = *self;
        let of = loaded.case.victim(victim);
        let details = of.and_then(|of| loaded.texts.read::<PersonDetails>(&of.details));
        let happened = service.happened_to(loaded, victim, language).into_iter();
        let looked_days = looked.days.into_iter();
        OwnInformation {
            format: FORMAT,
            version: VERSION,
            language: language.tag(),
            time_zone: "Europe/London",
            made_at: moment(now),
            in_full,
            name: timeline::victim_name(loaded, victim),
            details: details.filter(|_| in_full),
            case: AboutCase {
                about: loaded.case.title.clone(),
                reference: loaded.case.reference().map(str::to_owned),
                reported: calendar::london_date(loaded.case.opened_at),
                contact: service.named_contact(loaded, victim).as_ref().map(contact_sentence),
            },
            happened: happened
                .map(|(at, one)| Happened {
                    at: moment(at),
                    sentence: one.in_words(language, NO_YEAR_OMITTED),
                })
                .collect(),
            told: self.newest_first(Self::told),
            tried: self.newest_first(Self::tried),
            said: self.newest_first(Self::said),
            property: self.property(),
            owed: self.owed(),
            wishes: self.wishes(),
            needs: of.map(|of| self.needs(&of.flags)).unwrap_or_default(),
            about_you: self.about_you(),
            sharing: self.newest_first(Self::sharing),
            acting: self.acting(),
            looked: looked_days
                .map(|day| Looked { day: day.day, sentences: day.sentences(language) })
                .collect(),
            left_out: left_out(in_full, looked.earlier.is_some(), language),
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

    fn say(&self, name: &str, about: &[(&'static str, Value<'_>)]) -> String {
        self.language.say_with(name, about)
    }

    fn day(&self, at: Timestamp) -> Value<'static> {
        self.language.whole_day(calendar::london_date(at)).into()
    }

    /// Who wrote something down, to stand in a sentence; nothing when the victim did it themselves.
    fn writer(&self, by: &Recorder) -> Option<String> {
        if by.origin == record::Origin::Public {
            return None;
        }
        let directory = self.service.directory();
        let person = by.person.as_ref().map(|person| person.as_str());
        match (person, by.organisation.as_str()) {
            (Some(person), "") => {
                let known = directory.people.get(person)?;
                let name = ("name", Value::from(known.name.as_str()));
                known.representative_id.is_some().then(|| self.say("written-acts-for-you", &[name]))
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
        let done = self.service.done(recorded).in_words(self.language);
        match self.words(&contact.representative) {
            Some(whom) => self.say("written-told-instead", &[("done", done.into()), ("name", whom.into())]),
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
            AttemptOutcome::NoAnswer => ("no_answer", "written-no-answer"),
            AttemptOutcome::MessageLeft => ("message_left", "written-message-left"),
            AttemptOutcome::Undeliverable => ("undeliverable", "written-undeliverable"),
        };
        let who = self.writer(&recorded.by).unwrap_or_else(|| self.say("written-somebody", &[]));
        let by = self.say(&format!("by-{}", dashed(channel.slug())), &[]);
        let about = [("who", who.into()), ("by", by.into()), ("day", self.day(recorded.at))];
        Some(Tried {
            at: moment(recorded.at),
            channel: channel.slug(),
            outcome: slug,
            sentence: format!("{} {}", self.say("written-tried", &about), self.say(words, &[])),
        })
    }

    fn said(&self, recorded: &Recorded) -> Option<Said> {
        let writer = self.writer(&recorded.by);
        // What the victim wrote themselves has sentences of its own.
        let wrote = |by_you: &str, by_them: &str, about: &[(&'static str, Value<'_>)]| {
            let day = ("day", self.day(recorded.at));
            let who = writer.as_ref().map(|who| ("who", Value::from(who.as_str())));
            let about: Vec<_> = about.iter().cloned().chain([day]).chain(who.clone()).collect();
            self.say(if who.is_some() { by_them } else { by_you }, &about)
        };
        let said = |kind, answer, sentence, words| {
            Some(Said { at: moment(recorded.at), kind, answer, sentence, words })
        };
        match &recorded.event {
            CaseEvent::ContactRecorded(contact) if contact.victim == self.victim => {
                let asked = self.words(&contact.asked)?;
                said("asked", None, wrote("written-you-asked", "written-asked", &[]), Some(asked))
            }
            CaseEvent::VictimAnswered { victim, about, answer, words } if *victim == self.victim => {
                let about = match about {
                    AnswerAbout::Duty(duty) => self.duty(&duty.duty),
                    AnswerAbout::Contact(_) => self.say("written-about-told", &[]),
                };
                let (slug, name) = answer_of(*answer);
                let about = [("about", about.into()), ("answer", self.say(name, &[]).into())];
                let sentence = wrote("written-you-answered", "written-answered", &about);
                said("answered", Some(slug), sentence, self.words(words))
            }
            CaseEvent::DutyWaived { victim, scope, words } if *victim == self.victim => {
                let what = [("what", self.scope(scope).into())];
                let sentence = wrote("written-you-unwanted", "written-unwanted", &what);
                said("did_not_want", None, sentence, self.words(words))
            }
            CaseEvent::Report(ReportEvent::DetailCorrected { victim, words, .. })
                if *victim == self.victim =>
            {
                let words = self.loaded.texts.words(words);
                let sentence = wrote("written-you-corrected-report", "written-corrected-report", &[]);
                said("corrected", None, sentence, words)
            }
            CaseEvent::Report(ReportEvent::Taken { victim, answers, .. }) if *victim == self.victim => {
                let answers: Answers = self.loaded.texts.read(answers)?;
                let sentence = wrote("written-you-reported", "written-reported", &[]);
                said("reported", None, sentence, Some(answers.what))
            }
            CaseEvent::File(FileEvent::Kept { victim, name, .. }) if *victim == self.victim => {
                let name = self.loaded.texts.words(name);
                said("sent", None, wrote("written-you-sent-file", "written-sent-file", &[]), name)
            }
            CaseEvent::WaiverWithdrawn { victim, scope } if *victim == self.victim => {
                let what = [("what", self.scope(scope).into())];
                let sentence = wrote("written-you-wanted-again", "written-wanted-again", &what);
                said("wants_again", None, sentence, None)
            }
            CaseEvent::Statement(StatementEvent::Sent(sent)) if sent.victim == self.victim => {
                let sentence = wrote("written-you-sent-statement", "written-sent-statement", &[]);
                said("statement", None, sentence, self.words(&Some(sent.text.clone())))
            }
            CaseEvent::Request(RequestEvent::Made(made)) if made.victim == self.victim => {
                let what = self.say(&format!("asking-about-{}", made.about.slug().replace('_', "-")), &[]);
                let sentence = wrote("written-you-requested", "written-requested", &[("what", what.into())]);
                said("asked", None, sentence, self.words(&made.words))
            }
            CaseEvent::Message(event) if event.victim() == self.victim => match event {
                MessageEvent::Sent { words, .. } => {
                    let words = self.words(&Some(words.clone()));
                    said("wrote", None, wrote("written-you-messaged", "written-messaged", &[]), words)
                }
                MessageEvent::UpdateAskedFor { .. } => {
                    let sentence = wrote("written-you-asked-update", "written-asked-update", &[]);
                    said("asked_for_update", None, sentence, None)
                }
                MessageEvent::Read { .. } | MessageEvent::Answered { .. } => None,
            },
            CaseEvent::Feedback(event) if event.victim() == self.victim => {
                let words = self.words(&event.words().cloned());
                match event {
                    FeedbackEvent::Thanked { .. } => {
                        said("thanked", None, wrote("written-you-thanked", "written-thanked", &[]), words)
                    }
                    FeedbackEvent::Replied { understood, helped, .. } => {
                        let reply =
                            |reply: Reply| Value::from(self.say(&format!("reply-{}", reply.slug()), &[]));
                        let about = [("understood", reply(*understood)), ("helped", reply(*helped))];
                        let sentence = wrote("written-you-replied", "written-replied", &about);
                        said("replied", None, sentence, words)
                    }
                }
            }
            CaseEvent::Survey(SurveyEvent::Answered { victim, answers, .. }) if *victim == self.victim => {
                let slug = |slug: &str| slug.replace('_', "-");
                let each = answers.iter().map(|(question, answer)| {
                    let (question, answer) = (slug(question), slug(answer));
                    let asked = self.say(&format!("survey-{question}"), &[]);
                    format!("{asked} {}", self.say(&format!("survey-{question}-{answer}"), &[]))
                });
                let said_then = [("said", Value::from(each.collect::<Vec<_>>().join("; ")))];
                let sentence = wrote("written-you-surveyed", "written-surveyed", &said_then);
                said("surveyed", None, sentence, None)
            }
            CaseEvent::Survey(SurveyEvent::Declined { victim }) if *victim == self.victim => {
                let sentence = wrote("written-you-survey-declined", "written-survey-declined", &[]);
                said("survey_declined", None, sentence, None)
            }
            CaseEvent::Dispute(event) if event.victim() == self.victim => {
                let about = [("about", Value::from(self.duty(&event.about().duty)))];
                match event {
                    DisputeEvent::Settled { .. } => None,
                    DisputeEvent::Agreed { .. } => {
                        let sentence = wrote("written-you-settled", "written-settled", &about);
                        said("settled", None, sentence, None)
                    }
                    DisputeEvent::Reopened { words, .. } => {
                        let sentence = wrote("written-you-not-settled", "written-not-settled", &about);
                        said("not_settled", None, sentence, self.words(words))
                    }
                }
            }
            _ => None,
        }
    }

    fn property(&self) -> Vec<Thing> {
        let items = crate::property::items(self.loaded, self.victim).into_iter();
        let thing = |item: crate::property::Item| Thing {
            sentence: self.say(
                "property-copy",
                &[
                    ("day", self.language.whole_day(item.since).into()),
                    ("state", crate::property::state_words(item.state, self.language).into()),
                ],
            ),
            what: item.details.what,
            marks: item.details.marks,
            value: item.details.value,
            first: item.first.slug(),
            state: item.state.slug(),
            words: item.words,
            found: item.found,
        };
        items.map(thing).collect()
    }

    /// A duty of the Code, as the victim reads it.
    fn duty(&self, id: &str) -> String {
        let code = self.service.rules().code;
        let rule = code.duty_index(id).map(|index| code.duty(index));
        rule.map_or_else(|| id.to_owned(), |rule| duty_words(rule, self.language))
    }

    fn scope(&self, scope: &WaiverScope) -> String {
        match scope {
            WaiverScope::All => self.say("unwanted-all", &[]),
            WaiverScope::Right(right) => self.say("unwanted-right", &[("right", right.to_string().into())]),
            WaiverScope::Duty(duty) => self.say("unwanted-duty", &[("duty", self.duty(duty).into())]),
        }
    }

    fn owed(&self) -> Vec<OwedToThem> {
        let lines = self.service.duty_lines(self.loaded, self.now);
        let theirs = |line: &&DutyLine| line.owed.victim == self.victim && is_for_the_victim(line);
        lines.iter().filter(theirs).map(|line| self.owed_line(line)).collect()
    }

    fn owed_line(&self, line: &DutyLine) -> OwedToThem {
        let duty = self.service.victim_duty(self.loaded, line, self.language);
        let by = duty.by_when.map(|day| ("day", Value::from(self.language.whole_day(day))));
        let by_day = |dated: &str, undated: &str| match &by {
            Some(day) => self.say(dated, std::slice::from_ref(day)),
            None => self.say(undated, &[]),
        };
        let done = duty.done.map(|done| done.in_words(self.language)).unwrap_or_default();
        let (standing, sentence) = match line.standing {
            Standing::Late => ("late", by_day("written-was-due", "written-was-due-now")),
            Standing::Due => ("due", by_day("written-due", "owed-now")),
            Standing::Undated => ("no_day", self.say("owed-no-day", &[])),
            Standing::Waiting => ("waiting", self.say("owed-starts-later", &[])),
            Standing::Done => ("done", done),
            Standing::DoneLate => ("done_late", self.say("written-done-late", &[("done", done.into())])),
            Standing::Waived => ("not_wanted", self.say("written-not-wanted", &[])),
        };
        OwedToThem {
            duty: line.owed.duty.clone(),
            what: duty.what,
            who: self.say(&format!("provider-{}", dashed(&duty.provider)), &[]),
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
                let shown = if this.in_full { read } else { read.safe_on_a_screen() };
                Some(wishes(recorded.at, shown, this.language))
            }
            _ => None,
        });
        all.iter_mut().skip(1).for_each(|earlier| earlier.holds = false);
        all
    }

    fn needs(&self, flags: &std::collections::BTreeMap<String, String>) -> Vec<Need> {
        let need = |(flag, because): (&String, &String)| Need {
            flag: flag.clone(),
            words: need_words(flag, if self.in_full { because } else { "" }, self.language),
        };
        flags.iter().map(need).collect()
    }

    /// What they said of themselves: each question with its answer.
    fn about_you(&self) -> Vec<Need> {
        let said = crate::about_them::said_by(self.loaded, self.victim);
        let answers = [
            ("sex", said.sex.map(record::figures::Sex::slug)),
            ("ethnicity", said.ethnicity.map(record::figures::Ethnicity::slug)),
            ("disability", said.disability.map(record::figures::Disability::slug)),
        ];
        let line = |(question, slug): (&str, Option<&str>)| {
            let answer = match slug? {
                "not_said" => self.say("about-you-not-said", &[]),
                slug => self.say(&format!("about-you-{question}-{slug}"), &[]),
            };
            let asked = self.say(&format!("about-you-{question}"), &[]);
            Some(Need { flag: question.to_owned(), words: format!("{asked} {answer}") })
        };
        answers.into_iter().filter_map(line).collect()
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
            sentence: self.sharing_sentence(&name, *purpose, *basis, recorded.at),
            with: name,
            purpose: purpose.slug(),
            basis: basis.slug(),
            // Why a law decided can say who is dangerous; what they were asked and answered they know.
            words: self.words(words).filter(|_| consent || self.in_full),
        })
    }

    fn sharing_sentence(&self, name: &str, purpose: Purpose, basis: Basis, at: Timestamp) -> String {
        let purpose = self.say(&format!("purpose-{}", dashed(purpose.slug())), &[]);
        let about = [("name", Value::from(name)), ("purpose", purpose.into()), ("day", self.day(at))];
        self.say(&format!("shared-{}", dashed(basis.slug())), &about)
    }

    fn acting(&self) -> Vec<Acting> {
        let lines = crate::access::mandates::lines(self.loaded, Some(self.victim), self.now);
        lines
            .into_iter()
            .map(|line| {
                let may = line.scope.iter().map(|scope| self.say(&format!("scope-{}", scope.slug()), &[]));
                let kind = self.say(&format!("representative-{}", dashed(line.kind.slug())), &[]);
                let mut about = vec![
                    ("name", Value::from(line.name.as_str())),
                    ("kind", kind.into()),
                    ("may", self.language.list(&may.collect::<Vec<_>>()).into()),
                ];
                let name = match (line.holds, line.until) {
                    (true, Some(until)) => {
                        about.push(("day", self.language.whole_day(until).into()));
                        "acting-until"
                    }
                    (true, None) => "acting-now",
                    (false, _) => "acting-no-longer",
                };
                let mandate = self.loaded.case.access.mandates.get(&line.representative);
                Acting {
                    kind: line.kind.slug(),
                    may: line.scope.iter().map(|scope| scope.slug()).collect(),
                    until: mandate.and_then(|mandate| mandate.until),
                    holds: line.holds,
                    sentence: self.say(name, &about),
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
        Answer::Understood => ("understood", "written-understood"),
        Answer::Happened => ("happened", "written-happened"),
        Answer::NotUnderstood => ("not_understood", "written-not-understood"),
        Answer::DidNotHappen => ("did_not_happen", "written-did-not-happen"),
    }
}

/// A need by its flag of the Code; what no message says stays as it is.
fn need_words(flag: &str, because: &str, language: Language) -> String {
    const KNOWN: [&str; 9] = [
        "vulnerable",
        "intimidated",
        "serious_crime",
        "persistently_targeted",
        "witness",
        "bereaved",
        "under_18",
        "business",
        "vcs_eligible",
    ];
    let words = match KNOWN.contains(&flag) {
        true => language.say(&format!("need-{}", dashed(flag))),
        false => flag.to_owned(),
    };
    if because.is_empty() { words } else { format!("{words}: {because}") }
}

fn wishes(at: Timestamp, said: Preferences, language: Language) -> Wishes {
    let slugs = |channels: &[Channel]| channels.iter().map(|channel| channel.slug()).collect::<Vec<_>>();
    let fields = said.safe.as_ref().map(|safe| safe_words::said(safe, language)).unwrap_or_default();
    let texts = [
        ("contact_by", safe_words::ways_in_order(&said.channels, language)),
        ("never_by", Some(safe_words::ways(&said.never, language)).filter(|words| !words.is_empty())),
        ("times", said.times),
        ("how_often", said.every_days.map(|days| safe_words::every_days(days, language))),
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
            .chain(fields.into_iter().map(|(about, words)| Wish { about, words }))
            .collect(),
    }
}
