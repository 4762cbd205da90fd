//! Every route, asked for by every role, on a case of theirs and on another's, and by somebody who has not signed in:
//! compared with the table in `policies/README.md`. A route that is not in the table fails here.

#[path = "../../policy/tests/support/readme.rs"]
mod readme;

use crate::{
    Who,
    cases::{ELSEWHERE, ROSA, World, case_id, victim_id},
    http_tests::{form_secret_of, get, get_as, post_as, send, sign_in, text, without_form_secret},
    router, routes_listed,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use policy::Role;
use record::{
    AccessEvent, CaseEvent, Origin, PersonDetails, Personal, Recorder, RepresentativeId,
    access::{Basis, MandateScope, Purpose, RepresentativeKind},
};
use store::{Batch, NewEvent, Organisation, Person};
use uuid::Uuid;

const REPRESENTATIVE: Uuid = Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0777);
/// The message that waits in the world's quarantine.
const HELD: Uuid = Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_00ff);

/// Each role's organisation, and what it answers for in the case that is theirs.
const HOMES: [(Role, &str, &str); 11] = [
    (Role::Officer, "police-a", "police"),
    (Role::WitnessCare, "wcu-a", "wcu"),
    (Role::ProsecutionLiaison, "cps-a", "cps"),
    (Role::ProbationLiaison, "probation-a", "probation"),
    (Role::Advocate, "support-a", "support_service"),
    (Role::Supervisor, "police-a", "police"),
    (Role::Court, "courts-a", "hmcts"),
    (Role::Oversight, "the-inspectorate", ""),
    (Role::Standards, "police-a", "police"),
    (Role::InformationGovernance, "police-a", "police"),
    (Role::Caretaker, "police-a", "police"),
];

fn name_of(role: Role) -> String {
    format!("matrix-{}", role.slug())
}

/// Somebody of each role, and a case in which all of their organisations work.
async fn everybody(world: &World) {
    let store = world.service.store();
    let organisations = HOMES.map(|(_, id, provider)| Organisation {
        id: id.into(),
        name: format!("The invented {id}"),
        provider: provider.into(),
        ..Organisation::default()
    });
    let person = |role: Role, organisation: &str| Person {
        id: name_of(role),
        name: format!("An invented {}", role.words()),
        role: role.slug().into(),
        organisation: organisation.into(),
        ..Person::default()
    };
    let mut people: Vec<Person> = HOMES.iter().map(|(role, of, _)| person(*role, of)).collect();
    let (case, rosa) = (Some(case_id(ROSA).0), Some(victim_id(ROSA, 1).0));
    let own = |role| Person { case_id: case, victim_id: rosa, ..person(role, "") };
    people.push(own(Role::Victim));
    people.push(Person { representative_id: Some(REPRESENTATIVE), ..own(Role::Representative) });
    store.save_directory(&organisations, &[], &people).await.unwrap();
    world.service.refresh_directory().await.unwrap();

    let mut loaded = store.load(case_id(ROSA)).await.unwrap().unwrap();
    let name = PersonDetails { name: "Ada Invented".into(), ..PersonDetails::default() };
    let name = Personal::new(Uuid::from_u128(0x777), [7; 16], loaded.case.id, &name).unwrap();
    let mut events: Vec<CaseEvent> = HOMES
        .iter()
        .filter(|(_, organisation, provider)| !provider.is_empty() && *organisation != "police-a")
        .map(|(_, organisation, provider)| CaseEvent::OwnerAssigned {
            provider: (*provider).into(),
            organisation: (*organisation).into(),
            team: None,
            person: None,
        })
        .collect();
    events.push(CaseEvent::Access(AccessEvent::MandateGiven {
        victim: victim_id(ROSA, 1),
        representative: RepresentativeId(REPRESENTATIVE),
        details: name.reference(),
        kind: RepresentativeKind::Parent,
        scope: MandateScope::ALL.into(),
        until: None,
        words: None,
    }));
    events.push(CaseEvent::Access(AccessEvent::SharingDecided {
        victim: victim_id(ROSA, 1),
        with: "support-a".into(),
        purpose: Purpose::Support,
        basis: Basis::ConsentGiven,
        words: None,
    }));
    let now = crate::cases::now();
    let by = Recorder { organisation: "police-a".into(), person: None, origin: Origin::Person };
    let events = events.into_iter().map(|event| NewEvent::at(now, event)).collect();
    loaded.record(&by, now, events, vec![name]).unwrap();
    store.commit(Batch::of(loaded.changes(world.service.rules()))).await.unwrap();
}

/// Somebody at the door: signed in as a role, or not at all.
struct Visitor {
    role: Option<Role>,
    session: Option<(String, String)>,
}

impl Visitor {
    async fn session(&mut self, router: &Router) -> Option<(String, String)> {
        if let (None, Some(role)) = (&self.session, self.role) {
            let cookie = sign_in(router, &name_of(role)).await;
            let page = text(get_as(router, &cookie, "/help").await).await;
            self.session = Some((cookie, form_secret_of(&page)));
        }
        self.session.clone()
    }

    /// Whether the address answers them; `None` when it sends them to sign in.
    async fn answered(&mut self, router: &Router, method: &str, path: &str) -> Option<bool> {
        let response = match (self.session(router).await, method) {
            (Some((cookie, _)), "GET") => get_as(router, &cookie, path).await,
            (Some((cookie, _)), "PUT" | "PATCH" | "DELETE") => {
                let request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
                send(router, request.body(Body::empty()).unwrap()).await
            }
            (Some((cookie, secret)), _) => {
                // A form may end the session, or change what the next one finds.
                self.session = None;
                post_as(router, &cookie, path, format!("_token={secret}")).await
            }
            (None, "GET") => get(router, path).await,
            (None, _) => {
                let request =
                    Request::builder().method(method).uri(path).header(header::HOST, "lantern.test");
                send(router, request.body(Body::empty()).unwrap()).await
            }
        };
        let (status, who) = (response.status(), self.role);
        assert!(!status.is_server_error(), "{method} {path} for {who:?}: {status}");
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        if self.role.is_none() && to.as_deref() == Some("/sign-in") {
            return None;
        }
        Some(![StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status))
    }

    async fn cell(&mut self, router: &Router, (method, path, who): (&str, &str, Who)) -> &'static str {
        let not_there = if who.admits(self.role) { "d" } else { "-" };
        let Some(own) = self.answered(router, method, &address(path, ROSA)).await else { return "s" };
        if !path.contains("{case}") {
            return if own { "Y" } else { not_there };
        }
        match (own, self.answered(router, method, &address(path, ELSEWHERE)).await) {
            (_, Some(true)) => "!",
            (true, _) => "O",
            (false, _) => not_there,
        }
    }
}

/// The address with something in each place that has a name.
fn address(path: &str, case: u128) -> String {
    let mut address = String::new();
    for part in path.split('/').skip(1) {
        address.push('/');
        match part {
            "{case}" => address.push_str(&case_id(case).to_string()),
            "{message}" => address.push_str(&HELD.to_string()),
            "{trigger}" => address.push('1'),
            "{measure}" => address.push_str("done-on-time"),
            "{duty}" | "{kind}" => address.push_str("none"),
            "{file}" => {
                address.push_str(crate::assets::address("govuk-frontend.css").rsplit('/').next().unwrap());
            }
            named if named.starts_with('{') => address.push_str(&Uuid::from_u128(0x778).to_string()),
            other => address.push_str(other),
        }
    }
    address
}

fn door(who: Who) -> String {
    match who {
        Who::Only(roles) => roles.iter().map(|role| role.slug()).collect::<Vec<_>>().join(", "),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn the_table_of_routes_says_who_gets_an_answer() {
    let world = World::new().await;
    everybody(&world).await;
    let router = router(world.app());
    let mut visitors: Vec<Visitor> = Role::ALL.map(|role| Visitor { role: Some(role), session: None }).into();
    visitors.push(Visitor { role: None, session: None });
    let columns = Role::ALL.map(Role::slug).join(" | ");
    let mut table = vec![
        format!("| route | door | {columns} | not signed in |"),
        format!("| --- | --- |{}", " --- |".repeat(Role::ALL.len() + 1)),
    ];
    for route in routes_listed(world.app()) {
        let mut cells = Vec::new();
        for visitor in &mut visitors {
            let cell = visitor.cell(&router, route).await;
            assert_ne!(cell, "!", "{} {} shows another's case to {:?}", route.0, route.1, visitor.role);
            cells.push(cell);
        }
        table.push(format!("| `{} {}` | {} | {} |", route.0, route.1, door(route.2), cells.join(" | ")));
    }
    readme::compare("routes", &table);
}

/// Wrong method and unknown address answer alike for everybody, so that nobody learns from it what exists.
#[tokio::test]
async fn an_address_that_is_not_there_and_one_that_is_not_theirs_answer_alike() {
    let world = World::new().await;
    everybody(&world).await;
    let router = router(world.app());
    let cookie = sign_in(&router, &name_of(Role::Officer)).await;
    let theirs = format!("/case/{}", case_id(ELSEWHERE));
    let nowhere = format!("/case/{}", Uuid::from_u128(0x779));
    let theirs = get_as(&router, &cookie, &theirs).await;
    let nowhere = get_as(&router, &cookie, &nowhere).await;
    assert_eq!(theirs.status(), StatusCode::NOT_FOUND);
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let (theirs, nowhere) = (text(theirs).await, text(nowhere).await);
    assert_eq!(without_form_secret(&theirs), without_form_secret(&nowhere));
}
