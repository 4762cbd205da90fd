//! Opening a case: a report is taken once, by whoever is there (REP-1), and starts what the Code owes from then on.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    new_id,
    preferences::preference_problems,
    record_contact::{Texts, too_long},
    record_event::unknown_condition,
};
use jiff::{Timestamp, ToSpan};
use record::{
    CaseEvent, CaseId, Facts, Origin, PersonDetails, Preferences, Recorder, VictimId,
    case::ENHANCED_FLAGS,
    event::{FlagBecause, ReferenceKind},
    view::{TermKind, normal_reference},
};
use std::collections::BTreeMap;
use store::{Batch, LoadedCase, NewEvent, StoreError};
use victims_code::{Flags, Provider};

/// The longest title of a case, characters.
const LONGEST_TITLE: usize = 200;

/// The longest name, number, reference or reason, characters.
const LONGEST_LINE: usize = 300;

/// What a person filled in.
#[derive(Clone, Debug)]
pub struct OpenCaseForm {
    /// What it is about, in plain words without names ("Burglary of a home").
    pub title: String,
    /// Police force code or other area, when known.
    pub area: Option<String>,
    /// References by which others know it.
    pub references: Vec<(ReferenceKind, String)>,
    /// Who it happened to, at least one.
    pub victims: Vec<NewVictim>,
    /// Who answers for it; one's own organisation must be among them.
    pub owners: Vec<NewOwner>,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// What is known of the Code's typed conditions (slug and whether it holds).
    pub known: BTreeMap<String, bool>,
    /// What was reported, in words.
    pub words: Option<String>,
}

/// A victim who joins the new case.
#[derive(Clone, Debug, Default)]
pub struct NewVictim {
    /// Who they are and how they can be reached.
    pub details: PersonDetails,
    /// Flags of the Code that hold, with the reason of each.
    pub flags: Vec<FlagBecause>,
    /// How they want to be reached, when they said so.
    pub preferences: Option<Preferences>,
}

/// Who answers for what a provider owes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewOwner {
    /// The Code's provider slug.
    pub provider: String,
    /// Id of the organisation.
    pub organisation: String,
    /// Id of the team, when known.
    pub team: Option<String>,
    /// Id of the person, when known.
    pub person: Option<String>,
}

/// A case that was opened.
#[derive(Clone, Debug)]
pub struct CaseOpened {
    /// The case.
    pub case: CaseId,
    /// Its victims, in the order of the form.
    pub victims: Vec<VictimId>,
    /// Version of the case now.
    pub version: u64,
}

impl Service {
    /// Opens a case with its references, victims and owners, and records the report.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff; [`ServiceError::Invalid`] names each field and what
    /// to do.
    pub async fn open_case(
        &self,
        actor: &Actor,
        form: OpenCaseForm,
        now: Timestamp,
    ) -> Result<CaseOpened, ServiceError> {
        self.allow(actor, policy::Action::OpenCase)?;
        let mut problems = self.opening_problems(actor, &form, now);
        let urns = urns(&form.references);
        problems.extend(self.known_reference(&urns).await?);
        refuse_if_any(problems)?;

        let case = CaseId(new_id(now));
        let mut texts = Texts { case, now, personal: Vec::new() };
        let victims: Vec<VictimId> = form.victims.iter().map(|_| VictimId(new_id(now))).collect();
        let by = by_person(actor);
        let rule = Recorder { origin: Origin::Rule, ..by.clone() };
        let events = opening_events(form, &victims, "crime_reported", &mut texts)?;
        let recorded = events.into_iter().map(|(follows, at, event)| {
            let by = if follows { rule.clone() } else { by.clone() };
            (by, now, NewEvent::at(at, event))
        });
        let mut loaded = LoadedCase::new(case);
        loaded.record_each(recorded, texts.personal)?;
        let version = loaded.case.version;
        let mut batch = Batch::of(loaded.changes(self.rules));
        batch.claims = urns.into_iter().map(|urn| (TermKind::Urn, urn)).collect();
        match self.store.commit(batch).await {
            Ok(()) => Ok(CaseOpened { case, victims, version }),
            // Somebody else took the same report at the same moment.
            Err(StoreError::Conflict) => Err(ServiceError::Invalid(vec![known_already()])),
            Err(error) => Err(error.into()),
        }
    }

    fn opening_problems(&self, actor: &Actor, form: &OpenCaseForm, now: Timestamp) -> Vec<Problem> {
        let mut problems = Vec::new();
        let title = form.title.trim().chars().count();
        if title == 0 || title > LONGEST_TITLE {
            problems.push(Problem::new(
                "title",
                format!("Write what it is about in {LONGEST_TITLE} characters or fewer, without names"),
            ));
        }
        if form.references.iter().any(|(_, value)| normal_reference(value).is_empty()) {
            problems.push(Problem::new("references", "Enter the reference, or leave the line out"));
        }
        let area = form.area.as_deref().unwrap_or_default();
        for (field, text) in [("title", form.title.as_str()), ("area", area)]
            .into_iter()
            .chain(form.references.iter().map(|(_, value)| ("references", value.as_str())))
        {
            problems.extend(cannot_stand_in_a_list(field, text));
        }
        if form.reported_at > now.saturating_add(5.minutes()).unwrap_or(now) {
            problems.push(Problem::new("reported_at", "The time of the report must be now or in the past"));
        }
        let (first, last) = (self.rules.calendar.first_year(), self.rules.calendar.last_year());
        if !(first..=last).contains(&calendar::london_date(form.reported_at).year()) {
            problems.push(Problem::new(
                "reported_at",
                format!(
                    "The date must be from {first} to {last}: for other years we do not know the bank holidays"
                ),
            ));
        }
        if form.victims.is_empty() {
            problems.push(Problem::new("victims", "Add at least one person to whom it happened"));
        }
        problems.extend(form.victims.iter().flat_map(victim_problems));
        problems.extend(self.owner_problems(actor, &form.owners));
        problems.extend(unknown_condition(&form.known));
        problems.extend(too_long("words", form.words.as_deref()));
        problems
    }

    fn owner_problems(&self, actor: &Actor, owners: &[NewOwner]) -> Vec<Problem> {
        let mut problems: Vec<Problem> =
            owners.iter().filter_map(|owner| self.owner_problem(actor, owner)).collect();
        if !owners.iter().any(|owner| owner.organisation == actor.person.organisation) {
            problems.push(Problem::new("owners", "Your own organisation must answer for a case it opens"));
        }
        problems
    }

    /// What is wrong with an owner: nobody must answer who does not exist or works elsewhere. An organisation that
    /// answers sees the case, so another one than one's own can only answer for what it is there for.
    pub(crate) fn owner_problem(&self, actor: &Actor, owner: &NewOwner) -> Option<Problem> {
        let directory = self.directory();
        let is_own = owner.organisation == actor.person.organisation;
        let works =
            |o: &store::Organisation| !o.provider.is_empty() && (is_own || o.provider == owner.provider);
        let of_theirs = |found: Option<&str>| found == Some(owner.organisation.as_str());
        let team_fits = owner
            .team
            .as_ref()
            .is_none_or(|team| of_theirs(directory.teams.get(team).map(|team| team.organisation.as_str())));
        let person_fits = owner.person.as_ref().is_none_or(|person| {
            of_theirs(directory.people.get(person).map(|person| person.organisation.as_str()))
        });
        let message = if Provider::named(&owner.provider).is_none() {
            "Select for which agency they answer"
        } else if !directory.organisations.get(&owner.organisation).is_some_and(works) {
            "Select an organisation that does this work on cases"
        } else if !team_fits {
            "Select a team of that organisation"
        } else if !person_fits {
            "Select a person of that organisation"
        } else {
            return None;
        };
        Some(Problem::new("owners", message))
    }

    /// A unique reference number belongs to one case: a second report of it belongs there.
    async fn known_reference(&self, urns: &[String]) -> Result<Option<Problem>, ServiceError> {
        if urns.is_empty() {
            return Ok(None);
        }
        let known = self.store.cases_with(TermKind::Urn, urns).await?;
        Ok(known.iter().any(|(_, cases)| !cases.is_empty()).then(known_already))
    }
}

fn urns(references: &[(ReferenceKind, String)]) -> Vec<String> {
    let urns = references.iter().filter(|(kind, _)| *kind == ReferenceKind::Urn);
    urns.map(|(_, value)| normal_reference(value)).collect()
}

fn known_already() -> Problem {
    Problem::new("references", "There is a case with this reference number already. Search for it")
}

fn victim_problems(victim: &NewVictim) -> Vec<Problem> {
    let mut problems = Vec::new();
    if victim.details.name.trim().is_empty() {
        problems.push(Problem::new("victims", "Enter a name, or how they want to be called"));
    }
    if victim.flags.iter().any(|flag| Flags::named(&flag.flag).is_none()) {
        problems.push(Problem::new("flags", "Select what you know about them"));
    }
    let details = &victim.details;
    let listed =
        [&details.name].into_iter().chain(&details.phones).chain(&details.email).chain(&details.address);
    problems.extend(listed.filter_map(|text| cannot_stand_in_a_list("victims", text)));
    problems.extend(victim.flags.iter().filter_map(|flag| cannot_stand_in_a_list("flags", &flag.because)));
    problems.extend(victim.preferences.iter().flat_map(preference_problems));
    if victim.flags.iter().any(|flag| flag.because.trim().is_empty()) {
        problems.push(Problem::new("flags", "Write the reason, without names"));
    }
    problems
}

/// A problem when a short text is endless or has the character that databases do not keep.
fn cannot_stand_in_a_list(field: &'static str, text: &str) -> Option<Problem> {
    if text.chars().count() > LONGEST_LINE {
        return Some(Problem::new(field, format!("This must be {LONGEST_LINE} characters or fewer")));
    }
    text.contains('\0').then(|| Problem::new(field, "Remove the characters that cannot be seen"))
}

/// An event, when it happened, and whether it follows from the others by a rule of the Code.
pub(crate) type Opening = (bool, Timestamp, CaseEvent);

/// The events with which a case begins; `trigger` is what it begins with in the Code.
pub(crate) fn opening_events(
    form: OpenCaseForm,
    victims: &[VictimId],
    trigger: &str,
    texts: &mut Texts,
) -> Result<Vec<Opening>, ServiceError> {
    let at = form.reported_at;
    let mut events = vec![CaseEvent::CaseOpened { title: form.title.trim().to_owned(), area: form.area }];
    events.extend(form.references.into_iter().map(|(reference, value)| CaseEvent::ReferenceAdded {
        reference,
        value: value.trim().to_uppercase(),
    }));
    events.extend(form.owners.into_iter().map(assigned));
    let mut enhanced = Vec::new();
    for (&victim, new) in victims.iter().zip(form.victims) {
        if new.flags.iter().any(|flag| ENHANCED_FLAGS.contains(&flag.flag.as_str())) {
            enhanced.push(victim);
        }
        let details = texts.keep_text(new.details)?;
        events.push(CaseEvent::VictimAdded { victim, details, flags: new.flags });
        if let Some(preferences) = new.preferences {
            let preferences = texts.keep_text(preferences)?;
            events.push(CaseEvent::PreferencesRecorded { victim, preferences });
        }
    }
    events.push(CaseEvent::Happened {
        trigger: trigger.into(),
        victim: None,
        key: None,
        facts: Facts { conditions: form.known, ..Facts::default() },
        words: texts.keep(form.words)?,
    });
    let identified = enhanced.into_iter().map(|victim| CaseEvent::Happened {
        trigger: "enhanced_eligibility_identified".into(),
        victim: Some(victim),
        key: None,
        facts: Facts::default(),
        words: None,
    });
    let told = events.into_iter().map(|event| (false, at, event));
    Ok(told.chain(identified.map(|event| (true, at, event))).collect())
}

/// The event by which somebody becomes responsible.
pub(crate) fn assigned(owner: NewOwner) -> CaseEvent {
    CaseEvent::OwnerAssigned {
        provider: owner.provider,
        organisation: owner.organisation.as_str().into(),
        team: owner.team.map(|team| team.as_str().into()),
        person: owner.person.map(|person| person.as_str().into()),
    }
}
