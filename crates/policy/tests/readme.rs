//! What each role and each agency may do and see, as `policies/README.md` has it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

#[path = "support/readme.rs"]
mod readme;

use policy::{About, Action, Asker, Part, Role, may};
use record::{CaseAccess, CaseId, OrganisationId, VictimId, access::MandateScope};
use std::collections::BTreeSet;
use uuid::Uuid;

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const VICTIM: VictimId = VictimId(Uuid::from_u128(2));

fn asker(role: Role) -> Asker {
    Asker {
        person: "somebody".into(),
        role,
        organisation: if role.is_public() { "" } else { "ours" }.into(),
        victim: role.is_public().then_some((CASE, VICTIM)),
        mandate: MandateScope::ALL.into(),
        of_support_service: role == Role::Advocate,
        broke_glass: BTreeSet::new(),
        drawn: BTreeSet::new(),
    }
}

/// What the organisation of a role answers for; supervisors and offices stand for those of the police here.
fn agency_of(role: Role) -> &'static str {
    match role {
        Role::WitnessCare => "wcu",
        Role::ProsecutionLiaison => "cps",
        Role::ProbationLiaison => "probation",
        Role::Court => "hmcts",
        Role::Advocate => "support_service",
        _ => "police",
    }
}

fn case_of(provider: Option<&str>, shared: bool, updates: bool) -> CaseAccess {
    let ours = || OrganisationId::from("ours");
    let agreed = |holds: bool| holds.then(|| (ours(), [VICTIM].into())).into_iter().collect();
    CaseAccess {
        organisations: provider.map(|provider| (ours(), [provider.to_owned()].into())).into_iter().collect(),
        shared: agreed(shared),
        updates: agreed(updates),
        victims: [VICTIM].into(),
        ..CaseAccess::default()
    }
}

/// Whether it is allowed about the case, its victim, or a note of their own: whichever the action can be about.
fn allowed(asker: &Asker, action: Action, case: &CaseAccess) -> bool {
    let own = &asker.organisation;
    let about = [About::Case(CASE, case), About::Victim(CASE, case, VICTIM), About::Note(CASE, case, own)];
    about.into_iter().any(|about| may(asker, action, about).is_allowed())
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn named(action: Action) -> String {
    action.part().map_or_else(|| action.slug().to_owned(), |part| format!("see {}", part.slug()))
}

fn head(first: &str, columns: impl Iterator<Item = String>) -> Vec<String> {
    let columns: Vec<String> = columns.collect();
    let line = row("---", columns.iter().map(|_| "---".to_owned()));
    vec![row(first, columns.into_iter()), line]
}

#[test]
fn each_role_on_each_kind_of_case() {
    let mut table = head("action", Role::ALL.iter().map(|role| role.slug().to_owned()));
    for action in Action::all() {
        let cells = Role::ALL.map(|role| {
            let (someone, agency) = (asker(role), Some(agency_of(role)));
            let glass = Asker { broke_glass: [CASE].into(), ..someone.clone() };
            let mut cell = String::new();
            let mut put = |letter, holds: bool| {
                if holds {
                    cell.push(letter);
                }
            };
            put('Y', may(&someone, action, About::Nothing).is_allowed());
            put('O', allowed(&someone, action, &case_of(agency, false, false)));
            put('S', allowed(&someone, action, &case_of(None, true, false)));
            put('U', allowed(&someone, action, &case_of(None, true, true)));
            put('G', !role.is_public() && allowed(&glass, action, &case_of(None, false, false)));
            if cell.is_empty() { "-".to_owned() } else { cell }
        });
        table.push(row(&named(action), cells.into_iter()));
    }
    readme::compare("roles", &table);
}

#[test]
fn each_agency_and_each_part() {
    let agencies = [
        "police",
        "wcu",
        "cps",
        "hmcts",
        "probation",
        "yot",
        "nhs_hospital",
        "moj",
        "cica",
        "parole_board",
        "ccrc",
        "court_supreme",
        "pcc",
        "all",
    ];
    let columns = agencies.into_iter().chain([
        "support_service",
        "support: agreed",
        "support: updates",
        "broken glass",
    ]);
    let mut table = head("part", columns.map(str::to_owned));
    for part in Part::ALL {
        let officer = asker(Role::Officer);
        let glass = Asker { broke_glass: [CASE].into(), ..officer.clone() };
        let sees = |asker: &Asker, case: CaseAccess| allowed(asker, Action::See(part), &case);
        let support = |shared, updates| case_of(Some("support_service"), shared, updates);
        let cells =
            agencies.into_iter().map(|agency| sees(&officer, case_of(Some(agency), false, false))).chain([
                sees(&officer, support(false, false)),
                sees(&officer, support(true, false)),
                sees(&officer, support(true, true)),
                sees(&glass, case_of(None, false, false)),
            ]);
        table.push(row(part.slug(), cells.map(|sees| if sees { "yes" } else { "-" }.to_owned())));
    }
    readme::compare("parts", &table);
}
