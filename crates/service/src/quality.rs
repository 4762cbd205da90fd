//! Quality of contacts and letters (VOX-4): a sample of each month by team and seed, scored by somebody who did not write it,
//! some of them by two, and how far the two agree. The seed is the month and the organisation, so that nobody can choose; the
//! counts stand in a rollup that is kept with the scores.

use crate::{
    Actor, Problem, Service, ServiceError,
    error::refuse_if_any,
    record_contact::{storable, too_long},
    supervise::contacts::contact_id,
    timeline,
};
use jiff::Timestamp;
use measures::{
    inspection::{
        Answer, Question, Questions,
        agree::{OnQuestion, Pair, by_question},
    },
    sample,
};
use policy::{Action, Part};
use record::{CaseEvent, CaseId, VictimId, figures::Month};
use std::collections::{BTreeMap, BTreeSet};
use store::{ContactToScore, LoadedCase, NewScore, ScoreCount, ScoreFilter, ScoredContact};

/// How many contacts of a team are drawn in a month.
pub const OF_A_TEAM: usize = 5;
/// One in so many of those drawn is scored by two.
pub const BY_TWO: usize = 3;
/// The sheet of questions.
const SHEET: &str = "contact";
/// How often a save is tried again when somebody else scored meanwhile.
const TRIES: usize = 3;

/// The contacts of a month that are to be scored.
#[derive(Clone, Debug)]
pub struct ToScore {
    /// The month.
    pub month: Month,
    /// The seed.
    pub seed: String,
    /// How many could have been drawn.
    pub population: usize,
    /// Those that were drawn, by team.
    pub contacts: Vec<DrawnContact>,
    /// Counts of the first scorers.
    pub counts: Vec<ScoreCount>,
    /// How far two scorers agree; empty while nobody scored a contact that somebody else had.
    pub agreement: Vec<OnQuestion<'static>>,
}

/// A contact that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnContact {
    /// The case.
    pub case: CaseId,
    /// Its version in the case.
    pub contact: u64,
    /// Name of the team.
    pub team: String,
    /// Whether two score it.
    pub by_two: bool,
    /// Who has scored it.
    pub scorers: Vec<String>,
    /// Whether whoever looks has, or whether enough others have.
    pub done: bool,
}

/// A contact, for whoever scores it.
#[derive(Clone, Debug)]
pub struct ScorePage {
    /// The case.
    pub case: CaseId,
    /// The version of the contact.
    pub contact: u64,
    /// The month it was drawn in.
    pub month: Month,
    /// How it was made.
    pub way: String,
    /// When.
    pub at: Timestamp,
    /// The words used.
    pub told: String,
    /// How the victim prefers to be reached.
    pub preferred: String,
    /// What else is recorded of it, a line each.
    pub detail: Vec<String>,
    /// What it told of, and by when that had to be.
    pub meets: Vec<String>,
    /// The questions, with what this person scored.
    pub questions: Vec<(&'static Question, Option<u8>)>,
    /// What they noted.
    pub notes: String,
}

/// What somebody filled in.
#[derive(Clone, Debug, Default)]
pub struct ScoreForm {
    /// Question id and answer, as the form sends it.
    pub answers: Vec<(String, String)>,
    /// Notes.
    pub notes: String,
}

/// The questions that are scored.
pub fn questions() -> Vec<&'static Question> {
    Questions::named("contact-quality").map(|file| file.of_sheet(SHEET).collect()).unwrap_or_default()
}

impl Service {
    /// The contacts of one's own organisation that are to be scored, of a month that has ended; the last one when none is
    /// named.
    ///
    /// # Errors
    /// When it is not for them, or the database fails.
    pub async fn to_score(
        &self,
        actor: &Actor,
        month: Option<Month>,
        now: Timestamp,
    ) -> Result<ToScore, ServiceError> {
        self.allow(actor, Action::ScoreContacts)?;
        let month = month.filter(|month| month.has_ended(now)).unwrap_or_else(|| Month::last_ended(now));
        let (seed, population, drawn) = self.drawn_contacts(actor, month).await?;
        let organisation = actor.person.organisation.as_str();
        let filter = ScoreFilter { organisation, from: month.number(), to: month.number() };
        let scored = self.store.scored_contacts(filter).await?;
        let directory = self.directory();
        let contacts = drawn.iter().map(|(contact, by_two)| {
            let (case, version) = (CaseId(contact.case_id), contact.contact as u64);
            let of = scored.iter().filter(|one| one.case == case && one.contact == version);
            let scorers: Vec<&str> = of.map(|one| one.scorer.as_str()).collect();
            let enough = scorers.len() >= if *by_two { 2 } else { 1 };
            let team = directory.teams.get(&contact.team).map(|team| team.name.clone());
            DrawnContact {
                case,
                contact: version,
                team: team.unwrap_or_else(|| "No team".to_owned()),
                by_two: *by_two,
                done: enough || scorers.contains(&actor.person.id.as_str()),
                scorers: scorers.into_iter().map(|id| directory.person_name(id).to_owned()).collect(),
            }
        });
        Ok(ToScore {
            month,
            population,
            contacts: contacts.collect(),
            counts: self.store.score_counts(filter).await?,
            agreement: agreement(&scored),
            seed,
        })
    }

    /// So many contacts of each team, by seed; with whether two score each.
    async fn drawn_contacts(
        &self,
        actor: &Actor,
        month: Month,
    ) -> Result<(String, usize, Vec<(ContactToScore, bool)>), ServiceError> {
        let organisation = &actor.person.organisation;
        let seed = format!("{organisation} {}", month.number());
        let population = self.store.contacts_to_score(organisation, month.number()).await?;
        // A contact that met duties of two teams is one contact.
        let mut once = BTreeMap::new();
        for contact in population {
            once.entry(contact_id(CaseId(contact.case_id), contact.contact as u64)).or_insert(contact);
        }
        let teams: BTreeSet<&str> = once.values().map(|contact| contact.team.as_str()).collect();
        let mut drawn = Vec::new();
        for team in teams {
            let of_team = once.iter().filter(|(_, contact)| contact.team == team);
            let found = sample::in_order(of_team, &seed, |(id, _)| (*id).clone()).into_iter().take(OF_A_TEAM);
            let found = found.enumerate().map(|(place, (_, contact))| (contact.clone(), place % BY_TWO == 0));
            drawn.extend(found);
        }
        Ok((seed, once.len(), drawn))
    }

    /// A contact that was drawn, for somebody who did not make it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it was not drawn, is not theirs to see, is their own work, or has been scored by enough.
    pub async fn contact_to_score(
        &self,
        actor: &Actor,
        case: CaseId,
        contact: u64,
        month: Month,
    ) -> Result<ScorePage, ServiceError> {
        let seat = self.seat(actor, case, contact, month).await?;
        let loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let entry = self.scored_entry(actor, &loaded, contact).await?;
        let notes = self.store.score_notes(case, contact, seat.number, entry.victim).await?;
        let own = seat.own.as_ref();
        Ok(ScorePage {
            case,
            contact,
            month,
            way: entry.way,
            at: entry.at,
            told: entry.told,
            preferred: entry.preferred,
            detail: entry.detail,
            meets: entry.meets,
            questions: questions()
                .into_iter()
                .map(|question| (question, own.and_then(|own| own.scores.get(&question.id).copied())))
                .collect(),
            notes: notes.filter(|_| own.is_some()).unwrap_or_default(),
        })
    }

    /// Saves a score; the same again changes nothing.
    ///
    /// # Errors
    /// As [`Service::contact_to_score`]; [`ServiceError::Invalid`] names each question that is not answered.
    pub async fn score_contact(
        &self,
        actor: &Actor,
        case: CaseId,
        contact: u64,
        month: Month,
        form: ScoreForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        for _ in 0..TRIES {
            let seat = self.seat(actor, case, contact, month).await?;
            let loaded = self.case_for(actor, Action::SeeCase, case).await?;
            let entry = self.scored_entry(actor, &loaded, contact).await?;
            let scores = scores_of(&form)?;
            let words = storable(form.notes.trim());
            let kept =
                self.store.score_notes(case, contact, seat.number, entry.victim).await?.unwrap_or_default();
            if seat.own.as_ref().is_some_and(|own| own.scores == scores) && kept == words {
                return Ok(());
            }
            let new = NewScore {
                case,
                contact,
                seat: seat.number,
                version: seat.own.as_ref().map_or(1, |own| own.version + 1),
                scorer: &actor.person.id,
                month: month.number(),
                organisation: &actor.person.organisation,
                area: &seat.drawn.area,
                team: &seat.drawn.team,
                scores: &scores,
                notes: (!words.is_empty()).then_some((entry.victim, words.as_str())),
            };
            if self.store.add_score(&new, now).await? {
                return Ok(());
            }
        }
        Err(store::StoreError::Conflict.into())
    }

    /// Where somebody stands with a contact: first or second scorer, and what they scored before.
    async fn seat(
        &self,
        actor: &Actor,
        case: CaseId,
        contact: u64,
        month: Month,
    ) -> Result<Seat, ServiceError> {
        self.allow(actor, Action::ScoreContacts)?;
        let (_, _, drawn) = self.drawn_contacts(actor, month).await?;
        let found = drawn.into_iter().find(|(one, _)| one.case_id == case.0 && one.contact as u64 == contact);
        let (drawn, by_two) = found.ok_or(ServiceError::NotFound)?;
        let organisation = actor.person.organisation.as_str();
        let filter = ScoreFilter { organisation, from: month.number(), to: month.number() };
        let scored = self.store.scored_contacts(filter).await?;
        let of: Vec<ScoredContact> =
            scored.into_iter().filter(|one| one.case == case && one.contact == contact).collect();
        let own = of.iter().find(|one| one.scorer == actor.person.id).cloned();
        let number = match &own {
            Some(own) => own.seat,
            None if of.is_empty() => 1,
            None if of.len() == 1 && by_two => 2,
            None => return Err(ServiceError::NotFound),
        };
        Ok(Seat { number, own, drawn })
    }

    async fn scored_entry(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
        version: u64,
    ) -> Result<ScoredEntry, ServiceError> {
        let sight = self.sight(actor, loaded).await?;
        let place = usize::try_from(version).ok().and_then(|version| version.checked_sub(1));
        let recorded = place.and_then(|place| loaded.events.get(place)).ok_or(ServiceError::NotFound)?;
        let CaseEvent::ContactRecorded(contact) = &recorded.event else { return Err(ServiceError::NotFound) };
        let own_work = recorded.by.person.as_ref().is_some_and(|person| person.as_str() == actor.person.id);
        if own_work || !sight.sees_of(Part::ContactContent, contact.victim) {
            return Err(ServiceError::NotFound);
        }
        sight.note_shown(actor, Part::ContactContent, Some(contact.victim));
        self.write_meanwhile(actor);
        let directory = self.directory();
        let told = loaded.texts.words(&contact.told).unwrap_or_default();
        let entry = timeline::entry(loaded, recorded, self.rules.code, &directory);
        let victim = loaded.case.victim(contact.victim);
        let preferences = victim
            .and_then(|v| v.preferences.as_ref())
            .filter(|_| sight.sees_of(Part::Preferences, contact.victim));
        let preferences: Option<record::Preferences> = preferences.and_then(|p| loaded.texts.read(p));
        let ways =
            preferences.map(|p| p.channels.iter().map(|c| c.words()).collect::<Vec<_>>().join(", then "));
        let code = self.rules.code;
        let rule_words = |id: &str| {
            let rule = code.duty_index(id).map(|index| code.duty(index));
            rule.map_or_else(|| id.to_owned(), |rule| rule.plain.to_string())
        };
        let owed = record::owed::owed(&loaded.case, &loaded.events, code, self.rules.calendar);
        let meets = owed.iter().filter(|owed| owed.done_by == Some(version)).map(|owed| {
            let due = owed.due.map(|due| format!(", due by the end of {}", timeline::day_words(due)));
            format!("{}{}", rule_words(&owed.duty), due.unwrap_or_default())
        });
        Ok(ScoredEntry {
            victim: contact.victim,
            way: contact.channel.words().to_owned(),
            at: recorded.at,
            preferred: ways.filter(|ways| !ways.is_empty()).unwrap_or_else(|| "no record".to_owned()),
            meets: meets.collect(),
            detail: entry.detail.into_iter().filter(|line| *line != told).collect(),
            told,
        })
    }
}

struct Seat {
    number: u8,
    own: Option<ScoredContact>,
    drawn: ContactToScore,
}

struct ScoredEntry {
    victim: VictimId,
    way: String,
    at: Timestamp,
    told: String,
    preferred: String,
    detail: Vec<String>,
    meets: Vec<String>,
}

/// The score of an answer is its place in the options, worst first.
fn scores_of(form: &ScoreForm) -> Result<BTreeMap<String, u8>, ServiceError> {
    let mut problems: Vec<Problem> = too_long("notes", Some(&form.notes)).into_iter().collect();
    let mut scores = BTreeMap::new();
    for question in questions() {
        let sent = form.answers.iter().find(|(id, _)| *id == question.id).map(|(_, text)| text.as_str());
        let place = question.options.iter().position(|option| Some(option.id.as_str()) == sent);
        match place.and_then(|place| u8::try_from(place).ok()) {
            Some(score) => {
                scores.insert(question.id.clone(), score);
            }
            None => problems.push(Problem::new(&question.id, "Select no, partly or fully")),
        }
    }
    refuse_if_any(problems)?;
    Ok(scores)
}

fn agreement(scored: &[ScoredContact]) -> Vec<OnQuestion<'static>> {
    let Some(file) = Questions::named("contact-quality") else { return Vec::new() };
    let answers = |one: &ScoredContact| {
        let grade = |question: &'static Question| {
            let score = usize::from(*one.scores.get(&question.id)?);
            Some((question.id.clone(), Answer::Grade(question.options.get(score)?.id.clone())))
        };
        questions().into_iter().filter_map(grade).collect::<BTreeMap<String, Answer>>()
    };
    let first = scored.iter().filter(|one| one.seat == 1);
    let pairs = first.filter_map(|one| {
        let same = |other: &&ScoredContact| {
            other.case == one.case && other.contact == one.contact && other.seat == 2
        };
        Some(Pair { first: answers(one), second: answers(scored.iter().find(same)?) })
    });
    let pairs: Vec<Pair> = pairs.collect();
    if pairs.is_empty() { Vec::new() } else { by_question(file, SHEET, &pairs) }
}
