//! Whatever people and systems do, in any order: the journal stays whole, the views follow from it, every open duty is in
//! exactly one holder's list, and nothing panics.

use crate::{
    contacts::call,
    messages::{
        Accused, BAIL, CUSTODY, Charges, DAMAGE, FREE, HERON, NONE, RAPE, ROBBERY, ROOK, THEFT, adjourned,
        charges, convicted, offence, prison, respaced, result, results, victim,
    },
    on_postgres, on_sqlite,
    town::{Town, now},
};
use jiff::{Timestamp, ToSpan};
use policy::Role;
use proptest::prelude::*;
use record::{
    Answer, CaseId, Preferences, VictimId, WaiverScope,
    event::{AttemptOutcome, Channel, DutyRef, FlagBecause},
    view::Phase,
};
use service::{
    import::MessageKind,
    my_work::WorkQuery,
    open_case::NewOwner,
    record_contact::{ContactForm, Reached},
    record_event::EventForm,
    waive::WaiverForm,
};
use std::collections::BTreeSet;
use store::{WorkOwner, WorkState};

#[derive(Clone, Debug)]
enum Step {
    Charge { urn: u8, who: u8, victims: u8, marker: u8 },
    Hear { urn: u8, who: u8, day: u8, bail: u8, results: Vec<(u8, u8)> },
    Repeat { back: u8, other_bytes: bool },
    Contact { victim: u8, meets: u8, reached: bool, hours: u16 },
    Event { trigger: u16, one: bool, hours: u16, learned: bool },
    Waive { victim: u8, scope: u8, withdraw: bool },
    Flag { victim: u8, flag: u8, holds: bool },
    Wish { victim: u8, channel: u8 },
    Answer { victim: u8, duty: u8, answer: u8 },
    HandOver { provider: u8, organisation: u8 },
    Mend,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3u8, 0..3u8, 0..8u8, 0..4u8)
            .prop_map(|(urn, who, victims, marker)| Step::Charge { urn, who, victims, marker }),
        5 => (0..4u8, 0..3u8, 0..6u8, 0..4u8, prop::collection::vec((0..4u8, 0..9u8), 0..4))
            .prop_map(|(urn, who, day, bail, results)| Step::Hear { urn, who, day, bail, results }),
        2 => (0..5u8, any::<bool>()).prop_map(|(back, other_bytes)| Step::Repeat { back, other_bytes }),
        4 => (0..4u8, any::<u8>(), any::<bool>(), 0..2000u16)
            .prop_map(|(victim, meets, reached, hours)| Step::Contact { victim, meets, reached, hours }),
        3 => (any::<u16>(), any::<bool>(), 0..2000u16, any::<bool>())
            .prop_map(|(trigger, one, hours, learned)| Step::Event { trigger, one, hours, learned }),
        2 => (0..4u8, 0..6u8, any::<bool>()).prop_map(|(victim, scope, withdraw)| Step::Waive { victim, scope, withdraw }),
        2 => (0..4u8, 0..10u8, any::<bool>()).prop_map(|(victim, flag, holds)| Step::Flag { victim, flag, holds }),
        1 => (0..4u8, 0..7u8).prop_map(|(victim, channel)| Step::Wish { victim, channel }),
        2 => (0..4u8, any::<u8>(), 0..4u8).prop_map(|(victim, duty, answer)| Step::Answer { victim, duty, answer }),
        1 => (0..8u8, 0..8u8).prop_map(|(provider, organisation)| Step::HandOver { provider, organisation }),
        1 => Just(Step::Mend),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_the_record_stays_whole_on_sqlite(steps in prop::collection::vec(step(), 1..30)) {
        on_sqlite(|town| live(town, steps));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_the_record_stays_whole_on_postgres(steps in prop::collection::vec(step(), 1..30)) {
        on_postgres(|town| live(town, steps));
    }
}

/// Does it all; after [`on_sqlite`] comes the check of journal and views.
async fn live(town: Town, steps: Vec<Step>) {
    let mut world = World { town, cases: BTreeSet::new(), sent: Vec::new(), dealt: BTreeSet::new() };
    for (place, step) in steps.into_iter().enumerate() {
        // An hour passes between two steps.
        world.take(step, now() + (place as i64).hours()).await;
    }
    world.check_worklists(now() + 100.hours()).await;
}

struct World {
    town: Town,
    cases: BTreeSet<CaseId>,
    sent: Vec<(MessageKind, String)>,
    dealt: BTreeSet<uuid::Uuid>,
}

const URNS: [&str; 4] = ["01ZD0000126", "46KT0000226", "01ZD0000326", ""];
const PEOPLE: [Accused; 3] =
    [HERON, ROOK, Accused { reference: "", born: "1999-09-09", given: "Kit", family: "Finch" }];
const CODES: [&str; 4] = [THEFT, DAMAGE, ROBBERY, RAPE];
const DAYS: [&str; 6] = ["2026-03-10", "2026-03-12", "2026-03-20", "2026-03-27", "9999-12-31", ""];

impl World {
    async fn take(&mut self, step: Step, when: Timestamp) {
        match step {
            Step::Charge { urn, who, victims, marker } => {
                let mut charge = Charges {
                    accused: vec![(
                        PEOPLE[who as usize],
                        [NONE, BAIL][usize::from(marker) % 2],
                        CODES[who as usize],
                    )],
                    ..charges(URNS[urn as usize])
                }
                .marked(["", "DV", "VI", "DV VI"][marker as usize]);
                for (bit, (family, house)) in
                    [("Moss", "1"), ("Moss", "2"), ("", "3")].into_iter().enumerate()
                {
                    if victims & (1 << bit) != 0 {
                        charge = charge.victim(victim(family, house, "07700 900001"));
                    }
                }
                self.import(MessageKind::ChargeFile, charge.xml(), when).await;
            }
            Step::Hear { urn, who, day, bail, results: orders } => {
                let day = DAYS[day as usize];
                let offences: Vec<String> = orders
                    .into_iter()
                    .map(|(code, order)| {
                        let code = CODES[code as usize];
                        match order {
                            0 => offence(1, code, &adjourned("2026-04-20")),
                            1 => convicted(1, code, day, &prison(14, "M", &[])),
                            2 => convicted(1, code, day, &prison(8, "M", &["F"])),
                            3 => offence(1, code, &result("2051", &[])),
                            4 => offence(1, code, &result("4577", &["LH"])),
                            5 => offence(1, code, &result("4504", &["LG"])),
                            6 => offence(1, code, &result("3044", &[])),
                            7 => offence(1, code, &result("4572", &["LI"])),
                            _ => offence(1, code, &result("9999", &["ZZ"])),
                        }
                    })
                    .collect();
                let bail = [FREE, BAIL, CUSTODY, NONE][bail as usize];
                let message =
                    results(URNS[urn as usize], day).of(PEOPLE[who as usize], bail, "Curfew: 7pm", &offences);
                self.import(MessageKind::CourtResults, message.xml(), when).await;
            }
            Step::Repeat { back, other_bytes } => {
                let Some((kind, message)) = self.sent.iter().rev().nth(back as usize).cloned() else {
                    return;
                };
                let message = if other_bytes { respaced(&message) } else { message };
                let events = self.town.store().verify().await.unwrap().events;
                self.import(kind, message, when).await;
                // The latest message again is never news.
                let after = self.town.store().verify().await.unwrap().events;
                assert!(back > 0 || events == after, "the latest message again changed something");
            }
            Step::Mend => {
                for held in self.town.store().quarantine_waiting(5).await.unwrap() {
                    let clerk = self.town.staff(Role::Supervisor, "unit");
                    let taken =
                        self.town.service.retry_quarantined(&clerk, held.id, None, when).await.unwrap();
                    self.cases.extend(taken.cases);
                    self.dealt.insert(held.id);
                }
            }
            other => {
                for case in self.cases.clone() {
                    self.work(case, &other, when).await;
                }
            }
        }
    }

    async fn import(&mut self, kind: MessageKind, message: String, when: Timestamp) {
        let taken = self.town.take_at(kind, message.clone(), when).await;
        self.cases.extend(taken.cases);
        self.sent.push((kind, message));
    }

    /// What a person does on a case. It may be refused; it may not fail.
    async fn work(&self, case: CaseId, step: &Step, when: Timestamp) {
        let town = &self.town;
        let loaded = town.load(case).await;
        let version = loaded.case.version;
        let victim_at = |place: u8| {
            let victims = &loaded.case.victims;
            (!victims.is_empty()).then(|| victims[place as usize % victims.len()].id)
        };
        let Some(owner) = loaded.case.owners.values().next() else { return };
        let actor = town.staff(Role::Officer, owner.organisation.as_str());
        let service = &town.service;
        let failed = match step {
            Step::Contact { victim, meets, reached, hours } => {
                let Some(victim) = victim_at(*victim) else { return };
                let reached = if *reached { Reached::Yes } else { Reached::No(AttemptOutcome::NoAnswer) };
                let theirs = self.duties(&loaded, victim);
                let chosen =
                    theirs.into_iter().enumerate().filter(|(place, _)| meets & (1 << (place % 8)) != 0);
                let meets =
                    if reached == Reached::Yes { chosen.map(|(_, duty)| duty).collect() } else { vec![] };
                let form = ContactForm {
                    at: when - i64::from(*hours).hours(),
                    against_preference: Some("No answer there".into()),
                    reached,
                    meets,
                    ..call(version, victim)
                };
                failure(service.record_contact(&actor, case, form, when).await)
            }
            Step::Event { trigger, one, hours, learned } => {
                let triggers = service.triggers();
                let trigger = triggers[*trigger as usize % triggers.len()];
                let at = when - i64::from(*hours).hours();
                let form = EventForm {
                    version,
                    trigger: trigger.slug.to_string(),
                    at,
                    received_at: learned.then_some(at + 1.minute()),
                    victim: victim_at(0).filter(|_| *one),
                    hearing: Some(record::Hearing {
                        date: jiff::civil::date(2026, 5, 5),
                        time: None,
                        court: None,
                        court_name: None,
                    }),
                    words: None,
                };
                failure(service.record_event(&actor, case, form, when).await)
            }
            Step::Waive { victim, scope, withdraw } => {
                let Some(victim) = victim_at(*victim) else { return };
                let scope = match scope {
                    0 => WaiverScope::All,
                    1 => WaiverScope::Duty("r06-charged".into()),
                    right => WaiverScope::Right(right + 3),
                };
                let form =
                    WaiverForm { version, victim, scope, words: Some("No".into()), withdraw: *withdraw };
                failure(service.waive(&actor, case, form, when).await)
            }
            Step::Flag { victim, flag, holds } => {
                let Some(victim) = victim_at(*victim) else { return };
                let flags = [
                    "vulnerable",
                    "intimidated",
                    "serious_crime",
                    "persistently_targeted",
                    "witness",
                    "bereaved",
                    "under_18",
                    "business",
                    "vcs_eligible",
                    "unheard_of",
                ];
                let flag = FlagBecause { flag: flags[*flag as usize].into(), because: "She said so".into() };
                failure(service.record_flag(&actor, case, version, victim, flag, *holds, when).await)
            }
            Step::Wish { victim, channel } => {
                let Some(victim) = victim_at(*victim) else { return };
                let wishes =
                    Preferences { channels: vec![Channel::ALL[*channel as usize]], ..Preferences::default() };
                failure(service.record_preferences(&actor, case, version, victim, wishes, when).await)
            }
            Step::Answer { victim, duty, answer } => {
                let Some(victim) = victim_at(*victim) else { return };
                let theirs = self.duties(&loaded, victim);
                if theirs.is_empty() {
                    return;
                }
                let duty = theirs[*duty as usize % theirs.len()].clone();
                let answer =
                    [Answer::Understood, Answer::Happened, Answer::NotUnderstood, Answer::DidNotHappen]
                        [*answer as usize];
                let me = town.as_victim(case, victim);
                service.victim_case(&me, when).await.unwrap();
                failure(service.answer(&me, duty, answer, Some("So it was".into()), when).await)
            }
            Step::HandOver { provider, organisation } => {
                let places = [
                    "met",
                    "kent",
                    "unit",
                    "kent-unit",
                    "prosecution",
                    "court-service",
                    "probation",
                    "harbour",
                ];
                let providers =
                    ["police", "wcu", "cps", "hmcts", "probation", "support_service", "yot", "all"];
                let to = NewOwner {
                    provider: providers[*provider as usize].into(),
                    organisation: places[*organisation as usize].into(),
                    team: None,
                    person: None,
                };
                failure(service.hand_over(&actor, case, version, to, when).await)
            }
            _ => None,
        };
        assert_eq!(failed, None, "{step:?}");
    }

    fn duties(&self, loaded: &store::LoadedCase, victim: VictimId) -> Vec<DutyRef> {
        let owed = self.town.owed(loaded);
        let theirs = owed.into_iter().filter(|owed| owed.victim == victim);
        theirs.map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None }).collect()
    }

    async fn check_worklists(&self, when: Timestamp) {
        let town = &self.town;
        let mut listed = Vec::new();
        for organisation in town.service.directory().organisations.keys() {
            let actor = town.staff(Role::Officer, organisation);
            let mut after = None;
            loop {
                let query = WorkQuery {
                    owner: WorkOwner::Everyone,
                    state: WorkState::Open,
                    provider: None,
                    right: None,
                    enhanced: false,
                    after,
                };
                let page = town.service.my_work(&actor, query, when).await.unwrap();
                for item in page.items {
                    assert!(item.rule.is_some() && item.trigger.is_some());
                    listed.push((item.duty.case, item.duty.victim, item.duty.trigger, item.duty.duty));
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
        let mut owed = Vec::new();
        for case in &self.cases {
            let loaded = town.load(*case).await;
            for row in loaded.views(town.service.rules()).duties {
                if row.phase == Phase::Open && !row.holder[0].is_empty() {
                    owed.push((*case, row.victim, row.trigger, row.duty));
                }
            }
            let held_by = loaded.case.owners.values().next().unwrap().organisation.clone();
            let file = town
                .service
                .case_file(&town.staff(Role::Officer, held_by.as_str()), *case, when)
                .await
                .unwrap();
            assert_eq!(file.version, loaded.case.version);
        }
        listed.sort();
        owed.sort();
        assert_eq!(listed, owed, "every open duty that somebody holds is in one list, once");
    }
}

/// A failure that is no refusal.
fn failure<T>(result: Result<T, service::ServiceError>) -> Option<String> {
    match result {
        Ok(_) | Err(service::ServiceError::Invalid(_)) => None,
        Err(error) => Some(error.to_string()),
    }
}
