//! How long the gate takes with all policies: one decision, the decisions of a worklist's page, those of a case page.

use policy::{About, Action, Asker, Decision, Part, Role, may, may_each};
use record::{CaseAccess, CaseId, VictimId};
use std::{
    collections::BTreeSet,
    hint::black_box,
    time::{Duration, Instant},
};
use uuid::Uuid;

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows on a page of work.
const PAGE: usize = 50;
const ROUNDS: usize = 2_000;

fn main() {
    let asker = officer();
    let case = case();
    let id = CaseId(Uuid::from_u128(1));
    let about = About::Case(id, &case);
    // Read the policies first.
    black_box(may(&asker, Action::SeeCase, about));

    let one = median(ROUNDS, || may(&asker, Action::SeeCase, about));
    let refused = median(ROUNDS, || {
        may(&Asker { organisation: "other".into(), ..asker.clone() }, Action::SeeCase, about)
    });
    let slowest =
        Action::all().map(|action| median(200, || may(&asker, action, about))).max().unwrap_or_default();
    let page: Vec<CaseAccess> = (0..PAGE).map(|_| case.clone()).collect();
    let batch = median(ROUNDS / 10, || {
        page.iter().map(|case| may(&asker, Action::SeeCase, About::Case(id, case))).collect::<Vec<Decision>>()
    });
    let parts = median(ROUNDS / 10, || may_each(&asker, Part::ALL.map(Action::See), about));
    println!(
        "| the gate, all policies | one decision | {:.1} µs allowed, {:.1} µs refused (median of {ROUNDS}); slowest action {:.1} µs | aim: under 50 µs |",
        micros(one),
        micros(refused),
        micros(slowest),
    );
    println!(
        "| the gate, in batches | a worklist of {PAGE}; the {} parts of a case | {:.0} µs; {:.0} µs | aim: {PAGE} under 2,500 µs |",
        Part::ALL.len(),
        micros(batch),
        micros(parts),
    );
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn median<T>(rounds: usize, mut ask: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let begun = Instant::now();
            black_box(ask());
            begun.elapsed()
        })
        .collect();
    times.sort();
    times.get(rounds / 2).copied().unwrap_or_default()
}

fn officer() -> Asker {
    Asker {
        person: "okafor".into(),
        role: Role::Officer,
        organisation: "met".into(),
        victim: None,
        mandate: BTreeSet::new(),
        of_support_service: false,
        broke_glass: BTreeSet::new(),
        drawn: BTreeSet::new(),
    }
}

/// A case with several agencies, two victims, a support service, and a restriction that names this officer: the most
/// that the gate has to look at.
fn case() -> CaseAccess {
    let victims: BTreeSet<VictimId> = (10..12).map(|id| VictimId(Uuid::from_u128(id))).collect();
    let organisations =
        [("met", "police"), ("unit", "wcu"), ("prosecution", "cps"), ("harbour", "support_service")];
    CaseAccess {
        organisations: organisations
            .map(|(id, provider)| (id.into(), BTreeSet::from([provider.to_owned()])))
            .into(),
        shared: [("harbour".into(), victims.clone())].into(),
        updates: [("harbour".into(), victims.clone())].into(),
        restricted_to: Some(["okafor".into(), "chen".into()].into()),
        victims,
        ..CaseAccess::default()
    }
}
