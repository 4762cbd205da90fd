//! What cannot be read or matched waits in quarantine, whole and with the reason, until a person has dealt with it.

use crate::{
    messages::{Accused, FREE, HERON, THEFT, charges, offence, respaced, result, results, victim},
    on_both_engines,
    town::{Town, now},
};
use policy::Role;
use service::{
    Actor, ServiceError,
    import::{Incoming, MessageKind},
};
use store::{MessageOutcome, QuarantineState, Quarantined};

on_both_engines!(
    what_cannot_be_read_waits_whole_with_the_reason,
    the_rest_of_a_batch_is_taken_in,
    a_message_without_a_date_is_mended_and_taken_in,
    what_is_still_wrong_waits_on,
    what_is_not_to_be_taken_in_is_set_aside_with_the_reason,
    a_message_is_taken_in_once_when_two_people_retry_it,
    a_mended_message_that_is_too_large_is_refused,
    a_reason_names_nobody,
);

const URN: &str = "01ZD0000126";

fn fine(date: &str) -> String {
    results(URN, date).of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))]).xml()
}

fn clerk(town: &Town) -> Actor {
    town.staff(Role::WitnessCare, "unit")
}

async fn waiting(town: &Town) -> Vec<Quarantined> {
    let (listed, count) = town.service.quarantine(&clerk(town)).await.unwrap();
    assert_eq!(listed.len() as i64, count);
    listed
}

fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let whole = fine("2026-03-20");
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{}]><ResultedCaseMessage>&j;</ResultedCaseMessage>",
        (b'b'..=b'j')
            .map(|c| format!("<!ENTITY {} '&{};&{0};'>", c as char, (c - 1) as char))
            .collect::<String>()
    );
    let deep = format!("<ResultedCaseMessage>{}", "<a>".repeat(100_000));
    let mut wrong = whole.clone().into_bytes();
    wrong.extend([b'<', 0xff, 0xfe, 0xfd, b'>']);
    vec![
        ("nothing", Vec::new()),
        ("white space", b" \n\t".to_vec()),
        ("no message", b"good morning".to_vec()),
        ("zeros", vec![0; 4096]),
        ("cut", whole.as_bytes()[..whole.len() / 2].to_vec()),
        ("an entity bomb", bomb.into_bytes()),
        ("too deep", deep.into_bytes()),
        ("wrong encoding", wrong),
        ("another message", b"<Invoice><Total>7</Total></Invoice>".to_vec()),
        ("two messages", format!("<Envelope>{whole}{whole}</Envelope>").into_bytes()),
        ("a broken event", br#"{"hearing": {"prosecutionCases": ["#.to_vec()),
    ]
}

async fn what_cannot_be_read_waits_whole_with_the_reason(town: Town) {
    let mut sent = broken();
    sent.push(("too large", vec![b' '; 33 * 1024 * 1024]));
    for (what, bytes) in &sent {
        for kind in [MessageKind::CourtResults, MessageKind::ChargeFile] {
            let taken = town.take(kind, bytes.clone()).await;
            if taken.outcome == MessageOutcome::NothingNew {
                // The other reader had it already and it is of neither kind.
                continue;
            }
            assert_eq!(taken.outcome, MessageOutcome::Quarantined, "{what}");
            assert!(taken.reason.is_some_and(|reason| reason.len() > 10 && reason.len() < 400), "{what}");
        }
    }
    let held = waiting(&town).await;
    assert_eq!(held.len(), sent.len());
    for (what, bytes) in sent {
        assert!(held.iter().any(|held| held.body == bytes), "{what}: to the byte");
    }
    assert_eq!(town.cases().await, 0);
}

async fn the_rest_of_a_batch_is_taken_in(town: Town) {
    let mut batch: Vec<Incoming> =
        broken().into_iter().map(|(what, bytes)| Incoming { source: what.into(), bytes }).collect();
    let many = batch.len();
    for day in 10..20 {
        let place = (day * 7) % batch.len();
        batch
            .insert(place, Incoming { source: "good".into(), bytes: fine(&format!("2026-03-{day}")).into() });
    }
    let taken = town.service.import(MessageKind::CourtResults, &batch, now()).await.unwrap();
    assert_eq!(taken.len(), batch.len());
    for (taken, sent) in taken.iter().zip(&batch) {
        assert_eq!(taken.source, sent.source, "in their order");
        let good = taken.outcome == MessageOutcome::Recorded;
        assert_eq!(good, taken.source == "good", "{}", taken.source);
    }
    assert_eq!((waiting(&town).await.len(), town.cases().await), (many, 1));
}

async fn a_message_without_a_date_is_mended_and_taken_in(town: Town) {
    let taken = town.take(MessageKind::CourtResults, fine("")).await;
    assert!(taken.reason.unwrap().contains("DateOfHearing"), "it says what to mend");
    assert_eq!(town.cases().await, 0, "nothing is guessed");
    let held = waiting(&town).await.remove(0);
    assert_eq!(
        (held.body.as_slice(), held.source.as_str(), held.tries),
        (fine("").as_bytes(), "invented.xml", 1)
    );

    // The same message again is known, and does not wait twice.
    town.nothing_new(MessageKind::CourtResults, fine("")).await;
    assert_eq!(waiting(&town).await.len(), 1);

    let service = &town.service;
    let taken =
        service.retry_quarantined(&clerk(&town), held.id, Some(fine("2026-03-20")), now()).await.unwrap();
    assert_eq!((taken.outcome, taken.cases.len()), (MessageOutcome::Recorded, 1));
    assert_eq!(waiting(&town).await, []);
    let held = service.quarantined(&clerk(&town), held.id).await.unwrap();
    assert_eq!((held.state, held.tries), (QuarantineState::TakenIn, 2));

    // What was dealt with is dealt with.
    let events = town.store().verify().await.unwrap().events;
    for again in [None, Some(fine("2026-03-21"))] {
        let refused = service.retry_quarantined(&clerk(&town), held.id, again, now()).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))));
    }
    assert!(matches!(service.set_aside(&clerk(&town), held.id, "late").await, Err(ServiceError::Invalid(_))));
    assert_eq!(town.store().verify().await.unwrap().events, events);
    // The court sends what it should have sent: nothing new.
    town.nothing_new(MessageKind::CourtResults, fine("2026-03-20")).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&fine("2026-03-20"))).await;
}

async fn what_is_still_wrong_waits_on(town: Town) {
    town.take(MessageKind::CourtResults, fine("")).await;
    let held = waiting(&town).await.remove(0);
    let cut = fine("2026-03-20").replace("</ResultedCaseMessage>", "");
    let taken =
        town.service.retry_quarantined(&clerk(&town), held.id, Some(cut.clone()), now()).await.unwrap();
    assert_eq!(taken.outcome, MessageOutcome::Quarantined);
    let now_held = waiting(&town).await.remove(0);
    assert_ne!(now_held.reason, held.reason, "the reason of the latest try");
    assert_eq!((now_held.mended, now_held.tries), (Some(cut.into_bytes()), 2), "the person's work is kept");
    assert_eq!(now_held.body, held.body, "what came is kept as it came");
    let again = town.service.retry_quarantined(&clerk(&town), held.id, None, now()).await.unwrap();
    assert_eq!(again.outcome, MessageOutcome::Quarantined);
    assert_eq!(waiting(&town).await.len(), 1);
    // A message that waited because two cases fitted finds its case once it says which.
    let retried = town
        .service
        .retry_quarantined(&clerk(&town), held.id, Some(fine("2026-03-20")), now())
        .await
        .unwrap();
    assert_eq!(retried.outcome, MessageOutcome::Recorded);
}

async fn what_is_not_to_be_taken_in_is_set_aside_with_the_reason(town: Town) {
    town.take(MessageKind::ChargeFile, "<broken").await;
    let held = waiting(&town).await.remove(0);
    for reason in ["", " \n "] {
        let refused = town.service.set_aside(&clerk(&town), held.id, reason).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(problems)) if problems[0].field == "why"));
    }
    let endless = town.service.set_aside(&clerk(&town), held.id, &"a".repeat(1_000_000)).await;
    assert!(matches!(endless, Err(ServiceError::Invalid(_))), "a megabyte is no reason");
    assert_eq!(waiting(&town).await.len(), 1);
    town.service.set_aside(&clerk(&town), held.id, "A test\0 of the sender").await.unwrap();
    assert_eq!(waiting(&town).await, []);
    let held = town.service.quarantined(&clerk(&town), held.id).await.unwrap();
    assert_eq!(held.state, QuarantineState::SetAside);
    assert!(
        held.note.contains("of the sender") && held.note.contains("witness_care-unit"),
        "why and by whom"
    );
    assert_eq!(held.body, b"<broken", "it stays to be looked at");
    let refused = town.service.retry_quarantined(&clerk(&town), held.id, None, now()).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))));
}

async fn a_message_is_taken_in_once_when_two_people_retry_it(town: Town) {
    for round in 0..5 {
        let who = Accused { reference: "", born: "", ..HERON };
        let urn = format!("01ZD00{round:03}26");
        let message =
            |date| results(&urn, date).of(who, FREE, "", &[offence(1, THEFT, &result("2051", &[]))]).xml();
        town.take(MessageKind::CourtResults, message("")).await;
        let held = waiting(&town).await.remove(0);
        let retry = || {
            let (town, mended) = (town.clone(), message("2026-03-20"));
            tokio::spawn(async move {
                town.service.retry_quarantined(&clerk(&town), held.id, Some(mended), now()).await
            })
        };
        let (one, other) = tokio::join!(retry(), retry());
        let recorded = [one.unwrap(), other.unwrap()]
            .into_iter()
            .filter(|taken| matches!(taken, Ok(taken) if taken.outcome == MessageOutcome::Recorded))
            .count();
        assert_eq!(recorded, 1);
        let loaded = town.load(town.case_of(&urn).await).await;
        assert_eq!(crate::town::happened(&loaded, "hearing_outcome_known").len(), 1);
        assert_eq!(waiting(&town).await, []);
    }
}

async fn a_mended_message_that_is_too_large_is_refused(town: Town) {
    town.take(MessageKind::CourtResults, fine("")).await;
    let held = waiting(&town).await.remove(0);
    let large = Some(" ".repeat(1024 * 1024 + 1));
    let refused = town.service.retry_quarantined(&clerk(&town), held.id, large, now()).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))));
    assert_eq!(waiting(&town).await, [held]);
}

/// Reasons stand in lists, logs and diagnostics.
async fn a_reason_names_nobody(town: Town) {
    let charge = charges("").victim(victim("Moss", "1", "07700 900001")).xml();
    let nobody = |text: String| text.replace(HERON.reference, "").replace(HERON.born, "Heron");
    for message in [
        fine("Heron"),
        nobody(fine("2026-03-20").replace(URN, "")),
        nobody(charge.clone()),
        charge.replace("</Case>", "<Heron></Moss>"),
        fine("2026-03-20").replace("</Session>", "&Heron;"),
    ] {
        let taken = town.take(MessageKind::CourtResults, message).await;
        let said = format!("{:?} {:?}", taken.reason.unwrap(), taken.notes);
        for personal in ["Heron", "Moss", "07700", "Wren"] {
            assert!(!said.contains(personal), "{said}");
        }
    }
}
