//! Lists show what the cases owe: every row once, in order, and counts that agree with rows.

use crate::{
    history::{population, start},
    on_every_form, rules,
};
use jiff::{Timestamp, ToSpan};
use record::view::{Phase, TermKind};
use store::{DutyItem, SearchBy, Store, WorkFilter, WorkOwner, WorkState};

on_every_form!(
    the_worklist_is_the_sum_of_the_cases,
    counts_agree_with_rows_under_every_filter,
    a_reference_name_or_phone_finds_its_case,
    silent_cases_are_those_without_contact
);

fn filter(state: WorkState, owner: WorkOwner, now: Timestamp) -> WorkFilter {
    WorkFilter {
        without: Vec::new(),
        organisation: "met".into(),
        owner,
        state,
        provider: None,
        right: None,
        enhanced: false,
        now,
        end_of_today: now + 10.hours(),
        end_of_week: now + 100.hours(),
        after: None,
        page: 7,
    }
}

async fn all_pages(store: &Store, mut filter: WorkFilter) -> Vec<DutyItem> {
    let mut items = Vec::new();
    loop {
        let list = store.work(&filter).await.unwrap();
        assert!(list.items.len() <= filter.page as usize);
        items.extend(list.items);
        filter.after = match list.next {
            // The place survives its way through a link.
            Some(cursor) => Some(cursor.to_string().parse().unwrap()),
            None => return items,
        };
    }
}

async fn the_worklist_is_the_sum_of_the_cases(store: Store) {
    let cases = population(&store, 7, 30).await;
    let listed = all_pages(&store, filter(WorkState::Open, WorkOwner::Everyone, start())).await;
    let mut expected = 0;
    for (case, _) in cases {
        let views = store.load(case).await.unwrap().unwrap().views(rules());
        expected += views.duties.iter().filter(|d| d.phase == Phase::Open && d.holder[0] == "met").count();
    }
    assert_eq!(listed.len(), expected);
    assert!(expected > 50, "the population must give several pages");
    let places: Vec<_> =
        listed.iter().map(|i| (i.due_at, i.case, i.victim, i.trigger, i.duty.clone())).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "in order, each once");
}

async fn counts_agree_with_rows_under_every_filter(store: Store) {
    population(&store, 8, 30).await;
    let now = start() + 200.hours();
    let owners = [WorkOwner::Everyone, WorkOwner::Team("croydon".into()), WorkOwner::Person("okafor".into())];
    for owner in owners {
        for (right, enhanced) in [(None, false), (Some(6), false), (None, true), (Some(4), true)] {
            let of = |state| WorkFilter { right, enhanced, ..filter(state, owner.clone(), now) };
            let counts = store.work(&of(WorkState::Open)).await.unwrap().counts;
            for (state, count) in [
                (WorkState::Open, counts.open),
                (WorkState::Late, counts.late),
                (WorkState::Today, counts.today),
                (WorkState::Week, counts.week),
                (WorkState::Waiting, counts.waiting),
                (WorkState::Undated, counts.undated),
                (WorkState::Disputed, counts.disputed),
            ] {
                let rows = all_pages(&store, of(state)).await.len() as i64;
                assert_eq!(rows, count, "{state:?} {owner:?} {right:?} {enhanced}");
            }
        }
    }
    let nobody =
        WorkFilter { organisation: "kent".into(), ..filter(WorkState::Open, WorkOwner::Everyone, now) };
    assert_eq!(store.work(&nobody).await.unwrap().counts, store::Counts::default());
}

async fn a_reference_name_or_phone_finds_its_case(store: Store) {
    let cases = population(&store, 9, 12).await;
    let (third, _) = cases[3];
    let store = &store;
    let found = |by| async move {
        store.search(&by, None, 100).await.unwrap().into_iter().map(|hit| hit.case()).collect::<Vec<_>>()
    };
    assert_eq!(found(SearchBy::Reference("01zd 0000003".into())).await, [third]);
    assert_eq!(found(SearchBy::Phone("020 7946 0003".into())).await, [third]);
    assert_eq!(found(SearchBy::Reference("01ZD".into())).await.len(), 12, "the beginning is enough");
    for (organisation, cases) in [("met", 12), ("kent", 0), ("", 0)] {
        let of_theirs =
            store.search(&SearchBy::Reference("01ZD".into()), Some(organisation), 100).await.unwrap();
        assert_eq!(of_theirs.len(), cases, "{organisation}");
    }
    assert_eq!(found(SearchBy::Name("%".into())).await.len(), 0);
    assert_eq!(found(SearchBy::Name("".into())).await.len(), 0);
    let name = store.load(third).await.unwrap().unwrap();
    let name = record::view::name_words(
        &name.texts.read::<record::PersonDetails>(&name.case.victims[0].details).unwrap().name,
    );
    let by_name = found(SearchBy::Name(name.join(" "))).await;
    assert!(by_name.contains(&third));
    let urns = store.cases_with(TermKind::Urn, &["01ZD0000003".into(), "none".into()]).await.unwrap();
    assert_eq!(urns.into_iter().collect::<Vec<_>>(), [("01ZD0000003".to_owned(), vec![third])]);
}

async fn silent_cases_are_those_without_contact(store: Store) {
    let cases = population(&store, 10, 20).await;
    let before = start() + 1.hour();
    let silent = store.silent_cases("met", &WorkOwner::Everyone, before, 100, &[]).await.unwrap();
    for (case, _) in cases {
        let loaded = store.load(case).await.unwrap().unwrap();
        let owes = loaded.views(rules()).owners.iter().any(|owner| owner.owes);
        let expected = owes && loaded.case.last_contact_at.is_none_or(|at| at < before);
        assert_eq!(silent.iter().any(|s| s.case == case), expected, "{:?}", loaded.case.last_contact_at);
    }
}
