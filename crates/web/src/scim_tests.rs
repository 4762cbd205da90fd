//! SCIM as Microsoft Entra ID speaks it (the requests of its published examples, with invented people), and what is
//! refused.

use crate::{
    cases::{World, now},
    http_tests::{get_as, send, sign_in, text},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

struct Machine {
    router: Router,
    token: String,
}

impl Machine {
    async fn of(world: &World, organisation: &str) -> Machine {
        let service = &world.service;
        let token =
            service.make_directory_token(&service.operator(now()), organisation, now()).await.unwrap();
        Machine { router: router(world.app()), token }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/scim/v2{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/scim+json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = send(&self.router, request.body(body).unwrap()).await;
        let status = response.status();
        let content = response.headers().get(header::CONTENT_TYPE).cloned();
        let text = text(response).await;
        if text.is_empty() {
            return (status, Value::Null);
        }
        assert_eq!(content.unwrap(), "application/scim+json", "{method} {path}: {text}");
        (status, serde_json::from_str(&text).unwrap())
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.call("GET", path, Value::Null).await
    }

    async fn patch(&self, id: &str, operations: Value) -> (StatusCode, Value) {
        self.call("PATCH", id, patch_op(operations)).await
    }
}

fn patch_op(operations: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

/// A user as it is sent when somebody joins
fn joiner(user_name: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": user_name,
        "active": true,
        "emails": [{"primary": true, "type": "work", "value": "made.up@anytown.test"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "Ines Made-Up", "familyName": "Made-Up", "givenName": "Ines"},
        "roles": [],
    })
}

fn user_by_name(name: &str) -> String {
    format!("/Users?filter=userName+eq+%22{}%22", name.replace('@', "%40"))
}

#[tokio::test]
async fn somebody_joins_gets_a_role_moves_and_leaves() {
    let world = World::new().await;
    let machine = Machine::of(&world, "police-a").await;
    let (status, none) = machine.get(&user_by_name("ines@anytown.test")).await;
    assert_eq!((status, &none["totalResults"], &none["Resources"]), (StatusCode::OK, &json!(0), &json!([])));

    let (status, made) = machine.call("POST", "/Users", joiner("Ines@Anytown.test")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    assert!(!id.contains("ines"), "the id is personal: {id}");
    assert_eq!(made["active"], true);
    assert!(world.service.actor(&id, now()).is_none(), "without a role they can do nothing");
    let (_, found) = machine.get(&user_by_name("INES@anytown.test")).await;
    assert_eq!(found["Resources"][0]["id"], id.as_str());
    let (status, clash) = machine.call("POST", "/Users", joiner("ines@anytown.test")).await;
    assert_eq!((status, &clash["scimType"]), (StatusCode::CONFLICT, &json!("uniqueness")));

    let path = format!("/Users/{id}");
    let (status, _) = machine
        .patch(&path, json!([{"op": "Add", "path": "roles[primary eq \"True\"].value", "value": "officer"}]))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(world.service.actor(&id, now()).unwrap().role, policy::Role::Officer);

    // One path each, as it is sent without the flag for compliance; an object of paths with it.
    let (_, renamed) = machine
        .patch(
            &path,
            json!([
                {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "other@anytown.test"},
                {"op": "Replace", "path": "name.familyName", "value": "Updated"},
            ]),
        )
        .await;
    assert_eq!(renamed["displayName"], "Ines Updated");
    let (_, renamed) = machine
        .patch(
            &path,
            json!([{"op": "replace", "value": {
                "displayName": "Inez Updated", "phoneNumbers[type eq \"work\"].value": "020 7946 0109",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "7",
            }}]),
        )
        .await;
    assert_eq!(renamed["displayName"], "Inez Updated");
    assert_eq!(renamed["phoneNumbers"][0]["value"], "020 7946 0109");

    for (off, on) in [(json!("False"), json!("True")), (json!(false), json!(true))] {
        let (_, gone) =
            machine.patch(&path, json!([{"op": "Replace", "path": "active", "value": off}])).await;
        assert_eq!(gone["active"], false);
        assert!(world.service.actor(&id, now()).is_none(), "they can still act");
        let (_, back) = machine.patch(&path, json!([{"op": "replace", "value": {"active": on}}])).await;
        assert_eq!(back["active"], true);
        assert!(world.service.actor(&id, now()).is_some());
    }
    assert_eq!(machine.call("DELETE", &path, Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(machine.get(&path).await.0, StatusCode::NOT_FOUND);
    assert!(world.service.actor(&id, now()).is_none());
    assert_eq!(world.service.directory().person_name(&id), "Inez Updated", "what they did keeps their name");
    assert_eq!(machine.call("POST", "/Users", joiner("ines@anytown.test")).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn who_is_shut_out_loses_the_page_they_are_on() {
    let world = World::new().await;
    let machine = Machine::of(&world, "police-a").await;
    let (_, made) = machine.call("POST", "/Users", joiner("ines@anytown.test")).await;
    let path = format!("/Users/{}", made["id"].as_str().unwrap());
    machine.patch(&path, json!([{"op": "Add", "path": "roles", "value": [{"value": "officer"}]}])).await;
    let cookie = sign_in(&machine.router, made["id"].as_str().unwrap()).await;
    assert_eq!(get_as(&machine.router, &cookie, "/my-work").await.status(), StatusCode::OK);
    machine.patch(&path, json!([{"op": "Replace", "path": "active", "value": "False"}])).await;
    let next = get_as(&machine.router, &cookie, "/my-work").await;
    assert_eq!(next.headers()[header::LOCATION], "/sign-in");
}

#[tokio::test]
async fn groups_are_teams_with_members() {
    let world = World::new().await;
    let machine = Machine::of(&world, "police-a").await;
    let (_, user) = machine.call("POST", "/Users", joiner("ines@anytown.test")).await;
    let user = user["id"].as_str().unwrap().to_owned();
    let group = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group",
            "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
        "displayName": "Night desk",
        "meta": {"resourceType": "Group"},
    });
    let (status, made) = machine.call("POST", "/Groups", group.clone()).await;
    assert_eq!((status, &made["members"]), (StatusCode::CREATED, &json!([])));
    assert_eq!(machine.call("POST", "/Groups", group).await.0, StatusCode::CONFLICT);
    let path = format!("/Groups/{}", made["id"].as_str().unwrap());
    let members = json!([{"op": "Add", "path": "members", "value": [{"$ref": null, "value": user}]}]);
    assert_eq!(machine.patch(&path, members).await, (StatusCode::NO_CONTENT, Value::Null));
    let (_, shown) = machine.get(&path).await;
    assert_eq!(shown["members"][0]["value"], user.as_str());
    let (_, without) = machine.get(&format!("{path}?excludedAttributes=members")).await;
    assert!(without.get("members").is_none());
    let asked = format!(
        "/Groups?filter=id+eq+{}+and+members+eq+%22{user}%22",
        made["id"].to_string().replace('"', "%22")
    );
    assert_eq!(machine.get(&asked).await.1["totalResults"], 1);
    assert_eq!(machine.get("/Groups?filter=displayName+eq+%22night+desk%22").await.1["totalResults"], 1);

    // A second team is a second post; each form of removal takes one away.
    let second = json!([{"op": "add", "path": "members", "value": [{"value": user}]}]);
    assert_eq!(machine.patch("/Groups/team-a", second).await.0, StatusCode::NO_CONTENT);
    let with_filter = json!([{"op": "remove", "path": format!("members[value eq \"{user}\"]")}]);
    assert_eq!(machine.patch("/Groups/team-a", with_filter).await.0, StatusCode::NO_CONTENT);
    let members =
        |shown: &Value| shown["members"].as_array().unwrap().iter().any(|m| m["value"] == user.as_str());
    assert!(!members(&machine.get("/Groups/team-a").await.1));
    let as_list = json!([{"op": "Remove", "path": "members", "value": [{"value": user}]}]);
    assert_eq!(machine.patch(&path, as_list).await.0, StatusCode::NO_CONTENT);
    assert!(!members(&machine.get(&path).await.1));
    let renamed = json!([{"op": "Replace", "path": "displayName", "value": "Night desk North"}]);
    machine.patch(&path, renamed).await;
    assert_eq!(machine.get(&path).await.1["displayName"], "Night desk North");
    assert_eq!(machine.call("DELETE", &path, Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(machine.get(&path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_token_reaches_its_own_organisation_and_nothing_else() {
    let world = World::new().await;
    let (a, b) = (Machine::of(&world, "police-a").await, Machine::of(&world, "police-b").await);
    let (_, made) = a.call("POST", "/Users", joiner("ines@anytown.test")).await;
    let path = format!("/Users/{}", made["id"].as_str().unwrap());
    let (status, theirs) = b.get(&path).await;
    let (absent, nobody) = b.get("/Users/nobody").await;
    assert_eq!((status, theirs), (absent, nobody), "not theirs and not there look the same");
    let shut = json!([{"op": "Replace", "path": "active", "value": false}]);
    assert_eq!(b.patch(&path, shut).await.0, StatusCode::NOT_FOUND);
    assert_eq!(b.call("DELETE", &path, Value::Null).await.0, StatusCode::NOT_FOUND);
    assert_eq!(b.get("/Users").await.1["totalResults"], 0);
    assert_eq!(b.get("/Groups/team-a").await.0, StatusCode::NOT_FOUND);
    // Victims and those without an account name are out of its reach.
    for id in ["rosa", "officer", "stranger"] {
        assert_eq!(a.get(&format!("/Users/{id}")).await.0, StatusCode::NOT_FOUND, "{id}");
    }
    // No token makes anybody a caretaker, an overseer or a victim.
    for role in ["caretaker", "oversight", "victim", "nonsense"] {
        let role = json!([{"op": "Replace", "path": "roles", "value": [{"value": role}]}]);
        assert_eq!(a.patch(&path, role).await.0, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_caretaker_can_be_shut_out_and_not_taken_over() {
    let world = World::new().await;
    let caretaker = store::Person {
        id: "keeper".into(),
        name: "Keeper Made-Up".into(),
        role: "caretaker".into(),
        organisation: "police-a".into(),
        user_name: "keeper@anytown.test".into(),
        ..store::Person::default()
    };
    world.service.store().save_directory(&[], &[], &[caretaker]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    let machine = Machine::of(&world, "police-a").await;
    let takes = json!([{"op": "Replace", "path": "userName", "value": "thief@anytown.test"}]);
    assert_eq!(machine.patch("/Users/keeper", takes).await.0, StatusCode::FORBIDDEN);
    let shut = json!([{"op": "Replace", "path": "active", "value": "False"}]);
    assert_eq!(machine.patch("/Users/keeper", shut).await.0, StatusCode::OK);
    assert!(world.service.actor("keeper", now()).is_none());
    let back = json!([{"op": "Replace", "path": "active", "value": "True"}]);
    assert_eq!(machine.patch("/Users/keeper", back).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn without_a_living_token_nothing_opens_and_the_answer_says_no_more() {
    let world = World::new().await;
    let mut machine = Machine::of(&world, "police-a").await;
    let id = machine.token.split('.').next().unwrap().to_owned();
    let mut answers = Vec::new();
    for token in ["", "x", "x.y", &format!("{id}."), &format!("{id}.00"), &"x".repeat(5000)] {
        let other = Machine { router: machine.router.clone(), token: token.to_owned() };
        let (status, body) = other.get("/Users").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{token}");
        answers.push(body);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // A session of somebody opens nothing here, not even the caretaker's.
    let cookie = sign_in(&machine.router, "supervisor").await;
    let response = get_as(&machine.router, &cookie, "/scim/v2/Users").await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let operator = world.service.operator(now());
    assert_eq!(machine.get("/Users").await.0, StatusCode::OK);
    world.service.end_directory_token(&operator, &id, now()).await.unwrap();
    assert_eq!(machine.get("/Users").await.0, StatusCode::UNAUTHORIZED, "an ended token");
    machine.token = world.service.make_directory_token(&operator, "police-a", now()).await.unwrap();
    let later = now() + jiff::SignedDuration::from_hours(24 * 366);
    assert!(world.service.machine(&machine.token, later).await.unwrap().is_none(), "a token a year old");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_in_scims_own_words() {
    let world = World::new().await;
    let machine = Machine::of(&world, "police-a").await;
    let (_, made) = machine.call("POST", "/Users", joiner("ines@anytown.test")).await;
    let path = format!("/Users/{}", made["id"].as_str().unwrap());
    let with = |key: &str, value: Value| {
        let mut user = joiner("other@anytown.test");
        user["externalId"] = json!("other");
        user[key] = value;
        user
    };
    for (body, status) in [
        (with("userName", json!("")), 400),
        (with("userName", json!("with space")), 400),
        (with("userName", json!("\u{441}ara@anytown.test")), 400),
        (with("userName", json!(7)), 400),
        (with("name", json!({"formatted": "\u{410}nna Made-Up"})), 400),
        (with("name", json!({"formatted": "=1+1"})), 400),
        (with("name", json!({"formatted": "x".repeat(300)})), 400),
        (with("name", json!(null)), 400),
        (with("active", json!("perhaps")), 400),
        (with("roles", json!([{"value": "advocat"}])), 400),
        (with("externalId", made["externalId"].clone()), 409),
        (json!([]), 400),
        (json!("text"), 400),
    ] {
        let (answered, error) = machine.call("POST", "/Users", body.clone()).await;
        assert_eq!(answered.as_u16(), status, "{body}: {error}");
        assert_eq!(error["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
        assert_eq!(error["status"], status.to_string());
        assert!(!error.to_string().contains("nna"), "personal: {error}");
    }
    for operations in [
        json!(null),
        json!([{"op": "destroy", "path": "active", "value": true}]),
        json!([{"op": "replace", "value": "active"}]),
        json!([{"op": "remove"}]),
    ] {
        assert_eq!(machine.patch(&path, operations.clone()).await.0, StatusCode::BAD_REQUEST, "{operations}");
    }
    let many: Vec<Value> = (0..1001).map(|_| json!({"op": "add", "path": "active", "value": true})).collect();
    assert_eq!(machine.patch(&path, json!(many)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let long = json!({"userName": "x".repeat(600_000)});
    assert_eq!(machine.call("POST", "/Users", long).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(machine.get("/Users?filter=userName+sw+%22a%22").await.1["scimType"], "invalidFilter");
    assert_eq!(machine.get("/Users?filter=shoe+eq+%22a%22").await.1["scimType"], "invalidFilter");
    assert_eq!(machine.get(&path).await.1["displayName"], "Ines Made-Up", "something was changed");
}

#[tokio::test]
async fn lists_have_pages_and_the_service_says_what_it_can() {
    let world = World::new().await;
    let machine = Machine::of(&world, "police-a").await;
    for number in 0..5 {
        let mut user = joiner(&format!("user{number}@anytown.test"));
        user["externalId"] = json!(number.to_string());
        assert_eq!(machine.call("POST", "/Users", user).await.0, StatusCode::CREATED);
    }
    let (_, page) = machine.get("/Users?startIndex=4&count=3").await;
    assert_eq!(
        (&page["totalResults"], &page["startIndex"], &page["itemsPerPage"]),
        (&json!(5), &json!(4), &json!(2))
    );
    for asked in ["/Users?startIndex=0&count=-5", "/Users?count=0", "/Users?startIndex=999999999999"] {
        let (status, page) = machine.get(asked).await;
        assert_eq!(
            (status, &page["totalResults"], &page["Resources"]),
            (StatusCode::OK, &json!(5), &json!([]))
        );
    }
    let config = machine.get("/ServiceProviderConfig").await.1;
    assert_eq!((&config["patch"]["supported"], &config["bulk"]["supported"]), (&json!(true), &json!(false)));
    assert_eq!(machine.get("/ResourceTypes").await.1["totalResults"], 2);
    assert_eq!(machine.get("/Schemas").await.1["totalResults"], 2);
    let lines = "select action || ' ' || person from audit where action like 'directory_%' order by 1";
    let lines = world.service.store().strings_for_test(lines).await.unwrap();
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("directory_joined token-")).count(),
        5,
        "{lines:?}"
    );
}
