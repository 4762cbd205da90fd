//! A case as its victim sees it: what has happened, what happens next, what they are owed and by when, what was done.
//! Nothing about other victims, nothing that staff keep among themselves.

use crate::{
    Actor, Service, ServiceError, Standing, alerts,
    case_file::{DutyLine, OwnerCard, next_hearing},
    course::{About, Course, Wording},
    disputes::DisputeSeen,
    messages::Promise,
};
use jiff::{Timestamp, civil::Date};
use language::{Language, Value};
use record::{
    Answer, CaseEvent, Hearing, Preferences, Recorded, VictimId,
    event::{Channel, DutyRef},
};
use store::LoadedCase;
use victims_code::{DutyRule, Welsh};

/// A case, for its victim.
#[derive(Clone, Debug)]
pub struct VictimCase {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// The victim's name.
    pub name: String,
    /// What the case is about.
    pub title: String,
    /// Reference to quote.
    pub reference: Option<String>,
    /// When it was reported, London.
    pub reported: Date,
    /// Where things stand: the latest that happened.
    pub stands: Happening,
    /// What happens next, soonest first; nothing when only others have to act.
    pub next: Vec<NextStep>,
    /// The next hearing.
    pub hearing: Option<Hearing>,
    /// Who to speak to.
    pub contact: Option<OwnerCard>,
    /// Everything owed or done, late first.
    pub owed: Vec<VictimDuty>,
    /// What has happened, newest first.
    pub happened: Vec<Happening>,
    /// How they asked to be reached, as far as it is safe on a screen.
    pub preferences: Preferences,
    /// Whether they have Enhanced Rights.
    pub enhanced: bool,
    /// When an update that they asked for is due, while nobody has given it.
    pub update: Option<Promise>,
    /// Where the case is among its steps, and whether it has ended.
    pub course: Course,
    /// Whether there is, or was, a hearing.
    pub has_hearings: bool,
    /// The latest contact of which they have not said how it was.
    pub unasked: Option<(u64, Done)>,
    /// Whether they are asked how it has been (VOX-2).
    pub survey: bool,
}

/// Something that happened in the case.
#[derive(Clone, Debug)]
pub struct Happening {
    /// The event of the Code's data; empty for the report itself when nothing else is known.
    pub trigger: String,
    /// The day, London.
    pub day: Date,
    /// What happened, a sentence in the victim's language.
    pub what: String,
    /// The hearing that was set, when that is what happened.
    pub hearing: Option<Hearing>,
}

/// Something that happens next.
#[derive(Clone, Debug)]
pub enum NextStep {
    /// A court hearing.
    Hearing(Hearing),
    /// Somebody owes the victim something by a day.
    Owed {
        /// Slug of who owes it.
        provider: String,
        /// The last day, London.
        by: Date,
        /// What it is, in the victim's language.
        what: String,
    },
}

/// What was done about a duty.
#[derive(Clone, Debug)]
pub struct Done {
    /// Who did it: a person's name, else the organisation's.
    pub who: String,
    /// How the victim was told; none when it was no contact.
    pub how: Option<Channel>,
    /// The day, London.
    pub on: Date,
}

/// Something a victim is owed.
#[derive(Clone, Debug)]
pub struct VictimDuty {
    /// How a form refers to it.
    pub reference: DutyRef,
    /// What it is, in the victim's language: "Be told that a suspect was arrested".
    pub what: String,
    /// Slug of who owes it.
    pub provider: String,
    /// The last day for it, London; none without a deadline.
    pub by_when: Option<Date>,
    /// How it stands.
    pub standing: Standing,
    /// What was done.
    pub done: Option<Done>,
    /// What the victim was told, in the words used.
    pub told: Option<String>,
    /// What the victim said about it.
    pub answer: Option<Answer>,
    /// Number of the right, where the edition numbers them.
    pub right: Option<u8>,
    /// Whether somebody is named who did it and can be thanked.
    pub thankable: bool,
    /// How it stands with what they dispute; none when they dispute nothing, or say that it is settled.
    pub dispute: Option<DisputeSeen>,
}

impl Service {
    /// The case of somebody who has signed in as its victim.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none that is theirs.
    pub async fn victim_case(&self, actor: &Actor, now: Timestamp) -> Result<VictimCase, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, policy::Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        Ok(self.victim_case_of(&loaded, victim, actor.language, now))
    }

    fn victim_case_of(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        language: Language,
        now: Timestamp,
    ) -> VictimCase {
        // Bad news that a person has to tell first is not told by a page (INF-6).
        let untold = alerts::untold(loaded, victim, self.rules);
        let lines = self.duty_lines(loaded, now).into_iter().filter(|line| line.owed.victim == victim);
        let lines: Vec<DutyLine> = lines.filter(|line| !untold.contains(&line.owed.trigger)).collect();
        let reported = calendar::london_date(loaded.case.opened_at);
        let course = course(loaded, victim, &untold);
        let happened: Vec<Happening> = self
            .happenings(loaded, victim, language)
            .into_iter()
            .filter(|(_, version, _)| !untold.contains(version))
            .map(|(_, _, happening)| happening)
            .collect();
        let stands = happened.first().cloned().unwrap_or_else(|| Happening {
            trigger: String::new(),
            day: reported,
            what: language.say_with("case-you-told-us", &[("about", course.wording().slug().into())]),
            hearing: None,
        });
        let owed = lines.iter().filter(|line| is_for_the_victim(line));
        let hearing = next_hearing(loaded, now, Some(victim));
        VictimCase {
            version: loaded.case.version,
            name: crate::timeline::victim_name(loaded, victim),
            title: loaded.case.title.clone(),
            reference: loaded.case.reference().map(str::to_owned),
            reported,
            stands,
            next: next_steps(&lines, hearing.as_ref(), language),
            hearing,
            contact: self.named_contact(loaded, victim),
            owed: owed.map(|line| self.victim_duty_with(loaded, line, &lines, language)).collect(),
            happened,
            preferences: crate::record_contact::preferences_of(loaded, victim).safe_on_a_screen(),
            enhanced: loaded.case.victim(victim).is_some_and(record::case::Victim::enhanced),
            unasked: self.latest_unasked(loaded, victim),
            survey: crate::survey::is_asked(loaded, victim, now),
            update: Self::open_update(&lines, victim)
                .map(|line| Promise { by: line.owed.due, standing: line.standing }),
            course,
            has_hearings: !crate::hearings::set(loaded, Some(victim)).is_empty(),
        }
    }

    /// The person to speak to: who holds the witness care side once there is one, else the police, else anybody.
    pub(crate) fn named_contact(&self, loaded: &LoadedCase, victim: VictimId) -> Option<OwnerCard> {
        let cards = self.cards_for(loaded, victim);
        let at_court =
            loaded.case.happened.keys().any(|slug| {
                slug == "charged" || slug == "hearing_date_set" || slug == "hearing_outcome_known"
            });
        let order: [&str; 3] = if at_court {
            ["wcu", "police", "support_service"]
        } else {
            ["police", "wcu", "support_service"]
        };
        order
            .iter()
            .find_map(|provider| cards.iter().find(|card| card.provider == *provider))
            .or_else(|| cards.first())
            .cloned()
    }

    /// What has happened as far as it is this victim's to know, newest first.
    pub(crate) fn happened_to(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        language: Language,
    ) -> Vec<(Timestamp, Happening)> {
        let happened = self.happenings(loaded, victim, language).into_iter();
        happened.map(|(at, _, happening)| (at, happening)).collect()
    }

    fn happenings(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        language: Language,
    ) -> Vec<(Timestamp, u64, Happening)> {
        let wording = Course::of(About::of(&loaded.case, &loaded.events, victim), []).wording();
        let mut seen: Vec<(Timestamp, u64, Happening)> = Vec::new();
        for recorded in &loaded.events {
            let CaseEvent::Happened { trigger, facts, .. } = &recorded.event else { continue };
            if !alerts::is_news(recorded, victim) || loaded.case.withdrawn.contains_key(&recorded.version) {
                continue;
            }
            let Some(id) = self.rules.code.trigger_id(trigger) else { continue };
            let happening = Happening {
                trigger: trigger.clone(),
                day: calendar::london_date(recorded.at),
                what: happened_words(self.rules.code.trigger(id), Some(wording), language),
                hearing: facts.hearing.clone().filter(|_| trigger == "hearing_date_set"),
            };
            let same_day = |(_, _, other): &(Timestamp, u64, Happening)| {
                (&other.what, &other.hearing, other.day)
                    == (&happening.what, &happening.hearing, happening.day)
            };
            if !seen.iter().any(same_day) {
                seen.push((recorded.at, recorded.version, happening));
            }
        }
        seen.sort_by_key(|(at, version, _)| std::cmp::Reverse((*at, *version)));
        seen
    }

    /// The latest contact, when they have not said yet how it was.
    fn latest_unasked(&self, loaded: &LoadedCase, victim: VictimId) -> Option<(u64, Done)> {
        let with_them = |recorded: &&Recorded| matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.victim == victim);
        let latest = loaded.events.iter().rev().find(with_them)?;
        let is_new = loaded.case.replies.about(victim, latest.version).is_none();
        is_new.then(|| (latest.version, self.done(latest)))
    }

    /// A duty with what became of it when the victim disputes it.
    fn victim_duty_with(
        &self,
        loaded: &LoadedCase,
        line: &DutyLine,
        lines: &[DutyLine],
        language: Language,
    ) -> VictimDuty {
        let duty = self.victim_duty(loaded, line, language);
        VictimDuty { dispute: self.dispute_seen(loaded, line.owed.victim, &duty.reference, lines), ..duty }
    }

    pub(crate) fn victim_duty(&self, loaded: &LoadedCase, line: &DutyLine, language: Language) -> VictimDuty {
        let done_by = line
            .owed
            .done_by
            .and_then(|version| loaded.events.get(usize::try_from(version).ok()?.checked_sub(1)?));
        let told = done_by.and_then(|recorded| match &recorded.event {
            CaseEvent::ContactRecorded(contact) => loaded.texts.words(&contact.told),
            _ => None,
        });
        VictimDuty {
            reference: line.reference(),
            what: line.rule.map_or_else(|| line.owed.duty.clone(), |rule| duty_words(rule, language)),
            provider: provider_of(line),
            by_when: line.owed.due,
            standing: line.standing,
            done: done_by.map(|recorded| self.done(recorded)),
            told,
            answer: line.owed.answer,
            right: line.owed.right,
            thankable: done_by.and_then(crate::feedback::who_did).is_some(),
            dispute: None,
        }
    }

    pub(crate) fn done(&self, recorded: &Recorded) -> Done {
        let directory = self.directory();
        let who = match &recorded.by.person {
            Some(person) => directory.person_name(person.as_str()).to_owned(),
            None => directory.organisation_name(recorded.by.organisation.as_str()).to_owned(),
        };
        let how = match &recorded.event {
            CaseEvent::ContactRecorded(contact) => Some(contact.channel),
            _ => None,
        };
        Done { who, how, on: calendar::london_date(recorded.at) }
    }
}

impl Happening {
    /// What happened, in a sentence; for a hearing that was set also when and where it is.
    pub fn in_words(&self, language: Language, today: Date) -> String {
        let Some(hearing) = &self.hearing else { return self.what.clone() };
        let about = [
            ("what", self.what.as_str().into()),
            ("hearing", hearing_words(hearing, language, today).into()),
        ];
        language.say_with("case-happened-hearing", &about)
    }
}

/// When and where a hearing is, in words to follow "on".
pub fn hearing_words(hearing: &Hearing, language: Language, today: Date) -> String {
    let day = ("day", Value::from(language.day(hearing.date, today)));
    let time = hearing.time.map(|time| ("time", Value::from(language.clock(time))));
    let court = hearing.court_name.as_ref().map(|court| ("court", Value::from(court.as_str())));
    let name = match (&time, &court) {
        (None, None) => "case-hearing-day",
        (Some(_), None) => "case-hearing-day-time",
        (None, Some(_)) => "case-hearing-day-court",
        (Some(_), Some(_)) => "case-hearing-day-time-court",
    };
    let about: Vec<_> = [Some(day), time, court].into_iter().flatten().collect();
    language.say_with(name, &about)
}

impl Done {
    /// What was done, in a sentence. The day has its year: it may be read long after.
    pub fn in_words(&self, language: Language) -> String {
        let name = match self.how {
            Some(Channel::Phone) => "done-phone",
            Some(Channel::Text) => "done-text",
            Some(Channel::Email) => "done-email",
            Some(Channel::Letter) => "done-letter",
            Some(Channel::InPerson) => "done-in-person",
            Some(Channel::Video) => "done-video",
            Some(Channel::Advocate) => "done-advocate",
            Some(Channel::Account) => "done-account",
            None => "done-other",
        };
        language
            .say_with(name, &[("who", self.who.as_str().into()), ("day", language.whole_day(self.on).into())])
    }
}

/// What a duty is, as a victim reads it in their language.
pub fn duty_words(rule: &DutyRule, language: Language) -> String {
    match language {
        Language::English | Language::Mirrored => rule.plain.to_string(),
        Language::Welsh => Welsh::embedded().duty(&rule.id).unwrap_or(&rule.plain).to_owned(),
    }
}

/// What happened, in a sentence. Where the Code's words are about a crime, a family and whoever was in a collision read
/// their own.
pub(crate) fn happened_words(
    trigger: &victims_code::Trigger,
    wording: Option<Wording>,
    language: Language,
) -> String {
    match wording.filter(|wording| *wording != Wording::Crime) {
        Some(wording) if ABOUT_A_CRIME.contains(&&*trigger.slug) => {
            let name = format!("happened-{}", trigger.slug.replace('_', "-"));
            language.say_with(&name, &[("about", wording.slug().into())])
        }
        _ => with_stop(&trigger_words(trigger, language)),
    }
}

/// Events whose words for victims speak of a crime and of whoever reads it as the one who reported it.
const ABOUT_A_CRIME: [&str; 1] = ["crime_reported"];

/// Where a case is among its steps, as far as its victim knows.
fn course(loaded: &LoadedCase, victim: VictimId, untold: &std::collections::BTreeSet<u64>) -> Course {
    let known = |recorded: &&Recorded| {
        alerts::is_news(recorded, victim)
            && !untold.contains(&recorded.version)
            && !loaded.case.withdrawn.contains_key(&recorded.version)
    };
    let mut happened: Vec<&Recorded> = loaded.events.iter().filter(known).collect();
    happened.sort_by_key(|recorded| (recorded.at, recorded.version));
    let happened = happened.into_iter().filter_map(|recorded| match &recorded.event {
        CaseEvent::Happened { trigger, facts, .. } => Some((trigger.as_str(), facts)),
        _ => None,
    });
    Course::of(About::of(&loaded.case, &loaded.events, victim), happened)
}

/// What happened, as a victim reads it in their language.
fn trigger_words(trigger: &victims_code::Trigger, language: Language) -> String {
    match language {
        Language::English | Language::Mirrored => trigger.victim.to_string(),
        Language::Welsh => Welsh::embedded().trigger(&trigger.slug).unwrap_or(&trigger.victim).to_owned(),
    }
}

/// Whether the line is something the victim is owed, not a deadline that runs against them or a duty between
/// agencies that says nothing to them.
pub(crate) fn is_for_the_victim(line: &DutyLine) -> bool {
    let edition = line.owed.edition.as_str();
    let of_the_code = edition.chars().all(|c| c.is_ascii_digit());
    let asked_for = edition == "scheme" && ASKED_FOR.contains(&line.owed.trigger_event.as_str());
    line.owed.provider != "victim" && (of_the_code || asked_for || edition == record::owed::PROMISE)
}

/// What a victim starts by asking for it: they see what follows, also where a scheme beside the Code sets the clock.
const ASKED_FOR: [&str; 4] =
    ["vrr_request_received", "complaint_received", "cica_request_received", "expense_claim_received"];

/// Who owes it, for its victim: what every service promises is promised by the team that answers for the case.
fn provider_of(line: &DutyLine) -> String {
    let by_the_team = line.owed.edition == record::owed::PROMISE && line.owed.provider == "all";
    if by_the_team { "team".to_owned() } else { line.owed.provider.clone() }
}

fn next_steps(lines: &[DutyLine], hearing: Option<&Hearing>, language: Language) -> Vec<NextStep> {
    let mut steps: Vec<NextStep> = hearing.cloned().map(NextStep::Hearing).into_iter().collect();
    let soonest = lines
        .iter()
        .filter(|line| line.standing == Standing::Due && is_for_the_victim(line))
        .min_by_key(|line| line.owed.due_at);
    if let Some((line, rule, by)) = soonest.and_then(|line| Some((line, line.rule?, line.owed.due?))) {
        let provider = provider_of(line);
        steps.push(NextStep::Owed { provider, by, what: duty_words(rule, language) });
    }
    steps
}

fn with_stop(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
