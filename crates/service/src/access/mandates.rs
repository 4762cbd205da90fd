//! Somebody acts for a victim: a parent, the family's spokesperson, an advocate (NEED-6, ACC-9). The victim says who,
//! for what and until when, sees it, and ends it; it counts from the next request on.

use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any, record_contact::Texts};
use jiff::{Timestamp, civil::Date};
use policy::Action;
use record::{
    AccessEvent, CaseEvent, CaseId, PersonDetails, RepresentativeId, VictimId,
    access::{MandateScope, RepresentativeKind},
};
use std::collections::BTreeSet;
use store::{LoadedCase, NewEvent};

/// The longest name or address that is kept.
const LONGEST_DETAIL: usize = 200;

/// Who is to act, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct MandateForm {
    /// Their name.
    pub name: String,
    /// Their phone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// What they are to the victim.
    pub kind: Option<RepresentativeKind>,
    /// What they may do.
    pub scope: BTreeSet<MandateScope>,
    /// The last day, London; none until it is ended.
    pub until: Option<Date>,
}

/// A mandate, for a page.
#[derive(Clone, Debug)]
pub struct MandateLine {
    /// Id.
    pub representative: RepresentativeId,
    /// For which victim.
    pub victim: VictimId,
    /// The representative's name.
    pub name: String,
    /// What they are to the victim.
    pub kind: RepresentativeKind,
    /// What they may do.
    pub scope: Vec<MandateScope>,
    /// The last day, in words.
    pub until: Option<Date>,
    /// Whether it holds today.
    pub holds: bool,
}

impl Service {
    /// Who acts, or acted, for the victim.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case that is theirs.
    pub async fn own_mandates(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<MandateLine>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::GiveMandate, case).await?;
        Ok(lines(&loaded, Some(victim), now))
    }

    /// The victim lets somebody act for them. Answers with their id, for the invitation.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn give_mandate(
        &self,
        actor: &Actor,
        form: MandateForm,
        now: Timestamp,
    ) -> Result<RepresentativeId, ServiceError> {
        let (_, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        refuse_if_any(problems(&form, now))?;
        let representative = RepresentativeId(crate::new_id(now));
        self.victim_decides(actor, Action::GiveMandate, now, |_, texts| {
            Ok(vec![given(victim, representative, &form, None, texts)?])
        })
        .await?;
        Ok(representative)
    }

    /// The victim ends it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody of that id acts for them.
    pub async fn end_own_mandate(
        &self,
        actor: &Actor,
        representative: RepresentativeId,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let (_, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        self.victim_decides(actor, Action::GiveMandate, now, |loaded, _| {
            match loaded.case.access.mandates.get(&representative) {
                Some(mandate) if mandate.victim == victim && mandate.ended => Ok(Vec::new()),
                Some(mandate) if mandate.victim == victim => {
                    Ok(vec![AccessEvent::MandateEnded { representative }])
                }
                _ => Err(ServiceError::NotFound),
            }
        })
        .await
    }

    /// Mandates of every victim of a case, for staff.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn mandates_of(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Vec<MandateLine>, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordSharing, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let lines = lines(&loaded, None, now).into_iter();
        Ok(lines.filter(|line| sight.sees_of(policy::Part::Sharing, line.victim)).collect())
    }

    /// Staff record a mandate: a parent's or guardian's by law, or what a victim told them.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    #[expect(clippy::too_many_arguments, reason = "a form, the version that was seen, and why")]
    pub async fn record_mandate(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        form: MandateForm,
        words: String,
        now: Timestamp,
    ) -> Result<RepresentativeId, ServiceError> {
        let mut loaded = self.case_for_victim(actor, Action::RecordSharing, case, victim).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut found = problems(&form, now);
        if loaded.case.victim(victim).is_none() {
            found.push(Problem::new("victim", "Select for whom they act"));
        }
        let ask = "Write who asked for it, and on what it rests: what the victim said, or the law";
        found.extend(super::reason_problem("words", &words, ask));
        refuse_if_any(found)?;
        let representative = RepresentativeId(crate::new_id(now));
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::Access(given(victim, representative, &form, Some(words), &mut texts)?);
        loaded.record(&crate::by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await?;
        Ok(representative)
    }

    /// Staff end a mandate, because the victim asked or because it is no longer safe.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of that id; [`ServiceError::Stale`] when the case changed.
    pub async fn end_mandate(
        &self,
        actor: &Actor,
        case: CaseId,
        representative: RepresentativeId,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut loaded = self.case_for(actor, Action::RecordSharing, case).await?;
        match loaded.case.access.mandates.get(&representative) {
            None => return Err(ServiceError::NotFound),
            Some(mandate) if mandate.ended => return Ok(()),
            Some(mandate) => {
                let victim = mandate.victim;
                self.case_for_victim(actor, Action::RecordSharing, case, victim).await?;
            }
        }
        let event = CaseEvent::Access(AccessEvent::MandateEnded { representative });
        loaded.record(&crate::by_person(actor), now, vec![NewEvent::at(now, event)], Vec::new())?;
        self.save(actor, loaded).await.map(drop)
    }
}

fn given(
    victim: VictimId,
    representative: RepresentativeId,
    form: &MandateForm,
    words: Option<String>,
    texts: &mut Texts,
) -> Result<AccessEvent, ServiceError> {
    let kept =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let details = texts.keep_text(PersonDetails {
        name: form.name.trim().to_owned(),
        phones: kept(&form.phone).into_iter().collect(),
        email: kept(&form.email),
        ..PersonDetails::default()
    })?;
    Ok(AccessEvent::MandateGiven {
        victim,
        representative,
        details,
        kind: form.kind.unwrap_or(RepresentativeKind::Other),
        scope: form.scope.clone(),
        until: form.until,
        words: texts.keep(words)?,
    })
}

fn problems(form: &MandateForm, now: Timestamp) -> Vec<Problem> {
    let mut problems = Vec::new();
    if form.name.trim().is_empty() {
        problems.push(Problem::new("name", "Enter the name of the person who acts"));
    }
    let details =
        [("name", Some(&form.name)), ("phone", form.phone.as_ref()), ("email", form.email.as_ref())];
    for (field, text) in details {
        if text.is_some_and(|text| text.chars().count() > LONGEST_DETAIL) {
            problems.push(Problem::new(field, format!("This must be {LONGEST_DETAIL} characters or fewer")));
        }
    }
    if form.kind.is_none() {
        problems.push(Problem::new("kind", "Select who they are"));
    }
    if form.scope.is_empty() {
        problems.push(Problem::new("scope", "Select what they may do"));
    }
    if form.until.is_some_and(|until| until < calendar::london_date(now)) {
        problems.push(Problem::new("until", "The last day must be today or later"));
    }
    problems
}

pub(crate) fn lines(loaded: &LoadedCase, only: Option<VictimId>, now: Timestamp) -> Vec<MandateLine> {
    let today = calendar::london_date(now);
    let given = loaded.case.access.mandates.iter();
    let mut lines: Vec<MandateLine> = given
        .filter(|(_, mandate)| only.is_none_or(|only| only == mandate.victim))
        .map(|(id, mandate)| MandateLine {
            representative: *id,
            victim: mandate.victim,
            name: loaded
                .texts
                .read::<PersonDetails>(&mandate.details)
                .map_or_else(|| "Somebody".to_owned(), |details| details.name),
            kind: mandate.kind,
            scope: mandate.scope.iter().copied().collect(),
            until: mandate.until,
            holds: mandate.holds(today),
        })
        .collect();
    lines.sort_by_key(|line| !line.holds);
    lines
}
