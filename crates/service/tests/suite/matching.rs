//! A message finds its case by reference number, then prosecutor's reference, then defendant; a doubt goes to a person.

use crate::{
    messages::{Accused, BAIL, DAMAGE, FREE, HERON, ROOK, THEFT, charges, offence, result, results, victim},
    on_both_engines,
    town::{Town, happened, now},
};
use service::import::{Incoming, MessageKind};
use store::MessageOutcome;

on_both_engines!(
    the_reference_number_comes_first,
    without_the_number_the_prosecutors_reference_decides,
    without_either_name_and_birth_date_decide,
    the_same_person_for_something_else_is_another_case,
    a_father_and_a_son_of_the_same_name_are_two,
    two_cases_that_both_fit_are_left_to_a_person,
    a_message_that_names_no_case_waits,
    each_case_and_defendant_of_a_message_gets_its_own_results,
    several_defendants_share_a_case,
    messages_in_one_batch_find_the_case_that_the_first_opened,
    two_imports_at_once_open_one_case,
    two_imports_of_one_message_at_once_take_it_in_once,
    many_imports_at_once_lose_nothing,
);

const URN: &str = "01ZD0000126";
const OTHER: &str = "01ZD0000226";

fn fine(who: Accused, urn: &str, date: &str) -> String {
    results(urn, date).of(who, FREE, "", &[offence(1, THEFT, &result("1015", &[]))]).xml()
}

async fn the_reference_number_comes_first(town: Town) {
    let first = town.hear(fine(HERON, URN, "2026-03-03")).await;
    let second = town.hear(fine(ROOK, OTHER, "2026-03-03")).await;
    assert_ne!(first, second);
    // Heron's reference and birth date point to the first case, the number to the second.
    assert_eq!(town.hear(fine(HERON, OTHER, "2026-03-04")).await, second);
    assert_eq!(town.hear(fine(HERON, "01zd 0000/126", "2026-03-05")).await, first, "however it is written");
    assert_eq!(town.cases().await, 2);
}

async fn without_the_number_the_prosecutors_reference_decides(town: Town) {
    let first = town.hear(fine(HERON, URN, "2026-03-03")).await;
    town.hear(fine(ROOK, OTHER, "2026-03-03")).await;
    let renamed = Accused { given: "Another", family: "Name", born: "1970-01-01", ..HERON };
    assert_eq!(town.hear(fine(renamed, "", "2026-03-04")).await, first);
    // The reference outranks the person: this is Rook by name and birth date.
    let with_herons_reference = Accused { reference: HERON.reference, ..ROOK };
    assert_eq!(town.hear(fine(with_herons_reference, "", "2026-03-05")).await, first);
}

async fn without_either_name_and_birth_date_decide(town: Town) {
    let first = town.hear(fine(HERON, URN, "2026-03-03")).await;
    let shouted = Accused { reference: "", given: "WREN", family: "HERON", ..HERON };
    assert_eq!(town.hear(fine(shouted, "", "2026-03-04")).await, first);
    assert_eq!(town.load(first).await.case.defendants.len(), 1);
}

/// The victims of one case must not read the news of another.
async fn the_same_person_for_something_else_is_another_case(town: Town) {
    let case = town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    let nameless = Accused { reference: "", ..HERON };
    let of = |code| {
        results(OTHER, "2026-03-20").of(nameless, FREE, "", &[offence(1, code, &result("2051", &[]))]).xml()
    };
    assert_ne!(town.hear(of(DAMAGE)).await, case);
    let loaded = town.load(case).await;
    assert!(happened(&loaded, "hearing_outcome_known").is_empty());
    // Without a number of its own, the same person for the same offence is the same case.
    let same = results("", "2026-03-20").of(
        nameless,
        FREE,
        "",
        &[offence(1, crate::messages::ROBBERY, &result("2051", &[]))],
    );
    assert_eq!(town.hear(same.xml()).await, case);
}

async fn a_father_and_a_son_of_the_same_name_are_two(town: Town) {
    let father = town.hear(fine(Accused { reference: "", ..HERON }, URN, "2026-03-03")).await;
    let son = town.hear(fine(Accused { reference: "", born: "2012-02-28", ..HERON }, "", "2026-03-03")).await;
    assert_ne!(father, son);
}

async fn two_cases_that_both_fit_are_left_to_a_person(town: Town) {
    for urn in [URN, OTHER] {
        town.hear(fine(if urn == URN { HERON } else { ROOK }, urn, "2026-03-03")).await;
        if urn == OTHER {
            town.hear(fine(HERON, urn, "2026-03-04")).await;
        }
    }
    let before = town.store().views_digest().await.unwrap();
    for who in [HERON, Accused { reference: "", ..HERON }] {
        let taken = town.take(MessageKind::CourtResults, fine(who, "", "2026-03-05")).await;
        assert_eq!(taken.outcome, MessageOutcome::Quarantined);
        assert!(taken.reason.unwrap().starts_with("several cases have this "));
        let charge = crate::messages::Charges { accused: vec![(who, FREE, THEFT)], ..charges("") };
        let taken = town.take(MessageKind::ChargeFile, charge.victim(victim("Moss", "1", "")).xml()).await;
        assert_eq!(taken.outcome, MessageOutcome::Quarantined);
    }
    assert_eq!(town.store().views_digest().await.unwrap(), before);
    assert_eq!(town.store().quarantine_count().await.unwrap(), 4);
}

async fn a_message_that_names_no_case_waits(town: Town) {
    let nobody = Accused { reference: "", born: "", ..HERON };
    let taken = town.take(MessageKind::CourtResults, fine(nobody, "", "2026-03-03")).await;
    assert!(taken.reason.unwrap().contains("nothing says which case this is"));
    let charge = crate::messages::Charges { accused: vec![(nobody, FREE, THEFT)], ..charges("") };
    let taken = town.take(MessageKind::ChargeFile, charge.xml()).await;
    assert!(taken.reason.unwrap().contains("nothing says which case this is"));
    let nothing = town.take(MessageKind::CourtResults, results(URN, "2026-03-03").xml()).await;
    assert_eq!(nothing.outcome, MessageOutcome::Quarantined, "a message about nobody");
    assert_eq!(town.cases().await, 0);
}

async fn each_case_and_defendant_of_a_message_gets_its_own_results(town: Town) {
    let message = results(URN, "2026-03-03")
        .of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))])
        .and_case(OTHER)
        .of(ROOK, FREE, "", &[offence(1, DAMAGE, &result("4577", &[]))])
        .xml();
    let taken = town.take(MessageKind::CourtResults, message).await;
    assert_eq!(taken.cases.len(), 2);
    let first = town.load(town.case_of(URN).await).await;
    let second = town.load(town.case_of(OTHER).await).await;
    assert_eq!(happened(&first, "charge_dropped_or_altered").len(), 1);
    assert_eq!(happened(&first, "arrest_warrant_issued").len(), 0);
    assert_eq!(happened(&second, "arrest_warrant_issued").len(), 1);
    assert_eq!((first.case.defendants.len(), second.case.defendants.len()), (1, 1));
}

async fn several_defendants_share_a_case(town: Town) {
    let message = results(URN, "2026-03-03")
        .of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))])
        .of(
            ROOK,
            BAIL,
            "Not to enter Moss Lane",
            &[offence(1, THEFT, &crate::messages::adjourned("2026-04-20"))],
        )
        .xml();
    let case = town.hear(message.clone()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.defendants.len(), 2);
    assert_eq!(happened(&loaded, "hearing_outcome_known").len(), 2, "one for each defendant");
    assert_eq!(happened(&loaded, "hearing_date_set").len(), 1);
    assert_eq!(town.cases().await, 1);
    town.nothing_new(MessageKind::CourtResults, crate::messages::respaced(&message)).await;
}

async fn messages_in_one_batch_find_the_case_that_the_first_opened(town: Town) {
    let incoming = |text: String| Incoming { source: "invented.xml".into(), bytes: text.into_bytes() };
    let batch = [
        incoming(fine(HERON, URN, "2026-03-03")),
        incoming(fine(HERON, "", "2026-03-04")),
        incoming(fine(Accused { reference: "", ..HERON }, "", "2026-03-05")),
        incoming(fine(HERON, URN, "2026-03-03")),
        incoming(crate::messages::respaced(&fine(HERON, URN, "2026-03-03"))),
    ];
    let taken = town.service.import(MessageKind::CourtResults, &batch, now()).await.unwrap();
    use MessageOutcome::{NothingNew, Recorded};
    let outcomes: Vec<_> = taken.iter().map(|taken| taken.outcome).collect();
    assert_eq!(outcomes, [Recorded, Recorded, Recorded, NothingNew, NothingNew]);
    let loaded = town.load(town.case_of(URN).await).await;
    assert_eq!(happened(&loaded, "hearing_outcome_known").len(), 3);
    assert_eq!(town.cases().await, 1);
}

/// Both read an empty database before either has written.
async fn two_imports_at_once_open_one_case(town: Town) {
    for round in 0..10 {
        let urn = format!("01ZD00{round:03}26");
        let who = Accused { reference: "", born: "", ..HERON };
        let charge = crate::messages::Charges { accused: vec![(who, FREE, THEFT)], ..charges(&urn) };
        let charge = charge.victim(victim("Moss", "1", "")).xml();
        let (results, charge) = tokio::join!(
            spawn(&town, MessageKind::CourtResults, fine(who, &urn, "2026-03-20")),
            spawn(&town, MessageKind::ChargeFile, charge)
        );
        assert_eq!(results.cases, charge.cases, "round {round}: the victims are where the results are");
        town.case_of(&urn).await;
    }
}

async fn two_imports_of_one_message_at_once_take_it_in_once(town: Town) {
    let kind = MessageKind::CourtResults;
    let message = fine(HERON, URN, "2026-03-20");
    let (one, other) = tokio::join!(spawn(&town, kind, message.clone()), spawn(&town, kind, message));
    let mut outcomes = [one.outcome, other.outcome];
    outcomes.sort_by_key(|outcome| format!("{outcome:?}"));
    assert_eq!(outcomes, [MessageOutcome::NothingNew, MessageOutcome::Recorded]);
    let loaded = town.load(town.case_of(URN).await).await;
    assert_eq!(happened(&loaded, "hearing_outcome_known").len(), 1);
    let (one, other) =
        tokio::join!(spawn(&town, kind, "<broken".into()), spawn(&town, kind, "<broken".into()));
    assert_ne!(one.outcome, other.outcome, "one of them is known already");
    assert_eq!(town.store().quarantine_count().await.unwrap(), 1);
}

async fn many_imports_at_once_lose_nothing(town: Town) {
    let mut imports = Vec::new();
    for import in 0..4 {
        // Every import speaks of the same five cases, each on days of its own.
        let batch: Vec<Incoming> = (0..25)
            .map(|number| Incoming {
                source: format!("{import}-{number}"),
                bytes: fine(
                    HERON,
                    &format!("01ZD00{:03}26", number % 5),
                    &format!("2026-0{}-{:02}", 1 + import % 2, 1 + number + import / 2),
                )
                .replace(HERON.reference, &format!("REF{}", number % 5))
                .replace(HERON.born, &format!("1990-02-{:02}", 1 + number % 5))
                .into_bytes(),
            })
            .collect();
        let town = town.clone();
        imports.push(tokio::spawn(async move {
            town.service.import(MessageKind::CourtResults, &batch, now()).await.unwrap()
        }));
    }
    let mut cases = std::collections::BTreeSet::new();
    for import in imports {
        for taken in import.await.unwrap() {
            assert_eq!(taken.reason, None);
            cases.extend(taken.cases);
        }
    }
    assert_eq!((cases.len(), town.cases().await), (5, 5));
    let mut outcomes = 0;
    for case in cases {
        outcomes += happened(&town.load(case).await, "hearing_outcome_known").len();
    }
    // Of the hundred messages, days that two imports both speak of say the same.
    let days: std::collections::BTreeSet<_> = (0..4)
        .flat_map(|import| (0..25).map(move |number| (number % 5, import % 2, number + import / 2)))
        .collect();
    assert_eq!(outcomes, days.len());
}

async fn spawn(town: &Town, kind: MessageKind, message: String) -> service::import::Taken {
    let town = town.clone();
    tokio::spawn(async move { town.take(kind, message).await }).await.unwrap()
}
