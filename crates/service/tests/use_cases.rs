//! Every use case that somebody asks for passes the gate, and `policies/README.md` says for whom it answers. Read from the
//! source, so that a new use case appears here by itself: one that is not in the table fails.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

#[path = "../../policy/tests/support/readme.rs"]
mod readme;

use policy::{About, Action, Asker, Role, may};
use record::{CaseAccess, CaseId, OrganisationId, VictimId, access::MandateScope};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use uuid::Uuid;

/// A use case: where it is, its text, and whether others than the service itself may ask for it.
struct UseCase {
    file: String,
    text: String,
    public: bool,
}

/// Methods to which somebody (`actor`) is given, by name.
fn use_cases() -> BTreeMap<String, UseCase> {
    let mut found: BTreeMap<String, UseCase> = BTreeMap::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
            for (public, name, text) in methods(&std::fs::read_to_string(&path).unwrap()) {
                let known = found.entry(name.clone()).or_insert_with(|| UseCase {
                    file: file.clone(),
                    text: String::new(),
                    public: false,
                });
                assert!(!(known.public && public), "two use cases are called {name}");
                known.public |= public;
                known.text.push_str(&text);
            }
        }
    }
    found
}

/// Methods as the formatter leaves them: their first and last line stand four spaces in.
fn methods(text: &str) -> Vec<(bool, String, String)> {
    let mut methods = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let first = line.strip_prefix("    ").filter(|rest| !rest.starts_with([' ', '/']));
        let Some((before, after)) = first.and_then(|first| first.split_once("fn ")) else { continue };
        if !before.split(' ').all(|word| ["", "pub", "pub(crate)", "pub(super)", "async"].contains(&word)) {
            continue;
        }
        let mut whole = line.to_owned();
        whole.extend(lines.by_ref().take_while(|line| *line != "    }").map(|line| format!("\n{line}")));
        if whole.split('{').next().unwrap().contains("actor: &Actor") {
            let name = after.split(['(', '<']).next().unwrap().to_owned();
            methods.push((before.split(' ').any(|word| word == "pub"), name, whole));
        }
    }
    methods
}

/// The actions that a use case puts to the gate, itself or through another use case.
fn actions(name: &str, all: &BTreeMap<String, UseCase>, seen: &mut BTreeSet<String>) -> BTreeSet<Action> {
    if !seen.insert(name.to_owned()) {
        return BTreeSet::new();
    }
    let text = &all[name].text;
    // `Action::See(Part::Sharing)` and the like are looked at by their written name.
    let mut found: BTreeSet<Action> = Action::all().filter(|action| asks(text, &written(*action))).collect();
    for other in all.keys() {
        if text.contains(&format!("self.{other}(actor")) || text.contains(&format!(".{other}(actor")) {
            found.extend(actions(other, all, seen));
        }
    }
    found
}

fn written(action: Action) -> String {
    match action {
        Action::See(part) => format!("Action::See(Part::{part:?})"),
        other => format!("Action::{other:?}"),
    }
}

fn asks(text: &str, written: &str) -> bool {
    text.match_indices(written)
        .any(|(at, _)| !text[at + written.len()..].starts_with(|next: char| next.is_alphanumeric()))
}

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const VICTIM: VictimId = VictimId(Uuid::from_u128(2));

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

/// Whether the gate lets a role do this: about no case, on an own case, on another's.
fn answers(role: Role, action: Action) -> [bool; 3] {
    let asker = Asker {
        person: "somebody".into(),
        role,
        organisation: if role.is_public() { "" } else { "ours" }.into(),
        victim: role.is_public().then_some((CASE, VICTIM)),
        mandate: MandateScope::ALL.into(),
        broke_glass: BTreeSet::new(),
        drawn: BTreeSet::new(),
        of_support_service: false,
    };
    let case = |of: &str| CaseAccess {
        organisations: [(OrganisationId::from(of), [agency_of(role).to_owned()].into())].into(),
        shared: [(OrganisationId::from(of), [VICTIM].into())].into(),
        victims: [VICTIM].into(),
        ..CaseAccess::default()
    };
    let another = CaseId(Uuid::from_u128(3));
    let asks = |about: About<'_>| may(&asker, action, about).is_allowed();
    let on = |id, case: &CaseAccess| asks(About::Case(id, case)) || asks(About::Victim(id, case, VICTIM));
    [asks(About::Nothing), on(CASE, &case("ours")), on(another, &case("others"))]
}

#[test]
fn the_table_of_use_cases_says_for_whom_they_answer() {
    let all = use_cases();
    assert!(all.len() > 30, "the use cases were not found");
    let columns = Role::ALL.map(Role::slug).join(" | ");
    let mut table = vec![
        format!("| use case | in | asks the gate | {columns} |"),
        format!("| --- | --- | --- |{}", " --- |".repeat(Role::ALL.len())),
    ];
    for (name, case) in all.iter().filter(|(_, case)| case.public) {
        let actions = actions(name, &all, &mut BTreeSet::new());
        let asked: Vec<String> = actions
            .iter()
            .map(|action| match action.part() {
                Some(part) => format!("see {}", part.slug()),
                None => action.slug().to_owned(),
            })
            .collect();
        let cells = Role::ALL.map(|role| {
            let decided: Vec<[bool; 3]> = actions.iter().map(|action| answers(role, *action)).collect();
            assert!(decided.iter().all(|[_, _, another]| !another), "{name} on another's case for {role:?}");
            match decided.as_slice() {
                [] => "no gate",
                decided if decided.iter().any(|answers| answers[0]) => "Y",
                decided if decided.iter().any(|answers| answers[1]) => "O",
                _ => "-",
            }
        });
        let asked = if asked.is_empty() { "no gate".to_owned() } else { asked.join(", ") };
        table.push(format!("| `{name}` | `{}` | {asked} | {} |", case.file, cells.join(" | ")));
    }
    readme::compare("use cases", &table);
}
