//! For supervisors: a review gives direction that somebody answers, cases that drift or may be lost come onto the lists by the
//! clock alone, who left and who was here before is counted, and contacts are drawn by a stated seed (POL-2, POL-6, OVR-3,
//! OVR-4, OVR-7).

use crate::{
    contacts::{call, charged, fields},
    on_both_engines,
    town::{Town, at, now},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::date};
use policy::Role;
use record::{
    Answer, AnswerAbout, CaseEvent, CaseId, DutyRef, Facts, MessageEvent, Origin, PersonDetails, Personal,
    Recorder, VictimId,
    event::{AttemptOutcome, Channel},
    leaving::{LEFT, LeftBecause},
    review::LookedAt,
    warning,
};
use service::{
    Actor, ServiceError,
    record_contact::Reached,
    supervise::{
        figures::Months,
        leaving::GoingOnForm,
        reviews::{DirectionForm, ReviewForm},
    },
};
use std::collections::BTreeMap;
use store::{Batch, LoadedCase, NewEvent, WorkOwner};
use uuid::Uuid;

on_both_engines!(
    a_direction_waits_for_its_person_until_they_say_what_became_of_it,
    a_review_without_direction_says_why_and_nothing_else_is_taken,
    another_organisation_reads_nothing_of_a_review,
    a_case_drifts_and_its_review_is_due_by_the_clock_alone,
    the_list_of_warnings_is_a_recomputation_at_any_moment,
    what_is_on_whose_hands_is_what_the_lists_show,
    a_victim_who_leaves_is_counted_with_what_came_before_and_may_come_back,
    a_victim_is_known_again_within_a_year_and_shown_only_to_those_who_may_see,
    contacts_are_drawn_by_a_seed_and_read_by_those_who_may,
    promises_and_disputes_are_listed_with_who_holds_them,
);

fn sergeant(town: &Town) -> Actor {
    let mut actor = town.staff(Role::Supervisor, "met");
    actor.person.id = "sergeant".into();
    actor
}

fn okafor(town: &Town) -> Actor {
    let mut actor = town.officer();
    actor.person.id = "okafor".into();
    actor
}

async fn version(town: &Town, case: CaseId) -> u64 {
    town.load(case).await.case.version
}

fn direction(what: &str, who: &str, day: i8) -> DirectionForm {
    DirectionForm { what: what.into(), who: who.into(), by: Some(date(2026, 4, day)) }
}

async fn review(
    town: &Town,
    case: CaseId,
    directions: Vec<DirectionForm>,
    none: &str,
) -> Result<u64, ServiceError> {
    let form = ReviewForm {
        version: version(town, case).await,
        looked_at: vec![LookedAt::Contacts, LookedAt::Safety],
        good: "She was rung the same day.".into(),
        directions,
        none_because: none.into(),
    };
    town.service.review_case(&sergeant(town), case, form, now()).await
}

async fn a_direction_waits_for_its_person_until_they_say_what_became_of_it(town: Town) {
    let case = charged(&town).await;
    let wanted = vec![direction(" Get the film from the shop ", "okafor", 2)];
    review(&town, case, wanted.clone(), "").await.unwrap();
    let once = version(&town, case).await;
    review(&town, case, wanted, "").await.unwrap();
    assert_eq!(version(&town, case).await, once, "a second tap wrote a second review");

    let okafor = okafor(&town);
    let own = town.service.own_directions(&okafor, now()).await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!((own[0].what.as_str(), own[0].late), ("Get the film from the shop", false));
    // The last day is Thursday 2 April; British summer time ends it at 23:00 UTC.
    for (when, late) in [("2026-04-02T22:59:59Z", false), ("2026-04-02T23:00:00Z", true)] {
        assert_eq!(town.service.own_directions(&okafor, at(when)).await.unwrap()[0].late, late, "{when}");
        let waiting = town.service.directions_waiting(&okafor, at(when)).await.unwrap();
        assert_eq!(waiting, (1, usize::from(late)));
    }
    let other = town.officer();
    assert!(town.service.own_directions(&other, now()).await.unwrap().is_empty(), "somebody else's");
    let list = town.service.cases_to_look_at(&sergeant(&town), None, now()).await.unwrap();
    assert_eq!(list.directions.len(), 1);

    let place = (own[0].review, own[0].item);
    let say = async |done, words: &str| {
        let version = version(&town, case).await;
        town.service.answer_direction(&okafor, case, version, place, (done, words.to_owned()), now()).await
    };
    assert_eq!(fields(say(None, " ").await), ["done", "words"]);
    say(Some(false), "The shop is closed until Monday").await.unwrap();
    let said = version(&town, case).await;
    say(Some(false), "The shop is closed until Monday").await.unwrap();
    assert_eq!(version(&town, case).await, said, "said once");
    assert!(town.service.own_directions(&okafor, now()).await.unwrap().is_empty(), "answered");
    say(Some(true), "The film is here").await.unwrap();
    let page = town.service.case_reviews(&okafor, case, now()).await.unwrap();
    let (done, words, ..) = page.reviews[0].directions[0].answered.clone().unwrap();
    assert_eq!((done, words.as_str(), page.reviews_allowed), (true, "The film is here", false));
    let wrong = town.service.answer_direction(
        &okafor,
        case,
        version(&town, case).await,
        (place.0, 7),
        (Some(true), "x".into()),
        now(),
    );
    assert!(matches!(wrong.await, Err(ServiceError::NotFound)));
    let file = town.service.case_file(&okafor, case, now()).await.unwrap();
    let told =
        |words: &str| file.timeline.iter().any(|entry| entry.detail.iter().any(|line| line.contains(words)));
    assert!(told("Get the film from the shop") && told("The film is here"));
}

async fn a_review_without_direction_says_why_and_nothing_else_is_taken(town: Town) {
    let case = charged(&town).await;
    assert_eq!(fields(review(&town, case, vec![], "  ").await), ["none_because"]);
    let both = review(&town, case, vec![direction("Ring her", "", 2)], "Nothing").await;
    assert_eq!(fields(both), ["none_because"]);
    let late = DirectionForm { by: Some(date(2026, 3, 29)), ..direction("Ring her", "", 2) };
    let far = DirectionForm { by: Some(date(2026, 12, 1)), ..direction("Ring her", "", 2) };
    let never = DirectionForm { by: None, ..direction("Ring her", "nobody", 2) };
    assert_eq!(
        fields(review(&town, case, vec![late, far, never], "").await),
        ["by-1", "by-2", "who-3", "by-3"]
    );
    let mut blind = ReviewForm { version: version(&town, case).await, ..ReviewForm::default() };
    blind.none_because = "The plan is good".into();
    assert_eq!(
        fields(town.service.review_case(&sergeant(&town), case, blind.clone(), now()).await),
        ["looked_at"]
    );
    let officer = town.service.review_case(&okafor(&town), case, blind, now()).await;
    assert!(matches!(officer, Err(ServiceError::NotFound)), "only a supervisor reviews");
    review(&town, case, vec![], "The plan is good").await.unwrap();
    let page = town.service.case_reviews(&sergeant(&town), case, now()).await.unwrap();
    assert_eq!(page.reviews[0].none_because.as_deref(), Some("The plan is good"));
    assert!(page.reviews[0].directions.is_empty());
}

async fn another_organisation_reads_nothing_of_a_review(town: Town) {
    let case = charged(&town).await;
    review(&town, case, vec![direction("Look at the brother", "", 2)], "").await.unwrap();
    for (role, organisation) in [(Role::WitnessCare, "unit"), (Role::ProsecutionLiaison, "prosecution")] {
        let actor = town.staff(role, organisation);
        let file = town.service.case_file(&actor, case, now()).await.unwrap();
        assert!(
            file.timeline.iter().all(|entry| !entry.title.contains("review")),
            "{organisation} reads that there was one"
        );
        let page = town.service.case_reviews(&actor, case, now()).await.unwrap();
        assert!(page.reviews.is_empty(), "{organisation}");
    }
    let kent = town.staff(Role::Supervisor, "kent");
    assert!(matches!(town.service.case_reviews(&kent, case, now()).await, Err(ServiceError::NotFound)));
}

async fn reported(town: &Town, number: u128, when: Timestamp, details: PersonDetails) -> (CaseId, VictimId) {
    reported_for(town, "met", number, when, details).await
}

/// A case that somebody reported to a force, with one victim and a person who holds it.
async fn reported_for(
    town: &Town,
    organisation: &str,
    number: u128,
    when: Timestamp,
    details: PersonDetails,
) -> (CaseId, VictimId) {
    let (case, victim) = (CaseId(Uuid::from_u128(number)), VictimId(Uuid::from_u128(number + 1)));
    let text = Personal::new(Uuid::from_u128(number + 2), [1; 16], case, &details).unwrap();
    let assigned = CaseEvent::OwnerAssigned {
        provider: "police".into(),
        organisation: organisation.into(),
        team: Some("team-a".into()),
        person: Some("okafor".into()),
    };
    let area = if organisation == "met" { "01" } else { "46" };
    let events = [
        CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: Some(area.into()) },
        assigned,
        CaseEvent::VictimAdded { victim, details: text.reference(), flags: vec![] },
        happened("crime_reported", None),
    ];
    add(town, case, organisation, when, events.into(), vec![text]).await;
    (case, victim)
}

fn happened(trigger: &str, victim: Option<VictimId>) -> CaseEvent {
    CaseEvent::Happened { trigger: trigger.into(), victim, key: None, facts: Facts::default(), words: None }
}

async fn add(
    town: &Town,
    case: CaseId,
    organisation: &str,
    when: Timestamp,
    events: Vec<CaseEvent>,
    texts: Vec<Personal>,
) {
    let by =
        Recorder { organisation: organisation.into(), person: Some("okafor".into()), origin: Origin::Person };
    let mut loaded = town.store().load(case).await.unwrap().unwrap_or_else(|| LoadedCase::new(case));
    let events = events.into_iter().map(|event| NewEvent::at(when, event)).collect();
    loaded.record(&by, when, events, texts).unwrap();
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
}

fn rosa() -> PersonDetails {
    PersonDetails {
        name: "Rosa Invented".into(),
        born: Some(date(1990, 2, 3)),
        phones: vec!["07700 900123".into()],
        address: vec!["1 Mill Street".into(), "SE1 1AA".into()],
        ..PersonDetails::default()
    }
}

async fn a_case_drifts_and_its_review_is_due_by_the_clock_alone(town: Town) {
    let began = at("2026-03-02T09:00:00Z");
    let (case, _) = reported(&town, 0x0195_0000, began, rosa()).await;
    let sergeant = sergeant(&town);
    let lists = async |when: Timestamp| {
        let list = town.service.cases_to_look_at(&sergeant, None, when).await.unwrap();
        let ids = |cases: Vec<service::supervise::lists::ToSupervise>| -> Vec<CaseId> {
            cases.into_iter().map(|one| one.case.case).collect()
        };
        (ids(list.due), ids(list.drifting))
    };
    let due = began + SignedDuration::from_hours(28 * 24);
    assert_eq!(lists(due - SignedDuration::from_secs(1)).await, (vec![], vec![]));
    assert_eq!(lists(due).await, (vec![case], vec![case]));
    let kent = town.staff(Role::Supervisor, "kent");
    let theirs = town.service.cases_to_look_at(&kent, None, due).await.unwrap();
    assert!(theirs.due.is_empty() && theirs.drifting.is_empty(), "another force's");
    assert!(matches!(
        town.service.cases_to_look_at(&town.officer(), None, due).await,
        Err(ServiceError::NotAllowed)
    ));
    let elsewhere = town.service.cases_to_look_at(&sergeant, Some("team-b".into()), due).await.unwrap();
    assert!(elsewhere.due.is_empty(), "another team's");
    // The review of Monday 30 March puts both off; the next is due 28 days later.
    review(&town, case, vec![], "She was told everything, and nothing is open but the laboratory")
        .await
        .unwrap();
    let next = now() + SignedDuration::from_hours(28 * 24);
    assert_eq!(lists(next - SignedDuration::from_secs(1)).await, (vec![], vec![]));
    assert_eq!(lists(next).await, (vec![case], vec![case]));
    add(&town, case, "met", now(), vec![happened("nfa_decision_police", None)], vec![]).await;
    assert_eq!(lists(next).await.0, [], "an investigation that has ended has no rhythm");
}

/// Random histories: whoever is on the list at a moment, with which sum, is what the events of every case say.
async fn the_list_of_warnings_is_a_recomputation_at_any_moment(town: Town) {
    let began = at("2026-01-05T09:00:00Z");
    let later = |days: u64| began + SignedDuration::from_hours(days as i64 * 24);
    let mut random = 7u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut cases = Vec::new();
    for number in 0..12u128 {
        let (case, victim) = reported(&town, 0x0195_1000 + number * 16, later(next(20)), rosa()).await;
        let mut day = 20;
        for _ in 0..next(7) {
            day += next(15);
            let event = match next(6) {
                0 => CaseEvent::ContactAttempted {
                    victim,
                    channel: Channel::Phone,
                    outcome: AttemptOutcome::NoAnswer,
                    words: None,
                },
                1 => CaseEvent::Message(MessageEvent::UpdateAskedFor {
                    victim,
                    id: Uuid::from_u128(u128::from(day)),
                }),
                2 => CaseEvent::VictimAnswered {
                    victim,
                    about: AnswerAbout::Duty(DutyRef {
                        duty: "r04-needs-assessment-police".into(),
                        trigger: 4,
                        victim: None,
                    }),
                    answer: Answer::DidNotHappen,
                    words: None,
                },
                3 => happened("proceedings_delayed", None),
                4 => happened(LEFT, Some(victim)),
                _ => happened("suspect_arrested", None),
            };
            add(&town, case, "met", later(day), vec![event], vec![]).await;
        }
        cases.push(case);
    }
    let sergeant = sergeant(&town);
    let mut seen = 0;
    for day in [0, 19, 25, 33, 40, 55, 80, 200] {
        let now = later(day);
        let mut expected: BTreeMap<CaseId, u32> = BTreeMap::new();
        for case in &cases {
            let loaded = town.load(*case).await;
            let signals = warning::signals(&loaded.case, &loaded.events, &town.owed(&loaded));
            let score = warning::score(&signals, now);
            if score >= warning::Warnings::embedded().list_from {
                expected.insert(*case, score);
            }
        }
        let list = town.service.early_warnings(&sergeant, None, now).await.unwrap();
        let found: BTreeMap<CaseId, u32> = list.cases.iter().map(|one| (one.case, one.score)).collect();
        assert_eq!(found, expected, "day {day}");
        assert_eq!(list.count as usize, expected.len(), "day {day}");
        assert!(list.cases.is_sorted_by_key(|one| std::cmp::Reverse(one.score)), "day {day}");
        for one in &list.cases {
            assert_eq!(
                one.reasons.iter().map(|reason| reason.weight).sum::<u32>(),
                one.score,
                "every part is shown"
            );
        }
        seen += found.len();
    }
    assert!(seen > 20, "{seen} is too few to say anything");
    assert!(matches!(
        town.service.early_warnings(&town.officer(), None, now()).await,
        Err(ServiceError::NotAllowed)
    ));
}

async fn what_is_on_whose_hands_is_what_the_lists_show(town: Town) {
    charged(&town).await;
    let (_, victim) = reported(&town, 0x0195_2000, at("2026-03-02T09:00:00Z"), rosa()).await;
    let case = CaseId(Uuid::from_u128(0x0195_2000));
    let asked = CaseEvent::Message(MessageEvent::UpdateAskedFor { victim, id: Uuid::from_u128(5) });
    add(&town, case, "met", at("2026-03-20T09:00:00Z"), vec![asked], vec![]).await;
    review(&town, case, vec![direction("Ring her", "okafor", 2)], "").await.unwrap();
    let sergeant = sergeant(&town);
    let workload = town.service.workload(&sergeant, now()).await.unwrap();
    let counts = async |owner| {
        let state = store::WorkState::Open;
        let query = service::my_work::WorkQuery {
            owner,
            state,
            provider: None,
            right: None,
            enhanced: false,
            after: None,
        };
        town.service.my_work(&sergeant, query, now()).await.unwrap().counts
    };
    let everyone = counts(WorkOwner::Everyone).await;
    let total = &workload.total;
    assert_eq!((total.open, total.late, total.asked), (everyone.open, everyone.late, everyone.asked));
    assert_eq!(
        (total.disputed, total.asked, total.directions, total.directions_late),
        (everyone.disputed, 1, 1, 0)
    );
    let of_okafor = counts(WorkOwner::Person("okafor".into())).await;
    let line = workload.people.iter().find(|line| line.row.person == "okafor").unwrap();
    assert_eq!((line.row.open, line.row.late), (of_okafor.open, of_okafor.late));
    assert_eq!((line.row.cases, line.row.silent, line.person.as_str()), (1, 1, "okafor the invented"));
    let silent = town.service.silent_cases(&sergeant, &WorkOwner::Everyone, now()).await.unwrap();
    assert_eq!(total.silent as usize, silent.len());
    assert_eq!(workload.silent.first().map(|one| one.case.case), silent.first().map(|one| one.case.case));
    let warnings = town.service.early_warnings(&sergeant, None, now()).await.unwrap();
    assert_eq!(total.warnings, warnings.count);
    let teams: i64 = workload.teams.iter().map(|line| line.row.open).sum();
    assert_eq!(teams, total.open);
    let kent = town.service.workload(&town.staff(Role::Supervisor, "kent"), now()).await.unwrap();
    assert!(kent.people.is_empty() && kent.total == store::WorkloadRow::default());
    assert!(matches!(town.service.workload(&town.officer(), now()).await, Err(ServiceError::NotAllowed)));
}

fn leaving(version: u64, victim: VictimId, because: Option<LeftBecause>, when: Timestamp) -> GoingOnForm {
    let goes_on = because.is_none();
    GoingOnForm {
        version,
        victim: Some(victim),
        goes_on,
        because,
        words: "I cannot any more".into(),
        at: Some(when),
    }
}

async fn a_victim_who_leaves_is_counted_with_what_came_before_and_may_come_back(town: Town) {
    let began = at("2026-01-05T09:00:00Z");
    let (case, victim) = reported(&town, 0x0195_3000, began, rosa()).await;
    let okafor = okafor(&town);
    let mut contact = call(version(&town, case).await, victim);
    contact.at = at("2026-01-07T10:00:00Z");
    contact.reached = Reached::Yes;
    town.service.record_contact(&okafor, case, contact, now()).await.unwrap();
    let left_at = at("2026-02-12T10:00:00Z");
    let unsaid = GoingOnForm { because: None, goes_on: false, ..leaving(0, victim, None, left_at) };
    let unsaid = GoingOnForm { version: version(&town, case).await, ..unsaid };
    assert_eq!(fields(town.service.record_going_on(&okafor, case, unsaid, now()).await), ["because"]);
    for _ in 0..2 {
        let form = leaving(version(&town, case).await, victim, Some(LeftBecause::HeardNothing), left_at);
        town.service.record_going_on(&okafor, case, form, now()).await.unwrap();
    }
    let loaded = town.load(case).await;
    assert_eq!(crate::town::happened(&loaded, LEFT).len(), 1, "said twice, recorded once");
    let owed = town.owed(&loaded);
    assert!(owed.iter().any(|owed| owed.duty == "p-door-stays-open" && owed.due == Some(date(2026, 2, 19))));

    let months = Months::between(date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 30)).unwrap();
    let supervisor = sergeant(&town);
    let figure = town.service.attrition(&supervisor, months).await.unwrap();
    // Counted by hand: five weeks and a day since the contact of 7 January; whatever was due by 12 February and not done.
    let due =
        owed.iter().filter(|owed| owed.victim == victim && owed.due_at.is_some_and(|due| due <= left_at));
    assert_eq!(figure.owed, [0, 0, due.count() as i64].map(Some));
    assert_eq!((figure.victims, figure.with_no_record), (Some(1), Some(1)));
    assert_eq!(figure.by_weeks, [(5, Some(1))].into());
    assert_eq!(figure.by_stage, [("report".to_owned(), Some(1))].into());
    assert_eq!(figure.by_reason, [(LeftBecause::HeardNothing, Some(1))].into());
    assert_eq!(figure.by_area, [("01".to_owned(), Some(1))].into());
    assert_eq!(figure.by_crime_group, [("burglary".to_owned(), Some(1))].into());
    // One joined in January and left while their case was only reported.
    let share = |part, whole| Some(service::figures::Share::new(part, whole));
    let rate = &figure.rate;
    assert_eq!((rate.joined, rate.all), (1, share(1, 1)));
    assert_eq!(rate.by_stage[..2], [("report", share(1, 1)), ("investigation", share(0, 0))]);
    assert_eq!(rate.by_weeks, [(5, share(1, 1))].into());
    let february = Months::between(date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 30)).unwrap();
    let later = town.service.attrition(&supervisor, february).await.unwrap();
    let joined = (later.rate.joined, later.rate.all);
    assert_eq!((later.victims, joined), (Some(1), (0, share(0, 0))), "left in February, joined in January");
    let kent = town.staff(Role::Supervisor, "kent");
    let other = town.service.attrition(&kent, months).await.unwrap();
    assert_eq!((other.victims, other.rate.joined), (Some(0), 0), "another force's");
    // One is few: those who oversee many see that somebody left, not how many, and nothing of whom.
    let oversight = town.service.attrition(&town.staff(Role::Oversight, ""), months).await.unwrap();
    assert_eq!((oversight.victims, oversight.with_no_record, oversight.owed), (None, None, [None; 3]));
    assert_eq!(oversight.by_stage, [("report".to_owned(), None)].into());
    assert_eq!(oversight.by_area, [("01".to_owned(), None)].into());
    assert_eq!((oversight.rate.all, oversight.rate.by_stage[0]), (None, ("report", None)));
    assert_eq!(oversight.rate.by_weeks, [(5, None)].into());
    assert!(matches!(town.service.attrition(&town.officer(), months).await, Err(ServiceError::NotAllowed)));

    let form = leaving(version(&town, case).await, victim, None, at("2026-03-20T10:00:00Z"));
    town.service.record_going_on(&okafor, case, form, now()).await.unwrap();
    let back = town.service.attrition(&supervisor, months).await.unwrap();
    assert_eq!(back.victims, Some(0), "who came back has not left");
    assert_eq!(back.rate.all, share(0, 1));
    let owed = town.owed(&town.load(case).await);
    assert!(owed.iter().any(|owed| owed.duty == "p-start-again"));
}

async fn a_victim_is_known_again_within_a_year_and_shown_only_to_those_who_may_see(town: Town) {
    let before = reported(&town, 0x0195_4000, at("2025-09-01T09:00:00Z"), rosa()).await.0;
    let long_ago = reported(&town, 0x0195_4100, at("2025-02-01T09:00:00Z"), rosa()).await.0;
    // A witness care unit answers for it too: a case has one force, and counts once.
    let too = CaseEvent::OwnerAssigned {
        provider: "wcu".into(),
        organisation: "wcu-south".into(),
        team: None,
        person: None,
    };
    add(&town, before, "met", at("2025-09-02T09:00:00Z"), vec![too], vec![]).await;
    let neighbour = PersonDetails { name: "Tom Madeup".into(), born: None, phones: vec![], ..rosa() };
    let place = reported(&town, 0x0195_4200, at("2025-10-01T09:00:00Z"), neighbour).await.0;
    let elsewhere = PersonDetails { born: None, address: vec![], ..rosa() };
    reported_for(&town, "kent", 0x0195_4300, at("2025-11-01T09:00:00Z"), elsewhere).await;
    let other = PersonDetails {
        name: "Rosa Invented".into(),
        born: Some(date(1991, 2, 3)),
        ..PersonDetails::default()
    };
    reported(&town, 0x0195_4400, at("2025-12-01T09:00:00Z"), other).await;
    let (case, victim) = reported(&town, 0x0195_4500, at("2026-02-02T09:00:00Z"), rosa()).await;

    let okafor = okafor(&town);
    let file = town.service.case_file(&okafor, case, now()).await.unwrap();
    assert_eq!(file.before.len(), 1);
    let known = &file.before[0];
    assert_eq!((known.victim, known.same_person, known.same_place), (victim, 2, 1));
    let shown: Vec<_> = known.cases.iter().map(|one| (one.case, one.found_by.as_str())).collect();
    let all = "same name and date of birth, same phone number, same address";
    let (by_place, by_all) = (shown[0], shown[1]);
    assert_eq!(by_place, (place, "same address"));
    assert_eq!((by_all.0, by_all.1.len()), (before, all.len()));
    assert_eq!(shown.len(), 2, "another force's case is counted and not shown; one of before is neither");
    assert!(!shown.iter().any(|(case, _)| *case == long_ago));

    let months = Months::between(date(2025, 9, 1), date(2026, 2, 1), date(2026, 3, 30)).unwrap();
    let own = town.service.repeat_victims(&sergeant(&town), months).await.unwrap();
    // Of the own force six victims in these months; of Tom's and of the other Rosa's neither is enough known but for her name and
    // birth. September is again (February of the year), February 2026.
    let share = |again, known| Some(service::figures::Share::new(again, known));
    assert_eq!(own.all, share(2, 3));
    assert_eq!(own.by_month[&date(2026, 2, 1)], share(1, 1));
    assert_eq!(own.by_month[&date(2025, 12, 1)], share(0, 1));
    assert_eq!(own.by_month[&date(2026, 1, 1)], share(0, 0), "a month without anybody");
    assert_eq!(own.by_crime_group["burglary"], share(2, 3));
    let forces = |figure: &service::supervise::figures::Repeats| -> Vec<_> {
        figure.by_force.values().copied().collect()
    };
    assert_eq!(forces(&own), [share(2, 3)], "each once");
    // November, by phone.
    let kent = town.service.repeat_victims(&town.staff(Role::Supervisor, "kent"), months).await.unwrap();
    assert_eq!((kent.all, kent.by_area["46"]), (share(1, 1), share(1, 1)));
    assert_eq!(forces(&kent), [share(1, 1)], "the case of the other force");
    // Three of four are few: those who oversee many learn that somebody is there.
    let all = town.service.repeat_victims(&town.staff(Role::Oversight, ""), months).await.unwrap();
    let lists = all.by_month.values().chain(all.by_area.values()).chain(all.by_crime_group.values());
    let lists = lists.chain(all.by_force.values()).chain([&all.all]);
    let counted = lists.filter(|row| **row != share(0, 0));
    assert_eq!(counted.filter(|row| row.is_none()).count(), 10, "4 months, 2 areas, a group, 2 forces, all");

    // Who is erased is not found again.
    let mut loaded = town.load(before).await;
    let erased = loaded.case.victims[0].id;
    loaded.erase(erased, town.service.rules(), now());
    let gone = CaseEvent::Access(record::AccessEvent::VictimErased { victim: erased });
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    loaded.record(&by, now(), vec![NewEvent::at(now(), gone)], vec![]).unwrap();
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    let file = town.service.case_file(&okafor, case, now()).await.unwrap();
    assert_eq!(file.before[0].same_person, 1);
}

async fn contacts_are_drawn_by_a_seed_and_read_by_those_who_may(town: Town) {
    let okafor = okafor(&town);
    let mut all = Vec::new();
    for number in 0..8u128 {
        let (case, victim) =
            reported(&town, 0x0195_5000 + number * 16, at("2026-03-02T09:00:00Z"), rosa()).await;
        let mut form = call(version(&town, case).await, victim);
        form.told = format!("{} Number {number}.", form.told);
        let due = town.owed(&town.load(case).await).into_iter().find(|owed| owed.due_at.is_some()).unwrap();
        form.meets = vec![DutyRef { duty: due.duty, trigger: due.trigger, victim: None }];
        town.service.record_contact(&okafor, case, form, now()).await.unwrap();
        all.push(case);
    }
    let (sergeant, month) = (sergeant(&town), date(2026, 3, 1));
    let draw = async |actor: &Actor, team: &str, month, seed| {
        town.service.contacts_to_read(actor, Some(team.into()), month, seed, now()).await
    };
    let once = draw(&sergeant, "team-a", month, 7).await.unwrap();
    assert_eq!((once.population, once.contacts.len(), once.not_theirs), (8, 5, 0));
    let ids = |sample: &service::supervise::contacts::ContactSample| -> Vec<CaseId> {
        sample.contacts.iter().map(|contact| contact.case).collect()
    };
    assert_eq!(ids(&once), ids(&draw(&sergeant, "", month, 7).await.unwrap()), "the same seed");
    let mut others = 0;
    for seed in 8..14 {
        others += usize::from(ids(&once) != ids(&draw(&sergeant, "team-a", month, seed).await.unwrap()));
    }
    assert!(others > 0, "every seed draws the same");
    let read = &once.contacts[0];
    assert!(
        read.told.contains("Number") && read.by == "okafor the invented" && read.victim == "Rosa Invented"
    );
    assert_eq!((read.owed.len(), read.owed[0].2), (1, true), "it was late");
    assert_eq!(draw(&sergeant, "team-b", month, 7).await.unwrap().population, 0, "another team's");
    assert_eq!(
        draw(&sergeant, "team-a", date(2026, 2, 1), 7).await.unwrap().population,
        0,
        "another month's"
    );
    let kent = town.staff(Role::Supervisor, "kent");
    assert_eq!(draw(&kent, "", month, 7).await.unwrap().population, 0, "another force's");
    assert!(matches!(draw(&okafor, "team-a", month, 7).await, Err(ServiceError::NotAllowed)));
    // What a court does in a case gives it no sight of what was said.
    let court = draw(&town.staff(Role::Supervisor, "court-service"), "", month, 7).await.unwrap();
    assert_eq!((court.population, court.contacts.len()), (0, 0));
}

async fn promises_and_disputes_are_listed_with_who_holds_them(town: Town) {
    let (case, victim) = reported(&town, 0x0195_6000, at("2026-03-02T09:00:00Z"), rosa()).await;
    let asked = CaseEvent::Message(MessageEvent::UpdateAskedFor { victim, id: Uuid::from_u128(5) });
    add(&town, case, "met", at("2026-03-20T09:00:00Z"), vec![asked], vec![]).await;
    let about = DutyRef { duty: "r04-needs-assessment-police".into(), trigger: 4, victim: None };
    let (about, answer) = (AnswerAbout::Duty(about), Answer::DidNotHappen);
    let disputed = CaseEvent::VictimAnswered { victim, about, answer, words: None };
    add(&town, case, "met", at("2026-03-26T09:00:00Z"), vec![disputed], vec![]).await;
    let sergeant = sergeant(&town);
    // Asked on Friday 20 March: two working days end with Tuesday 24 March.
    let early = town.service.broken_promises(&sergeant, at("2026-03-24T23:59:59Z")).await.unwrap();
    assert!(early.0.is_empty());
    let (late, kept_late) = town.service.broken_promises(&sergeant, now()).await.unwrap();
    assert_eq!(late.len(), 1);
    assert_eq!(
        (late[0].duty.as_str(), late[0].days, late[0].held_by.as_str()),
        ("p-update-asked-for", 5, "okafor the invented")
    );
    assert!(kept_late.is_empty());
    let open = town.service.disputes_open(&sergeant, now()).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].days, open[0].case), (4, case));
    let mut form = call(version(&town, case).await, victim);
    form.meets = vec![DutyRef { duty: "p-update-asked-for".into(), trigger: late[0].trigger, victim: None }];
    town.service.record_contact(&okafor(&town), case, form, now()).await.unwrap();
    let (late, kept_late) = town.service.broken_promises(&sergeant, now() + 1.hour()).await.unwrap();
    assert!(late.is_empty());
    assert_eq!((kept_late.len(), kept_late[0].days), (1, 5));
    let long_after = now() + SignedDuration::from_hours(29 * 24);
    assert!(town.service.broken_promises(&sergeant, long_after).await.unwrap().1.is_empty());
}
