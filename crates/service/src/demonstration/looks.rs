//! Who looked at what in the last days: the ordinary work of those who hold the told cases, and a few visits that
//! professional standards should ask about. Lines of the audit only; nothing here changes a case.

use super::{VICTIMS, burglary, domestic_abuse, moments::Moments};
use crate::{
    Actor, Service, ServiceError,
    audit::{ALLOWED, FOUND, REFUSED, SIGNED_IN},
    my_work::WorkQuery,
    new_id,
};
use jiff::{Timestamp, ToSpan};
use policy::{Action, Part};
use record::{CaseId, VictimId, view::TermKind};
use store::{AuditLine, WorkOwner, WorkState};
use uuid::Uuid;

/// How many cases somebody with too much curiosity looks at in one night.
const TOO_MANY: usize = 34;
/// How many numbers somebody tries.
const GUESSES: u128 = 6;
/// An address kept free for examples (RFC 5737).
const DESK: &str = "192.0.2.14";

/// A case, and the victim who can sign in to it.
type Place = (CaseId, VictimId);

/// Writes the lines, once.
pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    if service.store.audit_begins("riverside-police").await?.is_some() {
        return Ok(());
    }
    let mut lines = Vec::new();
    for (victim, _) in VICTIMS {
        let Some(actor) = service.actor(victim, moments.now) else { continue };
        let Some(place) = actor.victim() else { continue };
        ordinary(service, moments, place, &mut lines).await?;
        lines.push(line(&actor, moments.days_ago(2, "19:12"), SIGNED_IN, Some(place)));
    }
    odd(service, moments, &mut lines).await?;
    lines.sort_by_key(|line| line.at);
    service.store.write_audit(lines).await?;
    for organisation in ["riverside-police", "downland-police"] {
        service.examine(organisation, moments.now, usize::MAX).await?;
    }
    Ok(())
}

/// Those who hold a case look at it, and the unit that hears of it next finds it by a search.
async fn ordinary(
    service: &Service,
    moments: &Moments,
    place: Place,
    lines: &mut Vec<AuditLine>,
) -> Result<(), ServiceError> {
    let loaded = service.store.load(place.0).await?.ok_or(ServiceError::NotFound)?;
    let holders = loaded.case.owners.values().filter_map(|owner| owner.person.as_ref());
    for (number, holder) in holders.enumerate() {
        let clocks = [(6, "10:05"), (3, "11:20"), (3, "14:40"), (1, "09:35")];
        for (days, clock) in clocks.into_iter().skip(number % 3) {
            let at = moments.working(days, clock);
            let Some(actor) = service.actor(holder.as_str(), at) else { continue };
            let mut seen = line(&actor, at, Action::SeeCase.slug(), Some(place));
            let parts = [Part::Summary, Part::Duties, Part::Timeline];
            seen.part = parts.map(Part::slug).join(" ");
            if days == 3 {
                seen.part = format!("{} {}", seen.part, Part::VictimDetails.slug());
                seen.victim = Some(place.1);
            }
            lines.push(seen);
            if days == 6 {
                lines.push(line(&actor, at, FOUND, Some(place)));
            }
        }
    }
    Ok(())
}

async fn odd(service: &Service, moments: &Moments, lines: &mut Vec<AuditLine>) -> Result<(), ServiceError> {
    let place = |victim: &str| service.actor(victim, moments.now).and_then(|actor| actor.victim());
    // A case that people talk about: several look who have nothing to do with it.
    if let Some(talked_of) = place(domestic_abuse::VICTIM) {
        let curious = ["police-officer-1", "police-officer-3", "victim-care-1", "police-supervisor-1"];
        for (person, clock) in curious.into_iter().zip(["10:40", "11:05", "13:15", "15:50"]) {
            let at = moments.working(2, clock);
            if let Some(actor) = service.actor(person, at) {
                lines.push(line(&actor, at, Action::SeeCase.slug(), Some(talked_of)));
            }
        }
    }
    // Somebody looks for their own name.
    let at = moments.working(4, "02:20");
    if let Some(actor) = service.actor("police-officer-3", at) {
        let mut search = line(&actor, at, Action::Search.slug(), None);
        search.sought = service.store.sought_key(TermKind::Name, "pennifold");
        lines.push(search);
    }
    // Somebody tries numbers, and another force a case that is not its own.
    for guess in 0..GUESSES {
        let at =
            moments.working(3, "15:10").checked_add((guess as i64 * 20).seconds()).unwrap_or(moments.now);
        if let Some(actor) = service.actor("police-officer-1", at) {
            lines.push(refused(&actor, at, CaseId(Uuid::from_u128(guess + 1))));
        }
    }
    let at = moments.working(2, "16:25");
    if let (Some(actor), Some(place)) = (service.actor("police-officer-5", at), place(burglary::VICTIM)) {
        lines.push(refused(&actor, at, place.0));
    }
    burst(service, moments, lines).await
}

/// One case after another, late in the evening and off shift.
async fn burst(service: &Service, moments: &Moments, lines: &mut Vec<AuditLine>) -> Result<(), ServiceError> {
    let at = moments.days_ago(1, "22:30");
    let Some(actor) = service.actor("police-officer-2", at) else { return Ok(()) };
    let query = WorkQuery {
        owner: WorkOwner::Everyone,
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after: None,
    };
    let work = service.my_work(&actor, query, moments.now).await?;
    let mut cases: Vec<CaseId> = work.items.iter().map(|item| item.duty.case).collect();
    cases.sort();
    cases.dedup();
    for (number, case) in cases.into_iter().take(TOO_MANY).enumerate() {
        let at = at.checked_add((number as i64 * 70).seconds()).unwrap_or(at).min(moments.now);
        let mut seen = line(&actor, at, Action::SeeCase.slug(), None);
        seen.case = Some(case);
        lines.push(seen);
    }
    Ok(())
}

fn line(actor: &Actor, at: Timestamp, action: &str, place: Option<Place>) -> AuditLine {
    AuditLine {
        at,
        visit: new_id(at),
        person: actor.person.id.clone(),
        role: actor.role.slug().to_owned(),
        organisation: actor.person.organisation.clone(),
        on_behalf: None,
        action: action.to_owned(),
        case: place.map(|(case, _)| case),
        victim: place.map(|(_, victim)| victim).filter(|_| actor.role.is_public()),
        part: String::new(),
        outcome: ALLOWED.to_owned(),
        policy: "told for the demonstration".to_owned(),
        sought: String::new(),
        reason: String::new(),
        source: DESK.to_owned(),
    }
}

fn refused(actor: &Actor, at: Timestamp, case: CaseId) -> AuditLine {
    let line = line(actor, at, Action::SeeCase.slug(), None);
    AuditLine { case: Some(case), outcome: REFUSED.to_owned(), ..line }
}
