//! Recording a contact in under a minute: who was told, how, what, whether they understood, what next (INF-3).

use crate::{
    Actor, Problem, Service, ServiceError, by_person, case_file::DutyLine, error::refuse_if_any, new_id,
    timeline,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use record::{
    CaseEvent, CaseId, Contact, Personal, Preferences, Understood, VictimId,
    event::{AttemptOutcome, Channel, DutyRef},
    substance,
};
use store::{LoadedCase, NewEvent};

/// What a person filled in.
#[derive(Clone, Debug)]
pub struct ContactForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// The victim.
    pub victim: VictimId,
    /// Name of the representative who was told in the victim's place.
    pub representative: Option<String>,
    /// How.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// Whether somebody got through.
    pub reached: Reached,
    /// What was told, in the words used.
    pub told: String,
    /// Whether they understood.
    pub understood: Understood,
    /// Why another way than the preferred one was used.
    pub against_preference: Option<String>,
    /// Worries and questions.
    pub asked: Option<String>,
    /// When they will hear next.
    pub next: Option<Date>,
    /// Duties that this contact meets.
    pub meets: Vec<DutyRef>,
}

/// Whether somebody got through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Yes: a contact.
    Yes,
    /// No: an attempt, which meets nothing.
    No(AttemptOutcome),
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct ContactSaved {
    /// Version of the case now.
    pub version: u64,
    /// Plain titles of the duties that it met.
    pub met: Vec<String>,
    /// The duties that this victim is still owed, soonest first.
    pub still_owed: Vec<DutyLine>,
    /// Whether it was an attempt only.
    pub attempt: bool,
}

/// The longest text that a field takes, characters.
pub const LONGEST: usize = 10_000;

impl Service {
    /// What a contact would go against, in words for the person who records it; `None` when it is as the victim
    /// prefers.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn preference_warning(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        channel: Channel,
    ) -> Result<Option<String>, ServiceError> {
        let loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, victim).await?;
        Ok(objection(&loaded, victim, channel))
    }

    /// Records a contact or an attempt.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn record_contact(
        &self,
        actor: &Actor,
        case: CaseId,
        form: ContactForm,
        now: Timestamp,
    ) -> Result<ContactSaved, ServiceError> {
        let mut loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, form.victim).await?;
        self.unchanged_since(actor, &loaded, form.version)?;
        let before = self.duty_lines(&loaded, now);
        refuse_if_any(contact_problems(&loaded, &before, &form, now))?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let attempt = form.reached != Reached::Yes;
        let met = if attempt { Vec::new() } else { titles_met(&before, &form) };
        let (victim, at) = (form.victim, form.at);
        let event = match form.reached {
            Reached::No(outcome) => CaseEvent::ContactAttempted {
                victim,
                channel: form.channel,
                outcome,
                words: texts.keep(Some(form.told))?,
            },
            Reached::Yes => CaseEvent::ContactRecorded(Contact {
                victim,
                representative: texts.keep(form.representative)?,
                channel: form.channel,
                told: texts.keep_text(form.told)?,
                understood: form.understood,
                against_preference: texts.keep(form.against_preference)?,
                asked: texts.keep(form.asked)?,
                next: form.next,
                meets: form.meets,
            }),
        };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(at, event)], texts.personal)?;
        let still_owed = self
            .duty_lines(&loaded, now)
            .into_iter()
            .filter(|line| line.owed.victim == victim && line.standing.is_owed())
            .collect();
        let version = self.save(actor, loaded).await?;
        Ok(ContactSaved { version, met, still_owed, attempt })
    }
}

/// Personal texts that go with the events of one use case.
pub(crate) struct Texts {
    pub case: CaseId,
    pub now: Timestamp,
    pub personal: Vec<Personal>,
}

impl Texts {
    /// Keeps what somebody wrote; nothing when it is empty.
    pub(crate) fn keep(
        &mut self,
        words: Option<String>,
    ) -> Result<Option<record::PersonalRef>, ServiceError> {
        match words.filter(|words| !words.trim().is_empty()) {
            Some(words) => Ok(Some(self.keep_text(words.trim().to_owned())?)),
            None => Ok(None),
        }
    }

    /// Keeps a value as a personal text.
    pub(crate) fn keep_text(
        &mut self,
        value: impl serde::Serialize,
    ) -> Result<record::PersonalRef, ServiceError> {
        let text = Personal::new(new_id(self.now), store::salt()?, self.case, &value)
            .map_err(store::StoreError::from)?;
        let reference = text.reference();
        self.personal.push(text);
        Ok(reference)
    }
}

pub(crate) fn preferences_of(loaded: &LoadedCase, victim: VictimId) -> Preferences {
    loaded
        .case
        .victim(victim)
        .and_then(|victim| victim.preferences.as_ref())
        .and_then(|preferences| loaded.texts.read(preferences))
        .unwrap_or_default()
}

/// What a contact goes against.
fn objection(loaded: &LoadedCase, victim: VictimId, channel: Channel) -> Option<String> {
    // Their own pages reach nobody who does not look; an alert about it waits until it is safe.
    if channel == Channel::Account {
        return None;
    }
    if loaded.case.reached.not_safe.contains_key(&victim) {
        return Some("It is not safe to contact the victim now.".to_owned());
    }
    preferences_of(loaded, victim).objection(channel)
}

/// What is wrong with a contact or an attempt before it is recorded.
pub(crate) fn contact_problems(
    loaded: &LoadedCase,
    duties: &[DutyLine],
    form: &ContactForm,
    now: Timestamp,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if loaded.case.victim(form.victim).is_none() {
        problems.push(Problem::new("victim", "Select who was told"));
    }
    if form.at > now.saturating_add(5.minutes()).unwrap_or(now) {
        problems.push(Problem::new("at", "The time of the contact must be now or in the past"));
    }
    if form.at < loaded.case.opened_at.saturating_sub(24.hours()).unwrap_or(loaded.case.opened_at) {
        problems.push(Problem::new("at", "The time of the contact must be after the case was opened"));
    }
    if form.reached == Reached::Yes {
        if let Err(no_substance) = substance::check(&form.told) {
            problems.push(Problem::new("told", sentence(&no_substance.to_string())));
        }
        let objection = objection(loaded, form.victim, form.channel);
        let reason = form.against_preference.as_deref().map(str::trim).unwrap_or_default();
        if let (Some(objection), true) = (objection, reason.is_empty()) {
            problems.push(Problem::new(
                "against_preference",
                format!("{objection} Write why you used another way"),
            ));
        }
    } else if !form.meets.is_empty() {
        problems.push(Problem::new(
            "meets",
            "An attempt does not meet a duty. Untick the duties, or say that you got through",
        ));
    }
    let known = |wanted: &DutyRef| {
        duties.iter().any(|line| {
            // Only who was told was told: another victim's duty needs a contact with them.
            wanted.victim.is_none_or(|victim| victim == form.victim)
                && line.owed.victim == form.victim
                && line.owed.duty == wanted.duty
                && line.owed.trigger == wanted.trigger
        })
    };
    if !form.meets.iter().all(known) {
        problems.push(Problem::new(
            "meets",
            "One of the ticked duties is not owed to this victim any more. Look at the list again",
        ));
    }
    let meets_before_it_arose = |wanted: &DutyRef| {
        duties.iter().any(|line| {
            line.owed.duty == wanted.duty
                && line.owed.trigger == wanted.trigger
                && calendar::london_date(line.because_at) > calendar::london_date(form.at)
        })
    };
    if form.meets.iter().any(meets_before_it_arose) {
        problems.push(Problem::new(
            "meets",
            "One of the ticked duties began after this contact. Untick it, or correct the time of the contact",
        ));
    }
    if form.next.is_some_and(|next| next < calendar::london_date(now)) {
        problems.push(Problem::new("next", "The next contact must be today or later"));
    }
    let texts = [
        ("told", Some(&form.told)),
        ("representative", form.representative.as_ref()),
        ("against_preference", form.against_preference.as_ref()),
        ("asked", form.asked.as_ref()),
    ];
    for (field, text) in texts {
        problems.extend(too_long(field, text.map(String::as_str)));
    }
    problems
}

/// Without the one character that PostgreSQL does not keep in a text. What is kept as JSON does not need this.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// A problem when a text is longer than [`LONGEST`].
pub(crate) fn too_long(field: &'static str, text: Option<&str>) -> Option<Problem> {
    let length = text.map_or(0, |text| text.chars().count());
    (length > LONGEST)
        .then(|| Problem::new(field, format!("This must be {LONGEST} characters or fewer. It has {length}")))
}

fn titles_met(duties: &[DutyLine], form: &ContactForm) -> Vec<String> {
    duties
        .iter()
        .filter(|line| form.meets.iter().any(|m| m.duty == line.owed.duty && m.trigger == line.owed.trigger))
        .filter(|line| line.owed.victim == form.victim)
        .map(|line| line.rule.map_or_else(|| line.owed.duty.clone(), |rule| rule.plain.clone()))
        .collect()
}

/// With a capital at the beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The day to propose for the next contact: what was agreed, else 28 days, 14 with Enhanced Rights (INF-2).
pub fn proposed_next(preferences: &Preferences, enhanced: bool, today: Date) -> Date {
    let days = preferences.every_days.map_or(if enhanced { 14 } else { 28 }, i64::from);
    today.saturating_add(days.days())
}

/// Day words, for pages that show a proposed day.
pub fn day_words(date: Date) -> String {
    timeline::day_words(date)
}
