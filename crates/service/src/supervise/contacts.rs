//! Contacts drawn by chance, to be read: the words used, what was owed and when, what the victim said of it (POL-2).

use super::lists::team_or_all;
use crate::{
    Actor, Service, ServiceError,
    case_file::DutyLine,
    messages::event_of,
    timeline::{self, answer_words, understood_words, victim_name},
    victim_case::duty_words,
};
use calendar::{end_of_london_day, start_of_london_day};
use jiff::{Timestamp, civil::Date};
use language::Language;
use measures::sample;
use policy::{Action, Part};
use record::{CaseEvent, CaseId, Contact, DutyRef, Recorded, VictimId};
use store::LoadedCase;

/// Contacts that are drawn.
pub const DRAWN: usize = 5;

/// A sample of a team's contacts.
#[derive(Clone, Debug)]
pub struct ContactSample {
    /// Name of the team; empty for everybody.
    pub team: String,
    /// First day of the month.
    pub month: Date,
    /// The seed with which it was drawn.
    pub seed: u64,
    /// Of how many.
    pub population: usize,
    /// How many of the drawn are not for this person.
    pub not_theirs: usize,
    /// The contacts, in the order in which they were drawn.
    pub contacts: Vec<ContactRead>,
    /// Teams of the organisation: id and name.
    pub teams: Vec<(String, String)>,
}

/// A contact to be read.
#[derive(Clone, Debug)]
pub struct ContactRead {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// Version of the contact.
    pub version: u64,
    /// The victim's name.
    pub victim: String,
    /// When.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// How, in words.
    pub channel: &'static str,
    /// What was told, in the words used.
    pub told: String,
    /// Whether they understood, as it was recorded.
    pub understood: &'static str,
    /// What was owed: in words, until when, whether this was late.
    pub owed: Vec<(String, Option<Date>, bool)>,
    /// What the victim said of it, a sentence each.
    pub answers: Vec<String>,
}

/// The seed of a day: whoever draws on the same day draws the same.
pub fn seed_of(day: Date) -> u64 {
    let number = |number: i64| u64::try_from(number).unwrap_or(0);
    number(i64::from(day.year())) * 10_000
        + number(i64::from(day.month())) * 100
        + number(i64::from(day.day()))
}

/// The id by which a contact is drawn, here and for its score.
pub(crate) fn contact_id(case: CaseId, version: u64) -> String {
    format!("{case} {version}")
}

impl Service {
    /// Five contacts of a team in a month, drawn by a stated seed. Reading each passes the gate of its case and is in the
    /// audit.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn contacts_to_read(
        &self,
        actor: &Actor,
        team: Option<String>,
        month: Date,
        seed: u64,
        now: Timestamp,
    ) -> Result<ContactSample, ServiceError> {
        self.allow(actor, Action::SeeWorkload)?;
        let own = actor.person.organisation.as_str();
        let without = self.shut_cases(actor).await?;
        let directory = self.directory();
        let teams: Vec<(String, String)> =
            directory.teams_of(own).into_iter().map(|team| (team.id.clone(), team.name.clone())).collect();
        let team = team.filter(|team| !team.is_empty());
        let days = (start_of_london_day(month.first_of_month()), end_of_london_day(month.last_of_month()));
        let owner = team_or_all(team.clone());
        let population = self.store.contacts_recorded(own, &owner, days, &without).await?;
        let there = population.len();
        let drawn =
            sample::in_order(population, &seed.to_string(), |(case, version)| contact_id(*case, *version));
        let mut contacts = Vec::with_capacity(DRAWN);
        let mut not_theirs = 0;
        for (case, version) in drawn.into_iter().take(DRAWN) {
            match self.contact_read(actor, case, version, now).await? {
                Some(contact) => contacts.push(contact),
                None => not_theirs += 1,
            }
        }
        self.write_meanwhile(actor);
        Ok(ContactSample {
            team: team.map(|team| directory.team_name(&team).to_owned()).unwrap_or_default(),
            month: month.first_of_month(),
            seed,
            population: there,
            not_theirs,
            contacts,
            teams,
        })
    }

    async fn contact_read(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        now: Timestamp,
    ) -> Result<Option<ContactRead>, ServiceError> {
        let loaded = match self.case_for(actor, Action::SeeCase, case).await {
            Ok(loaded) => loaded,
            Err(ServiceError::NotFound) => return Ok(None),
            Err(reason) => return Err(reason),
        };
        let sight = self.sight(actor, &loaded).await?;
        let Some(recorded) = event_of(&loaded, version) else { return Ok(None) };
        let CaseEvent::ContactRecorded(contact) = &recorded.event else { return Ok(None) };
        if !sight.sees_of(Part::ContactContent, contact.victim) {
            return Ok(None);
        }
        sight.note_shown(actor, Part::ContactContent, Some(contact.victim));
        let duties = self.duty_lines(&loaded, now);
        Ok(Some(self.as_read(&loaded, recorded, contact, &duties)))
    }

    fn as_read(
        &self,
        loaded: &LoadedCase,
        recorded: &Recorded,
        contact: &Contact,
        duties: &[DutyLine],
    ) -> ContactRead {
        let met = |line: &&DutyLine| {
            line.owed.victim == contact.victim
                && contact
                    .meets
                    .iter()
                    .any(|met| met.duty == line.owed.duty && met.trigger == line.owed.trigger)
        };
        let owed = duties.iter().filter(met).map(|line| {
            let what =
                line.rule.map_or_else(|| line.owed.duty.clone(), |rule| duty_words(rule, Language::English));
            let late = line.owed.due_at.is_some_and(|due| recorded.at >= due);
            (what, line.owed.due, late)
        });
        let by = recorded.by.person.as_ref().map(|by| self.directory().person_name(by.as_str()).to_owned());
        ContactRead {
            case: loaded.case.id,
            reference: timeline::reference_of(&loaded.case),
            version: recorded.version,
            victim: victim_name(loaded, contact.victim),
            at: recorded.at,
            by: by.unwrap_or_else(|| "Nobody is named".to_owned()),
            channel: contact.channel.words(),
            told: loaded.texts.words(&contact.told).unwrap_or_default(),
            understood: understood_words(contact.understood),
            owed: owed.collect(),
            answers: answers(loaded, recorded.version, contact.victim, &contact.meets),
        }
    }
}

/// What a victim said of a contact, and of what it was to meet.
fn answers(loaded: &LoadedCase, version: u64, victim: VictimId, meets: &[DutyRef]) -> Vec<String> {
    let case = &loaded.case;
    let words = |text: &Option<record::PersonalRef>| {
        let words = text.as_ref().and_then(|text| loaded.texts.words(text));
        words.map(|words| format!(" “{words}”")).unwrap_or_default()
    };
    let mut said = Vec::new();
    if let Some((answer, text, _)) = case.contact_answers.get(&(victim, version)) {
        said.push(format!("They say {}.{}", answer_words(*answer), words(text)));
    }
    for met in meets {
        let about = DutyRef { victim: None, ..met.clone() };
        if let Some((answer, text, _)) = case.answers.get(&(victim, about)) {
            said.push(format!("They say {}.{}", answer_words(*answer), words(text)));
        }
    }
    if let Some(reply) = case.replies.about(victim, version) {
        let answers = format!("Understood: {}. Helped: {}.", reply.understood.words(), reply.helped.words());
        said.push(format!("{answers}{}", words(&reply.words)));
    }
    said
}
