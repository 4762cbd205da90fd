use super::*;
use crate::{Contact, Origin, Recorder, Understood, event::Channel};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

const VICTIM: VictimId = VictimId(Uuid::from_u128(1));

fn about(duty: u8) -> DutyRef {
    DutyRef { duty: format!("r06-{duty}"), trigger: u64::from(duty), victim: None }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Answer(u8, Answer),
    Meet(u8),
    Settle(u8),
    Agree(u8),
    Reopen(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let answer = prop_oneof![
        Just(Answer::DidNotHappen),
        Just(Answer::NotUnderstood),
        Just(Answer::Understood),
        Just(Answer::Happened),
    ];
    prop_oneof![
        4 => (0..3u8, answer).prop_map(|(duty, answer)| Step::Answer(duty, answer)),
        2 => (0..3u8).prop_map(Step::Meet),
        2 => (0..3u8).prop_map(Step::Settle),
        1 => (0..3u8).prop_map(Step::Agree),
        2 => (0..3u8).prop_map(Step::Reopen),
    ]
}

fn recorded(version: u64, event: CaseEvent) -> Recorded {
    let at = Timestamp::from_second(version as i64).unwrap();
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    Recorded { version, at, received_at: None, recorded_at: at, by, event }
}

fn contact(meets: Vec<DutyRef>) -> CaseEvent {
    CaseEvent::ContactRecorded(Contact {
        victim: VICTIM,
        representative: None,
        channel: Channel::Phone,
        told: PersonalRef { id: Uuid::nil(), digest: String::new() },
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next: None,
        meets,
    })
}

fn events_of(step: Step, version: u64, disputes: &Disputes) -> Vec<CaseEvent> {
    let promised = |duty| disputes.about(VICTIM, &about(duty)).map(Dispute::promised);
    match step {
        Step::Answer(duty, answer) => vec![CaseEvent::VictimAnswered {
            victim: VICTIM,
            about: AnswerAbout::Duty(about(duty)),
            answer,
            words: None,
        }],
        Step::Meet(duty) => vec![contact(promised(duty).into_iter().collect())],
        Step::Settle(duty) => {
            let settled = DisputeEvent::Settled {
                victim: VICTIM,
                about: about(duty),
                outcome: Outcome::DoneNow,
                contact: version,
            };
            vec![contact(promised(duty).into_iter().collect()), CaseEvent::Dispute(settled)]
        }
        Step::Agree(duty) => {
            vec![CaseEvent::Dispute(DisputeEvent::Agreed { victim: VICTIM, about: about(duty) })]
        }
        Step::Reopen(duty) => {
            let reopened = DisputeEvent::Reopened { victim: VICTIM, about: about(duty), words: None };
            vec![CaseEvent::Dispute(reopened)]
        }
    }
}

proptest! {
    /// Whatever people say in whatever order: an open dispute has exactly one clock that runs, one that is not open has
    /// none, and only what the victim says ends one without somebody having told them something.
    #[test]
    fn an_open_dispute_has_one_clock(steps in prop::collection::vec(step(), 0..40)) {
        let mut disputes = Disputes::default();
        let mut running: BTreeSet<(u64, &'static str)> = BTreeSet::new();
        let mut version = 0;
        for step in steps {
            for event in events_of(step, version + 1, &disputes) {
                version += 1;
                let before = disputes.clone();
                let event = recorded(version, event);
                if let CaseEvent::ContactRecorded(contact) = &event.event {
                    for met in &contact.meets {
                        running.retain(|(trigger, duty)| (*trigger, *duty) != (met.trigger, met.duty.as_str()));
                    }
                }
                for effect in disputes.apply(&event) {
                    match effect {
                        Effect::Start(_, _) => {
                            let opened = disputes.opened_by(version).expect("what was started is there");
                            running.insert((version, opened.promise()));
                        }
                        Effect::End(_, ended) => {
                            let is = |(trigger, duty): &(u64, &str)| *trigger == ended.trigger && *duty == ended.duty;
                            prop_assert!(running.iter().any(is), "ended what did not run");
                            running.retain(|one| !is(one));
                        }
                    }
                }
                let open: BTreeSet<(u64, &'static str)> = disputes
                    .all()
                    .filter(|dispute| dispute.state == State::Open)
                    .map(|dispute| (dispute.opened, dispute.promise()))
                    .collect();
                prop_assert_eq!(&open, &running, "after {:?}", event.event);
                for dispute in disputes.all() {
                    let earlier = before.about(VICTIM, &dispute.about);
                    let times = earlier.map_or(0, |earlier| earlier.reopened);
                    prop_assert!(dispute.reopened == times || dispute.reopened == times + 1);
                    let came_back = earlier.is_some_and(|earlier| earlier.state != State::Open)
                        && dispute.state == State::Open;
                    prop_assert_eq!(came_back, dispute.reopened > times, "open again is counted, and nothing else");
                    if came_back {
                        prop_assert_eq!(dispute.promise(), LOOK_AGAIN, "a supervisor looks");
                        prop_assert_eq!(dispute.opened, version, "with a new clock");
                    }
                }
            }
        }
    }
}
