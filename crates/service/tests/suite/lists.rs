//! Searches and worklists show an organisation its own cases, all of them and no other's.

use crate::{
    contacts::{URN, charged},
    messages::{charges, victim},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use policy::Role;
use record::{CaseEvent, CaseId, Origin, PersonDetails, Personal, Recorder, VictimId};
use service::my_work::WorkQuery;
use store::{Batch, LoadedCase, NewEvent, SearchBy, WorkOwner, WorkState};

on_both_engines!(
    a_search_finds_ones_own_cases_only,
    ones_own_case_is_found_behind_hundreds_of_others,
    counts_agree_with_rows_and_with_the_clock,
    odd_questions_find_nothing,
    silent_cases_are_ones_own,
);

fn query(state: WorkState) -> WorkQuery {
    WorkQuery { owner: WorkOwner::Everyone, state, provider: None, right: None, enhanced: false, after: None }
}

async fn a_search_finds_ones_own_cases_only(town: Town) {
    let case = charged(&town).await;
    let other = crate::messages::Accused { reference: "X", born: "", ..crate::messages::ROOK };
    let theirs =
        crate::messages::Charges { accused: vec![(other, "A", "TH68023")], ..charges("46KT0000126") };
    let theirs = town.charge(theirs.victim(victim("Moss", "9", "07700 900009")).xml()).await;
    let kent = town.staff(Role::Officer, "kent");
    let questions = [
        (SearchBy::Name("fern moss".into()), vec![case], vec![theirs]),
        (SearchBy::Name("Heron".into()), vec![case], vec![]),
        (SearchBy::Reference("01zd".into()), vec![case], vec![]),
        (SearchBy::Reference("46KT0000126".into()), vec![], vec![theirs]),
        (SearchBy::Phone("+44 7700 900001".into()), vec![case], vec![]),
        (SearchBy::Phone("07700900009".into()), vec![], vec![theirs]),
    ];
    for (question, of_met, of_kent) in questions {
        for (actor, expected) in [(town.officer(), of_met), (kent.clone(), of_kent)] {
            let found = town.service.search(&actor, &question).await.unwrap();
            let cases: Vec<CaseId> = found.found.iter().map(|found| found.case).collect();
            assert_eq!(cases, expected, "{question:?} by {}", actor.person.id);
            assert!(!found.more);
        }
    }
    let prosecution = town.staff(Role::ProsecutionLiaison, "prosecution");
    let both = town.service.search(&prosecution, &SearchBy::Name("moss".into())).await.unwrap();
    assert_eq!(both.found.len(), 2, "who answers for both finds both");
}

/// A common name brings hundreds of other forces' cases; one's own must not be lost among them.
async fn ones_own_case_is_found_behind_hundreds_of_others(town: Town) {
    let case = charged(&town).await;
    let by = Recorder { organisation: "kent".into(), person: None, origin: Origin::Person };
    let mut batch = Batch::default();
    for number in 0..260u128 {
        let id = CaseId(uuid::Uuid::from_u128(1000 + number));
        let details = PersonDetails { name: "Fern Moss".into(), ..PersonDetails::default() };
        let text = Personal::new(uuid::Uuid::from_u128(1_000_000 + number), [1; 16], id, &details).unwrap();
        let assigned = CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: "kent".into(),
            team: None,
            person: None,
        };
        let events = [
            CaseEvent::CaseOpened { title: "Theft".into(), area: None },
            assigned,
            CaseEvent::VictimAdded { victim: VictimId(id.0), details: text.reference(), flags: vec![] },
        ];
        let mut loaded = LoadedCase::new(id);
        let events = events.into_iter().map(|event| NewEvent::at(now(), event)).collect();
        loaded.record(&by, now(), events, vec![text]).unwrap();
        batch.cases.push(loaded.changes(town.service.rules()));
    }
    town.store().commit(batch).await.unwrap();
    let found = town.service.search(&town.officer(), &SearchBy::Name("Moss".into())).await.unwrap();
    assert_eq!(found.found.iter().map(|found| found.case).collect::<Vec<_>>(), [case]);
    let theirs = town
        .service
        .search(&town.staff(Role::Officer, "kent"), &SearchBy::Name("Moss".into()))
        .await
        .unwrap();
    assert_eq!((theirs.found.len(), theirs.more), (service::search::MOST_FOUND, true));
}

async fn counts_agree_with_rows_and_with_the_clock(town: Town) {
    charged(&town).await;
    let officer = town.officer();
    // Charged on Monday 2 March 2026: what is due in five working days is due by the end of Monday 9 March.
    let moments = [
        ("2026-03-06T12:00:00Z", "the week before"),
        ("2026-03-08T23:59:59Z", "the last instant of Sunday"),
        ("2026-03-09T00:00:00Z", "the first of Monday"),
        ("2026-03-09T23:59:59Z", "the last of Monday"),
        ("2026-03-10T00:00:00Z", "too late"),
    ];
    let expected = [(0, 0), (0, 0), (6, 0), (6, 0), (0, 6)];
    for ((moment, what), (today, late)) in moments.into_iter().zip(expected) {
        let now = at(moment);
        let counts = town.service.my_work(&officer, query(WorkState::Open), now).await.unwrap().counts;
        let of = |list: service::my_work::WorkPage| {
            list.items
                .into_iter()
                .filter(|i| {
                    ["r06-arrested", "r06-charged", "r06-charge-reasons"].contains(&i.duty.duty.as_str())
                })
                .count()
        };
        let due_today = town.service.my_work(&officer, query(WorkState::Today), now).await.unwrap();
        let too_late = town.service.my_work(&officer, query(WorkState::Late), now).await.unwrap();
        assert_eq!((of(due_today.clone()), of(too_late.clone())), (today, late), "{what}");
        assert_eq!(
            (due_today.items.len() as i64, too_late.items.len() as i64),
            (counts.today, counts.late),
            "{what}"
        );
        for item in due_today.items {
            assert_eq!((item.standing, item.working_days_left), (service::Standing::Due, Some(0)), "{what}");
        }
        for item in too_late.items {
            assert_eq!(item.standing, service::Standing::Late, "{what}");
            assert!(
                item.working_days_left.is_some_and(|left| left < 0),
                "{what}: {:?}",
                item.working_days_left
            );
        }
        for state in [WorkState::Week, WorkState::Waiting, WorkState::Undated, WorkState::Disputed] {
            let page = town.service.my_work(&officer, query(state), now).await.unwrap();
            let counted = match state {
                WorkState::Week => counts.week,
                WorkState::Waiting => counts.waiting,
                WorkState::Undated => counts.undated,
                _ => counts.disputed,
            };
            assert_eq!(page.items.len() as i64, counted, "{what} {state:?}");
        }
    }
    let kent = town
        .service
        .my_work(&town.staff(Role::Officer, "kent"), query(WorkState::Open), now())
        .await
        .unwrap();
    assert_eq!((kent.items.len(), kent.counts), (0, store::Counts::default()));
}

async fn odd_questions_find_nothing(town: Town) {
    charged(&town).await;
    let officer = town.officer();
    for text in ["", " ", "%", "_", "\0", "'", "a", "\u{10FFFF}\u{10FFFF}", &"moss ".repeat(20_000), "💥💥"]
    {
        for question in
            [SearchBy::Name(text.into()), SearchBy::Reference(text.into()), SearchBy::Phone(text.into())]
        {
            if text.starts_with("moss") && matches!(question, SearchBy::Name(_)) {
                continue;
            }
            assert_eq!(town.service.search(&officer, &question).await.unwrap().found.len(), 0, "{text:?}");
        }
        let odd = WorkQuery {
            owner: WorkOwner::Team(text.into()),
            provider: Some(text.into()),
            ..query(WorkState::Open)
        };
        let page = town.service.my_work(&officer, odd, now()).await.unwrap();
        assert!(page.items.is_empty() || text.trim_matches('\0').is_empty(), "{text:?}");
    }
    let endless = SearchBy::Name((0..5_000).map(|n| format!("moss{n} ")).collect());
    assert_eq!(
        town.service.search(&officer, &endless).await.unwrap().found.len(),
        0,
        "more words than a name has"
    );
    assert!("0_x_y_1_d".parse::<store::Cursor>().is_err());
    let uuid = uuid::Uuid::nil().simple();
    assert!(format!("0_{uuid}_{uuid}_1_a\0").parse::<store::Cursor>().is_err());
}

async fn silent_cases_are_ones_own(town: Town) {
    let case = charged(&town).await;
    let silent = async |actor: &service::Actor, now| {
        let silent = town.service.silent_cases(actor, &WorkOwner::Everyone, now).await.unwrap();
        silent.into_iter().map(|silent| (silent.case.case, silent.days)).collect::<Vec<_>>()
    };
    // The case begins on 2 March.
    assert_eq!(silent(&town.officer(), at("2026-03-15T00:00:00Z")).await, []);
    assert_eq!(silent(&town.officer(), at("2026-03-17T00:00:00Z")).await, [(case, 15)]);
    assert_eq!(silent(&town.staff(Role::Officer, "kent"), at("2026-03-17T00:00:00Z")).await, []);
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let form = crate::contacts::call(loaded.case.version, moss);
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    assert_eq!(silent(&town.officer(), now()).await, []);
    assert_eq!(town.case_of(URN).await, case);
}
