//! What those do who answer for the others: two boards met, an inspector reads cases that nobody chose, a sergeant looked at a
//! case and gave direction, and scored last month's contacts. Every step is the use case that a page would call, so that the
//! pages of oversight have something to show and nothing that could not have come about.

use super::{burglary, moments::Moments};
use crate::{
    Actor, Service, ServiceError,
    inspections::{AnswersForm, DrawRule, InspectionForm},
    meetings::{ActionForm, MeetingForm},
    quality::{ScoreForm, questions},
    supervise::reviews::{DirectionForm, ReviewForm},
};
use calendar::start_of_london_day;
use jiff::{Timestamp, ToSpan, civil::Date};
use record::{CaseId, review::LookedAt};
use store::PopulationFilter;
use uuid::Uuid;

const FORCE: &str = "riverside-police";
const SERGEANT: &str = "police-supervisor-1";
const INSPECTOR: &str = "inspector-1";
/// The inspection; like the meetings it has a fixed id, so that a load that was interrupted makes no second one.
const INSPECTION: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0100);
/// How many cases the inspector draws, where there are so many.
const DRAWN: usize = 8;
/// How many of last month's contacts are scored: some are left for whoever tries the page.
const SCORED: usize = 12;

/// A board's meeting with the two things that it agreed.
struct Met {
    id: u128,
    by: &'static str,
    title: &'static str,
    /// Working days ago.
    ago: u32,
    /// What, the measure that it is about, who sees to it.
    agreed: [[&'static str; 3]; 2],
}

const MEETINGS: [Met; 2] = [
    Met {
        id: 0x0197_0000_0000_7000_8000_0000_0000_0200,
        by: SERGEANT,
        title: "Victim care at Riverside",
        ago: 14,
        agreed: [
            [
                "Whoever bails somebody tells the victim before the end of the shift, and writes down what was said",
                "told-of-bail",
                "person:police-supervisor-1",
            ],
            [
                "Read five contacts of each team before we meet again",
                "contact-quality",
                "organisation:riverside-police",
            ],
        ],
    },
    Met {
        id: 0x0197_0000_0000_7000_8000_0000_0000_0300,
        by: "commissioner-1",
        title: "Local criminal justice board, victims and witnesses",
        ago: 10,
        agreed: [
            [
                "Say at the next meeting why what victims confirm is less than what the record claims",
                "gap-claimed-confirmed",
                "organisation:riverside-police",
            ],
            [
                "Pass news of hearings on within one working day",
                "told-of-hearings",
                "organisation:witness-care",
            ],
        ],
    },
];

/// Tells it once; a second time changes nothing.
pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    for met in &MEETINGS {
        meeting(service, moments, met).await?;
    }
    inspection(service, moments).await?;
    review(service, moments).await?;
    scores(service, moments).await
}

fn actor(service: &Service, person: &str, at: Timestamp) -> Result<Actor, ServiceError> {
    service.actor(person, at).ok_or(ServiceError::NotFound)
}

/// One action's day has passed since, the other's is ahead.
async fn meeting(service: &Service, moments: &Moments, met: &Met) -> Result<(), ServiceError> {
    let at = moments.working(met.ago, "14:00");
    let by = actor(service, met.by, at)?;
    let id = Uuid::from_u128(met.id);
    let board = service.store.meeting(id, &by.person.organisation).await?;
    if board.is_some_and(|board| board.ended_at.is_some()) {
        return Ok(());
    }
    let held = Some(calendar::london_date(at));
    let form = MeetingForm { key: Some(id), title: met.title.into(), held };
    service.hold_meeting(&by, form, at).await?;
    let days = [moments.working_day(3), moments.day_ahead(20)];
    for ((number, [what, measure, owner]), due) in (1u128..).zip(met.agreed).zip(days) {
        let form = ActionForm {
            key: Some(Uuid::from_u128(met.id + number)),
            what: what.into(),
            measure: measure.into(),
            owner: owner.into(),
            due: Some(due),
        };
        service.agree_action(&by, id, form, at).await?;
    }
    service.end_meeting(&by, id, at).await
}

/// The inspector draws, the force's information governance allows it, and half of the cases are read.
async fn inspection(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let made = moments.working(6, "10:00");
    let inspector = actor(service, INSPECTOR, made)?;
    if service.store.inspection(INSPECTION).await?.is_none() {
        let until = moments.working_day(7);
        let number = population(service, until).await?.min(DRAWN);
        if number == 0 {
            return Ok(());
        }
        let form = InspectionForm {
            id: Some(INSPECTION),
            title: "How victims were kept informed by Riverside Police".into(),
            questions: "joint-2023".into(),
            sheet: "police".into(),
            organisation: FORCE.into(),
            seed: "riverside demonstration".into(),
            rule: DrawRule { until: Some(until), number, ..DrawRule::default() },
            readers: vec![INSPECTOR.into()],
            by_two: false,
        };
        service.make_inspection(&inspector, form, made).await?;
    }
    let Some((found, drawn)) = service.store.inspection(INSPECTION).await? else { return Ok(()) };
    let allowed = moments.working(5, "11:30");
    if found.authorised_by.is_none() {
        let governance = actor(service, "information-governance-1", allowed)?;
        let basis = "Inspectors' powers, and our agreement with the inspectorate";
        service.authorise_inspection(&governance, INSPECTION, basis, allowed).await?;
    }
    for case in drawn.iter().take(drawn.len().div_ceil(2)) {
        read(service, &inspector, CaseId(case.case_id), moments.working(4, "15:00")).await?;
    }
    Ok(())
}

async fn population(service: &Service, until: Date) -> Result<usize, ServiceError> {
    let before = start_of_london_day(until.saturating_add(1.day()));
    let filter =
        PopulationFilter { organisation: FORCE, before: Some(before), ..PopulationFilter::default() };
    Ok(service.store.inspection_population(&filter).await?.len())
}

/// The reader agrees with what the record answers by itself; the rest waits for whoever tries the page. A case that only named
/// people see stays shut to an inspector.
async fn read(service: &Service, inspector: &Actor, case: CaseId, at: Timestamp) -> Result<(), ServiceError> {
    let reading = match service.reading(inspector, INSPECTION, case, at).await {
        Err(ServiceError::NotFound) => return Ok(()),
        reading => reading?,
    };
    let known = reading.questions.iter().filter_map(|asked| {
        let answer = &asked.from_record.as_ref()?.answer;
        (asked.asked != Some(false)).then(|| (asked.question.id.clone(), answer.slug()))
    });
    let form = AnswersForm { answers: known.collect(), notes: String::new() };
    service.save_reading(inspector, INSPECTION, case, form, at).await?;
    Ok(())
}

/// The sergeant looks at the burglary, in which nobody has told the victim that a man is on bail.
async fn review(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let sergeant = actor(service, SERGEANT, moments.now)?;
    let Some((case, _)) = actor(service, burglary::VICTIM, moments.now)?.victim() else { return Ok(()) };
    let page = service.case_reviews(&sergeant, case, moments.now).await?;
    if !page.reviews.is_empty() {
        return Ok(());
    }
    let direction = DirectionForm {
        what:
            "Ring her and tell her of the bail and its conditions. Ask what she needs to feel safe at home."
                .into(),
        who: "police-officer-1".into(),
        by: Some(moments.day_ahead(1)),
    };
    let form = ReviewForm {
        version: page.version,
        looked_at: vec![LookedAt::Contacts, LookedAt::VictimsWord],
        good: "The first call was kind, and it said what would happen next.".into(),
        directions: vec![direction],
        none_because: String::new(),
    };
    service.review_case(&sergeant, case, form, moments.now).await?;
    Ok(())
}

/// The sergeant scores contacts of last month that others made; which, the draw says.
async fn scores(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let sergeant = actor(service, SERGEANT, moments.now)?;
    let to_score = service.to_score(&sergeant, None, moments.now).await?;
    for (place, drawn) in to_score.contacts.iter().take(SCORED).enumerate() {
        let form = ScoreForm { answers: answers(place), notes: String::new() };
        let scored = service
            .score_contact(&sergeant, drawn.case, drawn.contact, to_score.month, form, moments.now)
            .await;
        match scored {
            // Their own work, or a case that is not theirs to see.
            Ok(()) | Err(ServiceError::NotFound) => {}
            Err(reason) => return Err(reason),
        }
    }
    Ok(())
}

/// Mostly "fully"; weakest where inspectors found letters weakest: the reason, and what comes next.
fn answers(place: usize) -> Vec<(String, String)> {
    let scored = |(number, question): (usize, &'static measures::inspection::Question)| {
        let weak = matches!(question.id.as_str(), "why" | "what-next");
        let score = match (place + number) % 4 {
            0 if weak => 0,
            0 => 1,
            1 if weak => 1,
            _ => 2,
        };
        Some((question.id.clone(), question.options.get(score)?.id.clone()))
    };
    questions().into_iter().enumerate().filter_map(scored).collect()
}
