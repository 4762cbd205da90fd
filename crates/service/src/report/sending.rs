//! What a report becomes: a case with an owner and its clocks running. The same for whoever wrote it themselves and for
//! staff who took it.

use super::{Report, draft::OpenDraft};
use crate::{
    Actor, Problem, Service, ServiceError,
    accounts::{
        AccountError, contacts,
        invite::{Card, LASTS, normal_word},
    },
    alerts,
    audit::ALLOWED,
    by_person,
    error::refuse_if_any,
    files::LookedAt,
    new_id,
    open_case::{NewOwner, NewVictim, OpenCaseForm, opening_events},
    record_contact::Texts,
};
use identity::code;
use jiff::Timestamp;
use language::Language;
use policy::Action;
use record::{
    AccessEvent, CaseEvent, CaseId, Origin, Recorder, ReportEvent, VictimId,
    access::{Basis, Purpose},
    event::{FlagBecause, ReferenceKind},
    report::{Door, Kind, ReportedBy, Wants},
    safe_contact::Reads,
};
use serde::{Deserialize, Serialize};
use store::{AuditLine, Batch, LoadedCase, NewEvent, StoreError};
use uuid::Uuid;

/// The action in the audit.
const SENT: &str = "report_sent";
const INVITER: &str = "report";

/// What came of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The case.
    pub case: CaseId,
    /// The reference to quote.
    pub reference: String,
    /// What was wanted.
    pub wants: Wants,
    /// Who has it now.
    pub owner: String,
    /// Their phone number; may be empty.
    pub phone: String,
    /// The code with which they sign in, and until when it works, milliseconds since 1970.
    pub code: Option<(String, i64)>,
    /// Whether the code asks for the word that they chose; otherwise for reference and family name.
    pub asks_word: bool,
}

/// What staff filled in for somebody.
#[derive(Clone, Debug)]
pub struct TakeReportForm {
    /// The id of the form, made when it was shown: sent twice by the same person, it is one case.
    pub form: Uuid,
    /// By which door.
    pub door: Door,
    /// What was said.
    pub report: Report,
}

/// Everything that makes a case of a report.
struct Taking<'a> {
    case: CaseId,
    victim: VictimId,
    reference: &'a str,
    report: &'a Report,
    door: Door,
    owners: Vec<NewOwner>,
    reads: Reads,
    by: Recorder,
    now: Timestamp,
}

impl Service {
    /// Sends a report: opens its case, starts what is owed, and invites whoever reported for themselves to sign in. Sent
    /// again, it is the same case.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each question that must be answered first.
    pub async fn send_report(
        &self,
        draft: &mut OpenDraft,
        language: Language,
        from: &str,
        now: Timestamp,
    ) -> Result<Sent, AccountError> {
        if let Some(sent) = &draft.body.sent {
            return Ok(sent.clone());
        }
        refuse_if_any(draft.body.report.problems())?;
        self.not_too_often("report sent", from, now).await?;
        let files = self.files_of_draft(draft).await?;
        let body = &draft.body;
        let owner = self.owner_of(&body.report)?;
        let taking = Taking {
            case: body.case,
            victim: body.victim,
            reference: &body.reference,
            report: &body.report,
            door: Door::Online,
            owners: vec![owner.clone()],
            reads: if language == Language::Welsh { Reads::Welsh } else { Reads::English },
            by: Recorder {
                organisation: owner.organisation.as_str().into(),
                person: None,
                origin: Origin::Public,
            },
            now,
        };
        let loaded = self.open_reported(taking, &files).await?;
        let line = AuditLine {
            at: now,
            visit: new_id(now),
            action: SENT.into(),
            case: Some(loaded.case.id),
            outcome: ALLOWED.into(),
            source: from.into(),
            ..AuditLine::default()
        };
        self.store.write_audit(vec![line]).await?;
        let card = match draft.body.report.by {
            // Who reports for somebody else must not sign in in their place.
            Some(ReportedBy::Victim | ReportedBy::Anonymous) => {
                self.invite_reporter(&loaded, draft.body.victim, &draft.body.report, INVITER, now).await?
            }
            _ => None,
        };
        let sent = self.sent(&loaded, &draft.body.reference, &draft.body.report, &owner, card);
        self.draft_was_sent(draft, sent.clone(), now).await?;
        Ok(sent)
    }

    /// Takes a report for somebody at a counter, on the phone or where it happened (REP-1). The same case as they would have
    /// opened themselves; the organisation of whoever takes it keeps seeing it.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff; [`ServiceError::Invalid`] names each field and what to do.
    pub async fn take_report(
        &self,
        actor: &Actor,
        form: TakeReportForm,
        files: Vec<LookedAt>,
        now: Timestamp,
    ) -> Result<Sent, AccountError> {
        self.allow(actor, Action::OpenCase)?;
        refuse_if_any(form.report.problems())?;
        let directory = self.directory();
        let own = directory.organisations.get(&actor.person.organisation);
        let own_provider = own.map(|o| o.provider.clone()).filter(|provider| !provider.is_empty());
        let owner = match (form.report.wants, &own_provider) {
            // They came to this service for help: it is theirs. So is a report to the police whose area nobody knows.
            (Some(Wants::Help), Some(provider)) if provider == "support_service" => owned(provider, actor),
            (Some(Wants::Police), Some(provider)) if provider == "police" && form.report.area.is_empty() => {
                owned(provider, actor)
            }
            _ => self.owner_of(&form.report)?,
        };
        let mut owners = vec![owner.clone()];
        // Police who are told "no police" keep nothing of it: the service has it alone.
        let also = form.report.wants == Some(Wants::Police)
            && owner.organisation != actor.person.organisation
            && own_provider.as_ref().is_some_and(|provider| *provider != owner.provider);
        owners.extend(own_provider.filter(|_| also).map(|provider| owned(&provider, actor)));
        let (case, victim) = self.ids_of_form(actor, form.form)?;
        let letters = code::paper_code()?;
        let reference = format!("R-{}", letters.get(..9).unwrap_or(&letters));
        let taking = Taking {
            case,
            victim,
            reference: &reference,
            report: &form.report,
            door: form.door,
            owners,
            reads: Reads::English,
            by: by_person(actor),
            now,
        };
        let loaded = self.open_reported(taking, &files).await?;
        let card = match form.report.by {
            Some(ReportedBy::Victim) => {
                self.invite_reporter(&loaded, victim, &form.report, &actor.person.id, now).await?
            }
            _ => None,
        };
        Ok(self.sent(&loaded, &reference, &form.report, &owner, card))
    }

    /// The ids of what a form opens: always the same of one form of one person, and nobody can choose them. Else a form
    /// with the id of somebody's case would hand out a code to it.
    fn ids_of_form(&self, actor: &Actor, form: Uuid) -> Result<(CaseId, VictimId), StoreError> {
        let of = |what: &str| -> Result<Uuid, StoreError> {
            let hash = self.keyed_hash(what, &format!("{form}\n{}", actor.person.id))?;
            let mut bytes = [0; 16];
            bytes.iter_mut().zip(hash).for_each(|(byte, of_hash)| *byte = of_hash);
            // In the order of time, as all ids are.
            bytes.iter_mut().zip(form.as_bytes()).take(6).for_each(|(byte, of_form)| *byte = *of_form);
            Ok(uuid::Builder::from_bytes(bytes)
                .with_version(uuid::Version::SortRand)
                .with_variant(uuid::Variant::RFC4122)
                .into_uuid())
        };
        Ok((CaseId(of("report form: case")?), VictimId(of("report form: victim")?)))
    }

    /// Opens the case, or reads it when it was opened a moment ago by the same report.
    async fn open_reported(
        &self,
        taking: Taking<'_>,
        files: &[LookedAt],
    ) -> Result<LoadedCase, ServiceError> {
        let case = taking.case;
        if let Some(known) = self.store.load(case).await? {
            return same_report(known, taking.victim);
        }
        let victim = taking.victim;
        let mut loaded = reported_case(taking, files)?;
        let outbox = alerts::follows(&loaded, self.rules);
        let batch = Batch { outbox, ..Batch::of(loaded.changes(self.rules)) };
        match self.store.commit(batch).await {
            Ok(()) => {
                self.ring();
                Ok(loaded)
            }
            // The other of two taps was faster.
            Err(StoreError::Conflict) => {
                same_report(self.store.load(case).await?.ok_or(StoreError::Conflict)?, victim)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Who answers for a report: the police of the area, or a support service and no police.
    fn owner_of(&self, report: &Report) -> Result<NewOwner, ServiceError> {
        let provider = if report.wants == Some(Wants::Help) { "support_service" } else { "police" };
        let directory = self.directory();
        let mut known: Vec<_> = directory
            .organisations
            .values()
            .filter(|o| o.provider == provider && o.ended_on.is_none())
            .collect();
        // Those of the area first, then those that are everywhere, then anybody: somebody must have it.
        known.sort_by_key(|o| (!o.names_area(&report.area), !o.area.is_empty(), o.id.clone()));
        let owner = known.first().map(|o| NewOwner {
            provider: provider.to_owned(),
            organisation: o.id.clone(),
            team: None,
            person: None,
        });
        owner.ok_or_else(|| ServiceError::Invalid(vec![Problem::new("want", NOBODY)]))
    }

    /// A code with which whoever reported for themselves signs in: with the word that they chose, or with reference and
    /// family name. Without either there is none.
    async fn invite_reporter(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        report: &Report,
        made_by: &str,
        now: Timestamp,
    ) -> Result<Option<Card>, AccountError> {
        let word = normal_word(&report.word);
        let question = match (word.is_empty(), contacts::family_name(&report.answers.name).is_some()) {
            (false, _) => "word",
            (true, true) => "reference",
            (true, false) => return Ok(None),
        };
        let (card, mut invitation) = self.new_invitation("victim", made_by, LASTS, now)?;
        invitation.case_id = Some(loaded.case.id.0);
        invitation.victim_id = Some(victim.0);
        invitation.word = if word.is_empty() { None } else { Some(self.hash_of(word).await?) };
        invitation.question = question.into();
        self.store.invite(&invitation).await?;
        Ok(Some(card))
    }

    fn sent(
        &self,
        loaded: &LoadedCase,
        reference: &str,
        report: &Report,
        owner: &NewOwner,
        card: Option<Card>,
    ) -> Sent {
        let directory = self.directory();
        let organisation = directory.organisations.get(&owner.organisation);
        Sent {
            case: loaded.case.id,
            reference: loaded.case.reference().unwrap_or(reference).to_owned(),
            wants: report.wants.unwrap_or(Wants::Police),
            owner: organisation.map(|o| o.name.clone()).unwrap_or_default(),
            phone: organisation.map(|o| o.phone.clone()).unwrap_or_default(),
            code: card.map(|card| (card.code, card.until.as_millisecond())),
            asks_word: !report.word.trim().is_empty(),
        }
    }
}

const NOBODY: &str =
    "Nobody can take this here at the moment. Call 101 for the police, or 08 08 16 89 111 for Victim Support";

fn owned(provider: &str, actor: &Actor) -> NewOwner {
    NewOwner {
        provider: provider.to_owned(),
        organisation: actor.person.organisation.clone(),
        team: Some(actor.person.team.clone()).filter(|team| !team.is_empty()),
        person: None,
    }
}

/// The case that a report opened before: of that report and no other.
fn same_report(known: LoadedCase, victim: VictimId) -> Result<LoadedCase, ServiceError> {
    let is_it = known.case.reports.taken.iter().any(|taken| taken.victim == victim);
    if is_it { Ok(known) } else { Err(ServiceError::NotFound) }
}

/// The case of a report, not saved yet.
fn reported_case(taking: Taking<'_>, files: &[LookedAt]) -> Result<LoadedCase, ServiceError> {
    let Taking { case, victim, reference, report, door, owners, reads, by, now } = taking;
    let kind = report.kind.unwrap_or(Kind::Other);
    let wants = report.wants.unwrap_or(Wants::Police);
    let given_by = report.by.unwrap_or(ReportedBy::Anonymous);
    let flags = kind
        .flags()
        .into_iter()
        .map(|(flag, because)| FlagBecause { flag: flag.to_owned(), because: because.to_owned() });
    let supports = owners.iter().find(|owner| owner.provider == "support_service").cloned();
    let form = OpenCaseForm {
        title: kind.title(wants).to_owned(),
        area: Some(report.area.clone()).filter(|area| !area.is_empty()),
        references: vec![(ReferenceKind::Service, reference.to_owned())],
        victims: vec![NewVictim {
            details: report.details(),
            flags: flags.collect(),
            preferences: report.preferences(reads),
        }],
        owners,
        reported_at: now,
        known: Default::default(),
        words: Some(report.answers.what.clone()),
    };
    let trigger = if wants == Wants::Help { "victim_self_refers" } else { "crime_reported" };
    let mut texts = Texts { case, now, personal: Vec::new() };
    let mut loaded = LoadedCase::new(case);
    let rule = Recorder { origin: Origin::Rule, ..by.clone() };
    let events = opening_events(form, &[victim], trigger, &mut texts)?;
    let events: Vec<_> = events
        .into_iter()
        // What police owe to somebody with Enhanced Rights begins when police know of it.
        .filter(|(follows, ..)| !follows || wants == Wants::Police)
        .map(|(follows, at, event)| {
            (if follows { rule.clone() } else { by.clone() }, now, NewEvent::at(at, event))
        })
        .collect();
    loaded.record_each(events, texts.personal)?;
    let mut kept = Vec::with_capacity(files.len());
    for file in files {
        kept.push(file.keep(&mut loaded, &by, victim, now)?);
    }
    let mut texts = Texts { case, now, personal: Vec::new() };
    let answers = texts.keep_text(&report.answers)?;
    let taken = ReportEvent::Taken { victim, door, by: given_by, wants, kind, answers, files: kept };
    let mut events = vec![CaseEvent::Report(taken)];
    if let Some(service) = supports {
        // They asked for this help themselves: that is their agreement, and the service's reason to see the case (Right 4).
        let said =
            if given_by == ReportedBy::Victim { "asked for help" } else { "was said to know and to agree" };
        let words =
            texts.keep_text(format!("The person {said} when this was reported ({}).", door.words()))?;
        events.push(CaseEvent::Access(AccessEvent::SharingDecided {
            victim,
            with: service.organisation.as_str().into(),
            purpose: Purpose::Support,
            basis: Basis::ConsentGiven,
            words: Some(words),
        }));
    }
    let events = events.into_iter().map(|event| NewEvent::at(now, event)).collect();
    loaded.record(&by, now, events, texts.personal)?;
    Ok(loaded)
}
