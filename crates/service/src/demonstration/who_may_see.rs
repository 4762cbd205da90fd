//! What the demonstration shows of access: terms of use and an agreement, a mandate, a case restricted because an officer
//! is involved, a case that somebody of another force opened for a reason.

use super::{
    burglary,
    moments::Moments,
    people::owner,
    robbery,
    story::{Story, conditions},
};
use crate::{
    Service, ServiceError,
    access::{broken_glass::BreakGlassForm, mandates::MandateForm},
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::{Timestamp, ToSpan};
use record::{
    PersonDetails,
    access::{MandateScope, RepresentativeKind},
    event::ReferenceKind,
};
use std::collections::BTreeSet;
use store::{Acceptance, Agreement};

const SUPERVISOR: &str = "police-supervisor-1";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    agreements(service, moments).await?;
    a_mother_acts(service, moments).await?;
    an_officer_is_involved(service, moments).await?;
    opened_for_a_reason(service, moments).await
}

/// Terms of use that everybody accepted, and an agreement between the police, witness care and the support service.
async fn agreements(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    if !service.store.agreements().await?.is_empty() {
        return Ok(());
    }
    let made_at = moments.days_ago(300, "10:00");
    let from = calendar::london_date(made_at);
    let agreement = |kind: &str, title: &str, body: &str, purpose: &str, basis: &str| Agreement {
        id: crate::new_id(made_at),
        kind: kind.into(),
        title: title.into(),
        body: body.into(),
        purpose: purpose.into(),
        basis: basis.into(),
        from_day: from.to_string(),
        review_day: from.saturating_add(2.years()).to_string(),
        ended_day: None,
        made_by: "information-governance-1".into(),
        made_at: made_at.as_millisecond(),
    };
    let terms = agreement(
        "terms",
        "Terms of use",
        "Look only at cases that you work on.\nEvery look is written down, and the victim can read who looked.\n\
         Never share how you sign in.\nIf you know somebody in a case, say so at once.",
        "",
        "",
    );
    let sharing = agreement(
        "sharing",
        "Victim support in Riverside",
        "What is shared is the least that is needed to offer support.\nIt is shared when the victim agrees, and no \
         longer when they take that back.\nThe support service keeps its own notes to itself.",
        "Name, safe contact and what happened in two sentences, to offer support",
        "The victim's consent",
    );
    service.store.save_agreement(&terms, &[]).await?;
    let parties = ["riverside-police", "witness-care", "hearth"].map(str::to_owned);
    service.store.save_agreement(&sharing, &parties).await?;
    let accepted = |agreement, organisation: &str, person: &str| Acceptance {
        agreement,
        organisation: organisation.into(),
        person: person.into(),
        accepted_at: made_at.as_millisecond(),
    };
    for (organisation, person) in [("riverside-police", SUPERVISOR), ("hearth", "advocate-1")] {
        service.store.accept_agreement(&accepted(sharing.id, organisation, person)).await?;
    }
    for person in service.directory().people.keys() {
        service.store.accept_agreement(&accepted(terms.id, "", person)).await?;
    }
    Ok(())
}

/// The mother of a boy of 16 acts for him: she may read and answer.
async fn a_mother_acts(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let at = moments.earlier_today(3);
    let boy = service.actor(robbery::YOUNG, at).ok_or(ServiceError::NotFound)?;
    if !service.own_mandates(&boy, at).await?.is_empty() {
        return Ok(());
    }
    let form = MandateForm {
        name: "Marguerite Okonjo-Field".into(),
        phone: Some("07700 900233".into()),
        kind: Some(RepresentativeKind::Parent),
        scope: BTreeSet::from([MandateScope::See, MandateScope::Answer]),
        ..MandateForm::default()
    };
    service.give_mandate(&boy, form, at).await.map(drop)
}

/// A case against an officer: two supervisors alone see it.
async fn an_officer_is_involved(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.days_ago(9, "15:40");
    let form = OpenCaseForm {
        title: "Assault".into(),
        area: Some("01".into()),
        references: vec![(ReferenceKind::Urn, format!("01RV07719{}", moments.year_of(reported)))],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Coralie Huxtable-Amin".into(),
                phones: vec!["07700 900241".into()],
                ..PersonDetails::default()
            },
            ..NewVictim::default()
        }],
        owners: vec![owner("police", SUPERVISOR)],
        reported_at: reported,
        known: conditions(&[("recordable_crime", true), ("sexual_gender_or_domestic", false)]),
        words: Some("The person she names works for the force.".into()),
    };
    let Some(story) = Story::begin(service, moments.now, SUPERVISOR, &[], form).await? else {
        return Ok(());
    };
    let at = reported.checked_add(20.minutes()).unwrap_or(reported);
    let sergeant = service.actor(SUPERVISOR, at).ok_or(ServiceError::NotFound)?;
    let people = BTreeSet::from([SUPERVISOR.to_owned(), "witness-care-supervisor".to_owned()]);
    let words = "The person named works in the investigation team.".to_owned();
    service.restrict_case(&sergeant, story.case, story.version, people, words, at).await.map(drop)
}

/// The victim of the burglary stood at the counter of another force.
async fn opened_for_a_reason(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let at: Timestamp = moments.days_ago(2, "18:25");
    let officer = service.actor("police-officer-5", at).ok_or(ServiceError::NotFound)?;
    let victim = service.actor(burglary::VICTIM, at).ok_or(ServiceError::NotFound)?;
    let (case, _) = victim.victim().ok_or(ServiceError::NotFound)?;
    if !service.store.broken_glass_of("riverside-police", 1).await?.is_empty() {
        return Ok(());
    }
    let references = service.store.references_of(&[case]).await?;
    let Some(reference) = references.get(&case) else { return Ok(()) };
    let form = BreakGlassForm {
        reference: reference.clone(),
        kind: "victim_asks".into(),
        reason: "She is at our front counter in Downland and Riverside do not answer. She asks whether he is still \
                 on bail."
            .into(),
    };
    service.break_glass(&officer, form, at).await.map(drop)
}
