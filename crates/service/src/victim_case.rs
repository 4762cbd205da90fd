//! A case as its victim sees it: what has happened, what happens next, what they are owed and by when, what was done.
//! Nothing about other victims, nothing that staff keep among themselves.

use crate::{
    Actor, Service, ServiceError, Standing, alerts,
    case_file::{DutyLine, OwnerCard, next_hearing},
    timeline::day_words,
};
use jiff::Timestamp;
use record::{Answer, CaseEvent, Hearing, Preferences, Recorded, VictimId, event::DutyRef};
use store::LoadedCase;

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
    /// When it was reported, in words.
    pub reported: String,
    /// Where things stand: one sentence.
    pub stands: String,
    /// When that was, in words.
    pub stands_since: String,
    /// What happens next: sentences.
    pub next: Vec<String>,
    /// The next hearing.
    pub hearing: Option<Hearing>,
    /// Who to speak to.
    pub contact: Option<OwnerCard>,
    /// Everything owed or done, late first.
    pub owed: Vec<VictimDuty>,
    /// What has happened, newest first: day in words and sentence.
    pub happened: Vec<(String, String)>,
    /// How they asked to be reached, as far as it is safe on a screen.
    pub preferences: Preferences,
    /// Whether they have Enhanced Rights.
    pub enhanced: bool,
}

/// Something a victim is owed.
#[derive(Clone, Debug)]
pub struct VictimDuty {
    /// How a form refers to it.
    pub reference: DutyRef,
    /// What it is, as the victim reads it: "Be told that a suspect was arrested".
    pub what: String,
    /// Who owes it, in words.
    pub who: String,
    /// By when, in words: "the end of Thursday 5 March 2026"; none without a deadline.
    pub by_when: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// What was done, a sentence: "PC Okafor phoned you on Monday 9 March 2026".
    pub done: Option<String>,
    /// What the victim was told, in the words used.
    pub told: Option<String>,
    /// What the victim said about it.
    pub answer: Option<Answer>,
    /// Number of the right, where the edition numbers them.
    pub right: Option<u8>,
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
        Ok(self.victim_case_of(&loaded, victim, now))
    }

    fn victim_case_of(&self, loaded: &LoadedCase, victim: VictimId, now: Timestamp) -> VictimCase {
        // Bad news that a person has to tell first is not told by a page (INF-6).
        let untold = alerts::untold(loaded, victim, self.rules);
        let lines = self.duty_lines(loaded, now).into_iter().filter(|line| line.owed.victim == victim);
        let lines: Vec<DutyLine> = lines.filter(|line| !untold.contains(&line.owed.trigger)).collect();
        let happened: Vec<(String, String)> = self
            .happenings(loaded, victim)
            .into_iter()
            .filter(|(_, version, _)| !untold.contains(version))
            .map(|(at, _, text)| (day_words(calendar::london_date(at)), text))
            .collect();
        let latest = happened.first().cloned().unwrap_or_else(|| {
            (day_words(calendar::london_date(loaded.case.opened_at)), "You told us what happened.".to_owned())
        });
        let owed =
            lines.iter().filter(|line| is_for_the_victim(line)).map(|line| self.victim_duty(loaded, line));
        let hearing = next_hearing(loaded, now, Some(victim));
        VictimCase {
            version: loaded.case.version,
            name: crate::timeline::victim_name(loaded, victim),
            title: loaded.case.title.clone(),
            reference: loaded.case.reference().map(str::to_owned),
            reported: day_words(calendar::london_date(loaded.case.opened_at)),
            stands: latest.1,
            stands_since: latest.0,
            next: next_steps(&lines, hearing.as_ref()),
            hearing,
            contact: self.named_contact(loaded),
            owed: owed.collect(),
            happened,
            preferences: crate::record_contact::preferences_of(loaded, victim).safe_on_a_screen(),
            enhanced: loaded.case.victim(victim).is_some_and(record::case::Victim::enhanced),
        }
    }

    /// The person to speak to: who holds the witness care side once there is one, else the police, else anybody.
    pub(crate) fn named_contact(&self, loaded: &LoadedCase) -> Option<OwnerCard> {
        let cards = self.owner_cards(loaded);
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
    pub(crate) fn happened_to(&self, loaded: &LoadedCase, victim: VictimId) -> Vec<(Timestamp, String)> {
        self.happenings(loaded, victim).into_iter().map(|(at, _, text)| (at, text)).collect()
    }

    fn happenings(&self, loaded: &LoadedCase, victim: VictimId) -> Vec<(Timestamp, u64, String)> {
        let mut seen: Vec<(Timestamp, u64, String)> = Vec::new();
        for recorded in &loaded.events {
            let CaseEvent::Happened { trigger, facts, .. } = &recorded.event else { continue };
            if !alerts::is_news(recorded, victim) || loaded.case.withdrawn.contains_key(&recorded.version) {
                continue;
            }
            let Some(id) = self.rules.code.trigger_id(trigger) else { continue };
            let mut sentence = with_stop(&self.rules.code.trigger(id).victim);
            if let (true, Some(hearing)) = (trigger == "hearing_date_set", &facts.hearing) {
                sentence = format!("{sentence} It is on {}.", hearing_place(hearing));
            }
            let same_day = |(at, _, text): &(Timestamp, u64, String)| {
                *text == sentence && calendar::london_date(*at) == calendar::london_date(recorded.at)
            };
            if !seen.iter().any(same_day) {
                seen.push((recorded.at, recorded.version, sentence));
            }
        }
        seen.sort_by_key(|(at, version, _)| std::cmp::Reverse((*at, *version)));
        seen
    }

    pub(crate) fn victim_duty(&self, loaded: &LoadedCase, line: &DutyLine) -> VictimDuty {
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
            what: line.rule.map_or_else(|| line.owed.duty.clone(), |rule| rule.plain.clone()),
            who: line.rule.map(|rule| rule.provider.in_words().to_owned()).unwrap_or_default(),
            by_when: line.owed.due.map(|due| format!("the end of {}", day_words(due))),
            standing: line.standing,
            done: done_by.map(|recorded| self.done_sentence(recorded)),
            told,
            answer: line.owed.answer,
            right: line.owed.right,
        }
    }

    pub(crate) fn done_sentence(&self, recorded: &Recorded) -> String {
        let directory = self.directory();
        let who = match &recorded.by.person {
            Some(person) => directory.person_name(person.as_str()).to_owned(),
            None => directory.organisation_name(recorded.by.organisation.as_str()).to_owned(),
        };
        let day = day_words(calendar::london_date(recorded.at));
        use record::event::Channel;
        match &recorded.event {
            CaseEvent::ContactRecorded(contact) => {
                let did = match contact.channel {
                    Channel::Phone => "phoned you",
                    Channel::Text => "sent you a text message",
                    Channel::Email => "emailed you",
                    Channel::Letter => "wrote to you",
                    Channel::InPerson => "met you",
                    Channel::Video => "spoke to you by video",
                    Channel::Advocate => "told your advocate",
                };
                format!("{who} {did} on {day}.")
            }
            _ => format!("{who} did this on {day}."),
        }
    }
}

/// Whether the line is something the victim is owed, not a deadline that runs against them or a duty between
/// agencies that says nothing to them.
pub(crate) fn is_for_the_victim(line: &DutyLine) -> bool {
    line.owed.provider != "victim" && line.owed.edition.chars().all(|c| c.is_ascii_digit())
}

fn next_steps(lines: &[DutyLine], hearing: Option<&Hearing>) -> Vec<String> {
    let mut steps: Vec<String> =
        hearing.map(|h| format!("There is a court hearing on {}.", hearing_place(h))).into_iter().collect();
    let soonest = lines
        .iter()
        .filter(|line| line.standing == Standing::Due && is_for_the_victim(line))
        .min_by_key(|line| line.owed.due_at);
    if let Some((rule, due)) = soonest.and_then(|line| Some((line.rule?, line.owed.due?))) {
        steps.push(format!(
            "{} should do this by the end of {}: {}.",
            capital(rule.provider.in_words()),
            day_words(due),
            lower_first(&rule.plain)
        ));
    }
    if steps.is_empty() {
        steps.push("We will tell you when something happens. You do not have to do anything.".to_owned());
    }
    steps
}

fn hearing_place(hearing: &Hearing) -> String {
    let time = hearing.time.map(|t| format!(" at {}", clock_words(t))).unwrap_or_default();
    let court = hearing.court_name.as_ref().map(|c| format!(" at {c}")).unwrap_or_default();
    format!("{}{time}{court}", day_words(hearing.date))
}

/// "10am", "2.30pm".
fn clock_words(time: jiff::civil::Time) -> String {
    let form = if time.minute() == 0 { "%-I%P" } else { "%-I.%M%P" };
    time.strftime(form).to_string()
}

fn with_stop(text: &str) -> String {
    let text = capital(text);
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
