//! Consent and other lawful bases, purpose by purpose: asked, given, refused, withdrawn, with who asked and in what
//! words (NEED-5). What is withdrawn is no longer shared from the next request on, because the gate reads this.

use super::reason_problem;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any, sign_in::Directory, timeline};
use jiff::{Timestamp, civil::Date};
use policy::{Action, Part};
use record::{
    AccessEvent, CaseEvent, CaseId, OrganisationId, VictimId,
    access::{Basis, Purpose},
};
use store::LoadedCase;

/// What a member of staff filled in.
#[derive(Clone, Debug)]
pub struct SharingForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Whose information.
    pub victim: Option<VictimId>,
    /// Id of the organisation that would get it.
    pub with: String,
    /// For what.
    pub purpose: Option<Purpose>,
    /// On which basis, or that the victim refused.
    pub basis: Option<Basis>,
    /// What was asked and answered; for a law, which one and why.
    pub words: String,
}

/// A decision about sharing that stands.
#[derive(Clone, Debug)]
pub struct SharingLine {
    /// Whose information.
    pub victim: VictimId,
    /// Their name.
    pub victim_name: String,
    /// Id of the organisation.
    pub with: String,
    /// Its name.
    pub with_name: String,
    /// For what.
    pub purpose: Purpose,
    /// On which basis.
    pub basis: Basis,
    /// The day on which it was decided, in words.
    pub on: Date,
    /// Who asked or decided: the name of an organisation; "the victim" when they did it themselves.
    pub asked_by: String,
    /// In which words.
    pub words: String,
}

/// What can be shared with whom, for the form.
#[derive(Clone, Debug)]
pub struct SharingPage {
    /// The case.
    pub case: CaseId,
    /// Version that was read.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// Decisions that stand.
    pub lines: Vec<SharingLine>,
    /// Victims: id and name.
    pub victims: Vec<(VictimId, String)>,
    /// Organisations: id and name, and whether they accepted a sharing agreement that is in force.
    pub organisations: Vec<(String, String, bool)>,
}

impl Service {
    /// The decisions about sharing in a case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn sharing_of(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<SharingPage, ServiceError> {
        let loaded = self.case_for(actor, Action::See(Part::Sharing), case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let directory = self.directory();
        let agreed = self.store.organisations_with_agreement(calendar::london_date(now)).await?;
        let organisations = directory.organisations.values();
        let mut organisations: Vec<_> =
            organisations.map(|o| (o.id.clone(), o.name.clone(), agreed.contains(&o.id))).collect();
        organisations.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(SharingPage {
            case,
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            lines: lines(&loaded, &directory, None)
                .into_iter()
                .filter(|line| sight.sees_sharing(line.victim, &OrganisationId(line.with.clone())))
                .collect(),
            victims: loaded
                .case
                .victims
                .iter()
                .filter(|victim| sight.knows(victim.id))
                .map(|victim| (victim.id, timeline::victim_name(&loaded, victim.id)))
                .collect(),
            organisations,
        })
    }

    /// Records what was asked of a victim and answered, or which law decides.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn record_sharing(
        &self,
        actor: &Actor,
        case: CaseId,
        form: SharingForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = match form.victim {
            Some(victim) => self.case_for_victim(actor, Action::RecordSharing, case, victim).await?,
            None => self.case_for(actor, Action::RecordSharing, case).await?,
        };
        self.unchanged_since(actor, &loaded, form.version)?;
        let mut problems = Vec::new();
        let victim = form.victim.filter(|victim| loaded.case.victim(*victim).is_some());
        if victim.is_none() {
            problems.push(Problem::new("victim", "Select whose information it is"));
        }
        if !self.directory().organisations.contains_key(&form.with) {
            problems.push(Problem::new("with", "Select the organisation that was asked about"));
        }
        if form.purpose.is_none() {
            problems.push(Problem::new("purpose", "Select what the information is for"));
        }
        if form.basis.is_none() {
            problems.push(Problem::new("basis", "Select what the victim said, or which law decides"));
        }
        if form.basis.is_some_and(Basis::allows) && form.with == actor.person.organisation {
            let ask = "Somebody else must record that your own organisation may have information";
            problems.push(Problem::new("with", ask));
        }
        let ask = "Write what was asked and what the victim said; for a law, which one and why it applies";
        problems.extend(reason_problem("words", &form.words, ask));
        refuse_if_any(problems)?;
        let (Some(victim), Some(purpose), Some(basis)) = (victim, form.purpose, form.basis) else {
            return Err(ServiceError::Invalid(Vec::new()));
        };
        let with = OrganisationId(form.with);
        let decided = |words| AccessEvent::SharingDecided { victim, with, purpose, basis, words };
        self.record_access(actor, loaded, decided, Some(form.words), now).await
    }

    /// Who may have the victim's own information, and for what; also what they refused.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case that is theirs.
    pub async fn own_sharing(&self, actor: &Actor) -> Result<Vec<SharingLine>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::DecideOwnSharing, case).await?;
        Ok(lines(&loaded, &self.directory(), Some(victim)))
    }

    /// The victim says yes or no to something they were asked before. What a law decides they cannot change here.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody asked them this.
    pub async fn decide_own_sharing(
        &self,
        actor: &Actor,
        with: &str,
        purpose: Purpose,
        agrees: bool,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let (_, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let key = (victim, OrganisationId(with.to_owned()), purpose);
        self.victim_decides(actor, Action::DecideOwnSharing, now, |loaded, _| {
            let asked = loaded.case.access.sharing.get(&key).ok_or(ServiceError::NotFound)?;
            let basis = match (asked.basis, agrees) {
                (Basis::ConsentGiven, true) | (Basis::ConsentRefused | Basis::ConsentWithdrawn, false) => {
                    return Ok(Vec::new());
                }
                (Basis::ConsentRefused | Basis::ConsentWithdrawn, true) => Basis::ConsentGiven,
                (Basis::ConsentGiven, false) => Basis::ConsentWithdrawn,
                _ => return Err(ServiceError::NotFound),
            };
            let (victim, with, purpose) = key.clone();
            Ok(vec![AccessEvent::SharingDecided { victim, with, purpose, basis, words: None }])
        })
        .await
    }
}

fn lines(loaded: &LoadedCase, directory: &Directory, only: Option<VictimId>) -> Vec<SharingLine> {
    let standing = loaded.case.access.sharing.iter();
    standing
        .filter(|((victim, ..), _)| only.is_none_or(|only| only == *victim))
        .map(|((victim, with, purpose), sharing)| {
            let event = usize::try_from(sharing.version)
                .ok()
                .and_then(|version| loaded.events.get(version.checked_sub(1)?));
            let asked_by = event.map(|event| event.by.organisation.as_str()).unwrap_or_default();
            let words = event.and_then(|event| match &event.event {
                CaseEvent::Access(AccessEvent::SharingDecided { words: Some(words), .. }) => {
                    loaded.texts.words(words)
                }
                _ => None,
            });
            SharingLine {
                victim: *victim,
                victim_name: timeline::victim_name(loaded, *victim),
                with: with.0.clone(),
                with_name: directory.organisation_name(with.as_str()).to_owned(),
                purpose: *purpose,
                basis: sharing.basis,
                on: calendar::london_date(sharing.at),
                asked_by: match asked_by {
                    "" => "the victim".to_owned(),
                    organisation => directory.organisation_name(organisation).to_owned(),
                },
                words: words.unwrap_or_default(),
            }
        })
        .collect()
}
