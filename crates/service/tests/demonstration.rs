//! The demonstration, on both engines: what it promises to whoever signs in.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

use jiff::{Timestamp, civil::date};
use policy::Role;
use record::{Answer, CaseEvent};
use service::odd_patterns::{Kind, OddQuery};
use service::{
    Actor, Service, ServiceError, Standing,
    demonstration::{
        Demonstration,
        synthetic::{from_synthetic, load as load_synthetic},
    },
    figures::{MeasureQuery, Month, Reach},
    my_work::WorkQuery,
};
use std::collections::BTreeSet;
use store::{Durability, LoadedCase, SearchBy, Store, WorkOwner, WorkState};

const SOME: u64 = 60;

/// A Wednesday morning.
fn wednesday() -> Timestamp {
    "2026-03-18T10:30:00Z".parse().unwrap()
}

struct Fresh {
    service: Service,
    _folder: tempfile::TempDir,
}

async fn fresh() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let service = Service::new(Store::open(&address, Durability::Process).await.unwrap()).await.unwrap();
    Fresh { service, _folder: folder }
}

async fn load(service: &Service, now: Timestamp, cases: u64) -> Demonstration {
    service.load_demonstration(now, cases).await.unwrap_or_else(|error| match error {
        ServiceError::Invalid(problems) => panic!("{problems:?}"),
        other => panic!("{other}"),
    })
}

async fn twice_is_the_same_and_everything_verifies(service: &Service) {
    let first = load(service, wednesday(), SOME).await;
    let views = service.store().views_digest().await.unwrap();
    let report = service.store().verify().await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(report.cases >= SOME, "{} cases", report.cases);
    assert_eq!(load(service, wednesday(), SOME).await, first);
    assert_eq!(service.store().views_digest().await.unwrap(), views);
    let rebuilt = service.store().rebuild(service.rules(), |_| {}).await.unwrap();
    assert_eq!(rebuilt.before, rebuilt.after);
    service.store().close().await;
}

#[tokio::test]
async fn loaded_twice_it_is_the_same_on_sqlite() {
    let fresh = fresh().await;
    twice_is_the_same_and_everything_verifies(&fresh.service).await;
}

#[tokio::test]
async fn loaded_twice_it_is_the_same_on_postgresql() {
    let database = pg_test::database();
    let store = Store::open(database.url(), Durability::Process).await.unwrap();
    let service = Service::new(store).await.unwrap();
    twice_is_the_same_and_everything_verifies(&service).await;
}

/// Presents at which something could go wrong: nights, weekends, bank holidays, the days when clocks change.
const PRESENTS: [&str; 9] = [
    "2026-03-18T10:30:00Z", // a Wednesday morning
    "2026-03-20T16:00:00Z", // a Friday afternoon
    "2026-03-21T12:00:00Z", // a Saturday
    "2026-03-29T22:45:00Z", // the Sunday on which summer time begins, late in the evening
    "2026-04-06T08:00:00Z", // Easter Monday
    "2026-10-25T01:30:00Z", // the hour that comes twice
    "2026-12-31T23:59:30Z", // the last minute of the year
    "2027-01-01T00:00:10Z", // and the first
    "2026-06-08T23:05:00Z", // five past midnight in London, on a Tuesday
];

fn actor(service: &Service, person: &str) -> Actor {
    service
        .actor(person, "2026-03-20T16:00:00Z".parse().unwrap())
        .unwrap_or_else(|| panic!("{person} cannot sign in"))
}

fn query(state: WorkState) -> WorkQuery {
    let owner = WorkOwner::Everyone;
    WorkQuery { owner, state, provider: None, right: None, enhanced: false, after: None }
}

/// The references of the cases in which somebody's organisation owes something that stands so.
async fn cases(service: &Service, person: &str, state: WorkState, now: Timestamp) -> BTreeSet<String> {
    let page = service.my_work(&actor(service, person), query(state), now).await.unwrap();
    page.items.into_iter().filter_map(|item| item.duty.reference).collect()
}

#[tokio::test]
async fn whenever_it_is_loaded_something_is_late_due_today_waiting_disputed_and_silent() {
    for present in PRESENTS {
        let now: Timestamp = present.parse().unwrap();
        let fresh = fresh().await;
        let service = &fresh.service;
        load(service, now, 0).await;
        for (person, state) in [
            ("police-supervisor-1", WorkState::Late),
            ("police-supervisor-1", WorkState::Today),
            ("police-supervisor-1", WorkState::Disputed),
            ("police-supervisor-1", WorkState::Undated),
            ("police-supervisor-2", WorkState::Disputed),
            ("witness-care-supervisor", WorkState::Waiting),
            ("probation-liaison-1", WorkState::Today),
            ("prosecution-liaison-1", WorkState::Disputed),
        ] {
            let found = cases(service, person, state, now).await;
            assert!(!found.is_empty(), "{present}: nothing {state:?} for {person}");
        }
        let supervisor = actor(service, "police-supervisor-1");
        let silent = service.silent_cases(&supervisor, &WorkOwner::Everyone, now).await.unwrap();
        let longest = silent.first().map(|silent| silent.case.title.as_str());
        assert_eq!(longest, Some("Damage to a taxi"), "{present}: {silent:?}");
        assert!(service.store().verify().await.unwrap().findings.is_empty(), "{present}");
        service.store().close().await;
    }
}

/// Whatever the day: the boards have met, an inspection is half read, a case was looked at, contacts are scored.
#[tokio::test]
async fn the_pages_of_oversight_have_something_to_show() {
    for (present, synthetic) in PRESENTS.into_iter().zip([120, 0, 0, 0, 0, 0, 0, 0, 0]) {
        let now: Timestamp = present.parse().unwrap();
        let fresh = fresh().await;
        let service = &fresh.service;
        load(service, now, synthetic).await;
        let sergeant = service.actor("police-supervisor-1", now).unwrap();
        let commissioner = service.actor("commissioner-1", now).unwrap();
        let own = service.meetings(&sergeant, now).await.unwrap();
        assert_eq!((own.meetings.len(), own.open.len(), own.asked_of_us.len()), (1, 2, 1), "{present}");
        assert_eq!(own.open.iter().filter(|action| action.overdue).count(), 1, "{present}: {:?}", own.open);
        assert_eq!(service.meetings(&commissioner, now).await.unwrap().open.len(), 2, "{present}");
        let reach = service.figures_reach(&commissioner).unwrap();
        assert_eq!(reach, Reach::Areas(vec!["01".into()]), "of the area of the demonstration's force");

        let inspector = service.actor("inspector-1", now).unwrap();
        let inspections = service.inspections(&inspector).await.unwrap();
        assert_eq!(inspections.len(), 1, "{present}");
        assert!(inspections[0].inspection.authorised_by.is_some());
        let (drawn, begun) = (inspections[0].drawn, inspections[0].begun);
        assert!(0 < begun && begun <= drawn, "{present}: {begun} of {drawn}");

        let officer = service.actor("police-officer-1", now).unwrap();
        assert_eq!(service.own_directions(&officer, now).await.unwrap().len(), 1, "{present}");
        let scored = service.to_score(&sergeant, None, now).await.unwrap();
        let n: i64 = scored.counts.iter().map(|count| count.n).sum();
        if synthetic > 0 {
            assert!(begun < drawn, "some are left to be read");
            assert!(n >= 5 * 8, "{present}: {n} answers");
            let month = Month::last_ended(now);
            let table =
                service.measure(&sergeant, MeasureQuery::new("contact-quality", month, month), now).await;
            let total = table.unwrap().total;
            assert_eq!((total.contacts, total.denominator), (Some(n / 8), n));
        }
        service.store().close().await;
    }
}

#[tokio::test]
async fn in_the_middle_of_a_week_something_is_due_later_in_the_week() {
    let fresh = fresh().await;
    load(&fresh.service, wednesday(), 0).await;
    assert!(!cases(&fresh.service, "police-supervisor-1", WorkState::Week, wednesday()).await.is_empty());
}

#[tokio::test]
async fn everybody_who_can_sign_in_sees_what_they_should() {
    let fresh = fresh().await;
    let service = &fresh.service;
    let demonstration = load(service, wednesday(), 240).await;
    assert_eq!(demonstration.sign_in.len(), service.directory().people.len(), "each person is described");
    for somebody in &demonstration.sign_in {
        let actor = actor(service, &somebody.person);
        match actor.role {
            Role::Victim => {
                let case = service.victim_case(&actor, wednesday()).await.unwrap();
                assert_eq!(case.name, somebody.name);
                assert!(!case.owed.is_empty(), "{somebody:?}");
            }
            Role::Oversight | Role::Standards | Role::InformationGovernance | Role::Caretaker => {
                let refused = service.my_work(&actor, query(WorkState::Open), wednesday()).await;
                assert!(matches!(refused, Err(ServiceError::NotAllowed)), "{somebody:?}");
            }
            _ => {
                let own = WorkOwner::Person(somebody.person.clone());
                let state = if actor.role == Role::Advocate { WorkState::Open } else { WorkState::Late };
                let query = WorkQuery { owner: WorkOwner::Everyone, ..query(state) };
                let page = service.my_work(&actor, query, wednesday()).await.unwrap();
                for item in page.items.iter().take(3) {
                    service.case_file(&actor, item.duty.case, wednesday()).await.unwrap();
                }
                if WITH_WORK.contains(&somebody.person.as_str()) {
                    assert!(has_own(service, &actor, own).await, "{somebody:?} has nothing to do");
                }
            }
        }
    }
}

/// Who has work of their own whatever the synthetic cases bring.
const WITH_WORK: [&str; 7] = [
    "police-officer-1",
    "police-officer-2",
    "police-officer-3",
    "police-officer-4",
    "police-officer-5",
    "witness-care-1",
    "probation-liaison-1",
];

async fn has_own(service: &Service, actor: &Actor, own: WorkOwner) -> bool {
    let query = WorkQuery { owner: own, ..query(WorkState::Undated) };
    let page = service.my_work(actor, query, wednesday()).await.unwrap();
    page.counts.open + page.counts.undated + page.counts.waiting > 0
}

#[tokio::test]
async fn the_advocate_finds_the_woman_she_supports_and_the_rule_of_safe_contact() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 0).await;
    let advocate = actor(service, "advocate-1");
    let found = service.search(&advocate, &SearchBy::Name("Llewellyn".into())).await.unwrap().found;
    assert_eq!(found.len(), 1);
    let file = service.case_file(&advocate, found[0].case, wednesday()).await.unwrap();
    assert!(file.victims[0].preferences.safe_contact.is_some());
    assert_eq!(file.victims[0].enhanced_because.len(), 3);
    assert!(
        file.duties
            .iter()
            .any(|line| line.owed.duty == "r06-bail-changed" && line.standing == Standing::Late)
    );
    // The other advocate's organisation is the same; nobody else's finds her.
    let other = actor(service, "police-officer-5");
    assert!(service.search(&other, &SearchBy::Name("Llewellyn".into())).await.unwrap().found.is_empty());
}

#[tokio::test]
async fn victims_of_one_robbery_learn_nothing_of_each_other() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 0).await;
    let [young, adult] = ["victim-5", "victim-6"].map(|id| actor(service, id));
    assert_eq!(young.victim().unwrap().0, adult.victim().unwrap().0, "one case");
    for (sees, must_not) in [(&young, ["Yusra", "Haddadin"]), (&adult, ["Kofi", "Asante"])] {
        let page = format!("{:?}", service.victim_case(sees, wednesday()).await.unwrap());
        assert!(must_not.iter().all(|name| !page.contains(name)), "{page}");
    }
    let due = |page: service::victim_case::VictimCase| {
        page.owed.into_iter().find(|duty| duty.reference.duty == "r06-arrested").unwrap().by_when.unwrap()
    };
    assert_eq!(due(service.victim_case(&young, wednesday()).await.unwrap()), date(2026, 3, 19));
    assert_eq!(due(service.victim_case(&adult, wednesday()).await.unwrap()), date(2026, 3, 25));
}

#[tokio::test]
async fn what_the_daughter_was_told_her_mother_was_told_through_her() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 0).await;
    for id in ["victim-3", "victim-4"] {
        let case = service.victim_case(&actor(service, id), wednesday()).await.unwrap();
        let charged = case.owed.iter().find(|duty| duty.reference.duty == "r06-charged").unwrap();
        assert_eq!(charged.standing, Standing::Done, "{id}");
        assert!(charged.told.as_ref().unwrap().contains("careless driving"), "{id}");
    }
}

#[tokio::test]
async fn the_letter_about_no_charge_came_late_with_the_way_to_a_review() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 0).await;
    let case = service.victim_case(&actor(service, "victim-7"), wednesday()).await.unwrap();
    let of = |id: &str| case.owed.iter().find(|duty| duty.reference.duty == id).unwrap();
    assert_eq!(of("r06-nfa-cps").standing, Standing::DoneLate);
    assert_eq!(of("r06-nfa-cps").answer, Some(Answer::NotUnderstood));
    assert!(of("r06-vrr-information-cps").told.as_ref().unwrap().contains("three months"));
}

/// Every case that anybody of the staff can list, whole.
async fn every_case(service: &Service, now: Timestamp) -> Vec<LoadedCase> {
    let mut ids = BTreeSet::new();
    for person in service.directory().people.values() {
        let actor = actor(service, &person.id);
        ids.extend(actor.victim().map(|(case, _)| case));
        for state in [WorkState::Open, WorkState::Undated, WorkState::Waiting] {
            let mut after = None;
            while let Ok(page) =
                service.my_work(&actor, WorkQuery { after: after.take(), ..query(state) }, now).await
            {
                ids.extend(page.items.iter().map(|item| item.duty.case));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    let ids: Vec<_> = ids.into_iter().collect();
    service.store().load_many(&ids).await.unwrap().into_values().collect()
}

/// Numbers in a text that could be rung: those that are not kept free for drama (Ofcom).
fn real_numbers(text: &str) -> Vec<String> {
    let free = ["02079460", "01632960", "07700900"];
    let joined: String = text.chars().filter(|c| *c != ' ').collect();
    let numbers = joined.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 9);
    numbers.filter(|n| !free.iter().any(|f| n.starts_with(f) && n.len() == 11)).map(str::to_owned).collect()
}

#[tokio::test]
async fn no_phone_number_rings_anybody_and_no_address_of_the_net_is_real() {
    assert_eq!(real_numbers("ring 020 7123 4567 or 07700 900123"), ["02071234567"]);
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 240).await;
    let directory = service.directory();
    let phones = directory.organisations.values().map(|o| &o.phone);
    let phones = phones.chain(directory.teams.values().map(|t| &t.phone));
    for phone in phones.chain(directory.people.values().map(|p| &p.phone)) {
        assert_eq!(real_numbers(phone), [""; 0], "{phone}");
    }
    let cases = every_case(service, wednesday()).await;
    assert!(cases.len() > 150, "{} cases looked at", cases.len());
    for case in cases {
        for reference in case.events.iter().flat_map(|event| event.event.personal()) {
            let text: serde_json::Value = case.texts.read(reference).unwrap();
            assert_eq!(real_numbers(&text.to_string()), [""; 0], "{text}");
            if let Some(email) = text.get("email").and_then(|email| email.as_str()) {
                assert!(email.ends_with("@example.com"), "{email}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_in_it_lies_in_the_future() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 240).await;
    for case in every_case(service, wednesday()).await {
        for event in &case.events {
            assert!(event.at <= wednesday() && event.recorded_at <= wednesday(), "{event:?}");
            assert!(event.received_at.is_none_or(|received| received <= wednesday()), "{event:?}");
        }
    }
}

#[tokio::test]
async fn a_database_with_cases_of_its_own_is_left_alone() {
    let other = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", other.path().join("lantern.db").display());
    let store = Store::open(&address, Durability::Process).await.unwrap();
    let service = Service::new(store).await.unwrap();
    let id = record::CaseId(uuid::Uuid::from_u128(1));
    let mut own = LoadedCase::new(id);
    let opened = CaseEvent::CaseOpened { title: "Burglary".into(), area: None };
    let by = record::Recorder { organisation: "met".into(), person: None, origin: record::Origin::Rule };
    let opened = vec![store::NewEvent::at(wednesday(), opened)];
    own.record(&by, wednesday(), opened, Vec::new()).unwrap();
    service.store().commit(store::Batch::of(own.changes(service.rules()))).await.unwrap();
    let refused = service.load_demonstration(wednesday(), 1).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{refused:?}");
    assert!(service.directory().people.is_empty(), "invented people came in");
}

#[tokio::test]
async fn a_load_that_was_interrupted_is_completed_and_nothing_is_told_twice() {
    let fresh = fresh().await;
    let service = &fresh.service;
    let first = load(service, wednesday(), 150).await;
    let (cases, views) =
        (service.store().verify().await.unwrap().cases, service.store().views_digest().await.unwrap());
    service.store().set_setting("demonstration", "").await.unwrap();
    let later: Timestamp = "2026-03-18T10:31:00Z".parse().unwrap();
    assert_eq!(load(service, later, 150).await, first);
    assert_eq!(service.store().verify().await.unwrap().cases, cases);
    assert_eq!(service.store().views_digest().await.unwrap(), views);
}

#[tokio::test]
async fn a_present_whose_bank_holidays_are_unknown_is_refused_before_anything_is_written() {
    let fresh = fresh().await;
    let now: Timestamp = "2040-05-01T09:00:00Z".parse().unwrap();
    let refused = fresh.service.load_demonstration(now, 10).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{refused:?}");
    assert!(fresh.service.store().people().await.unwrap().is_empty());
}

#[tokio::test]
async fn synthetic_cases_are_the_same_for_the_same_seed_and_meet_duties() {
    let (from, to) = (date(2023, 1, 1), date(2024, 12, 31));
    let mut digests = Vec::new();
    for seed in [5, 5, 6] {
        let fresh = fresh().await;
        let mut written = Vec::new();
        load_synthetic(&fresh.service, seed, 120, from, to, |n| written.push(n)).await.unwrap();
        assert_eq!(written, [120]);
        // The last hash of each case stands for all of it; views are sealed with each database's own keys.
        let heads = "select hex(head) from case_view order by case_id";
        digests.push(fresh.service.store().strings_for_test(heads).await.unwrap());
    }
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], digests[2]);

    let rules = fresh().await.service.rules();
    for case in synth::cases(5, 400, from, to).unwrap() {
        let loaded = from_synthetic(&case, 5, rules, None).unwrap();
        let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
        for event in &loaded.events {
            let CaseEvent::ContactRecorded(contact) = &event.event else { continue };
            let meets =
                owed.iter().any(|owed| owed.done_by == Some(event.version) && owed.victim == contact.victim);
            assert!(meets, "{}: {event:?} meets nothing", case.reference);
        }
    }
}

/// Everything in a table but what is random by design: keys, what is sealed with them, the order of writing.
async fn plain_rows(store: &Store) -> Vec<String> {
    let hex = if store.engine() == store::Engine::Sqlite { "hex" } else { "" };
    let id = |column: &str| match hex {
        "hex" => format!("lower(hex({column}))"),
        _ => format!("replace({column}::text, '-', '')"),
    };
    let text = |columns: &[&str]| {
        let texts = columns.iter().map(|column| format!("coalesce(cast({column} as text), '-')"));
        texts.collect::<Vec<_>>().join(" || ' ' || ")
    };
    let queries = [
        format!(
            "select {} || ' ' || {} from journal",
            id("case_id"),
            text(&["version", "kind", "recorded_at", "body"])
        ),
        format!("select {} || {} || {} from personal", id("case_id"), id("id"), id("subject")),
        format!(
            "select {} || {} || kind from data_key where kind not in ('deployment', 'index')",
            id("case_id"),
            id("subject")
        ),
        format!(
            "select {} || ' ' || {} from case_view",
            id("case_id"),
            text(&[
                "version",
                "reference",
                "title",
                "stage",
                "opened_at",
                "last_happening_at",
                "last_contact_at",
                "enhanced",
                "access",
                "guarded",
                "retention",
                "area",
                "crime_group"
            ])
        ),
        format!(
            "select {} || ' ' || {} from case_owner",
            id("case_id"),
            text(&["provider", "organisation", "team", "person", "quiet_since", "owes", "review_at"])
        ),
        format!(
            "select {} || {} || ' ' || {} from case_victim",
            id("case_id"),
            id("victim_id"),
            text(&["position", "safe_contact", "joined_at", "first_contact_at"])
        ),
        format!(
            "select {} || {} || ' ' || {} from duty",
            id("case_id"),
            id("victim_id"),
            text(&[
                "trigger_version",
                "duty_id",
                "trigger_event",
                "provider",
                "edition",
                "right_no",
                "phase",
                "clock_start",
                "due_at",
                "done_by",
                "done_at",
                "enhanced",
                "answer",
                "organisation",
                "team",
                "person",
                "month",
                "counted_organisation",
                "counted_team",
                "area"
            ])
        ),
        format!(
            "select {} || ' ' || kind || ' ' || cast(count(*) as text) from search_term group by case_id, kind",
            id("case_id")
        ),
        format!(
            "select {} from figure_by",
            text(&[
                "dimension",
                "month",
                "organisation",
                "area",
                "duty_id",
                "value",
                "open",
                "met",
                "met_late",
                "confirmed"
            ])
        ),
        format!(
            "select {} from figure_days",
            text(&["what", "dimension", "month", "organisation", "duty_id", "value", "days", "n"])
        ),
        format!(
            "select {} from figure_people",
            text(&["month", "organisation", "duty_id", "people", "open", "met"])
        ),
        format!(
            "select {} from figure_victim",
            text(&[
                "dimension",
                "month",
                "organisation",
                "area",
                "value",
                "victims",
                "contacted",
                "disputing"
            ])
        ),
    ];
    let mut rows = Vec::new();
    for query in queries {
        let mut some = store.strings_for_test(&query).await.unwrap();
        assert!(!some.is_empty(), "{query}");
        some.sort();
        rows.extend(some);
    }
    rows
}

#[tokio::test]
async fn cases_loaded_together_are_the_cases_written_one_by_one_on_both_engines() {
    let (from, to) = (date(2023, 1, 1), date(2024, 12, 31));
    let one_by_one = fresh().await;
    for case in synth::cases(5, 60, from, to).unwrap() {
        let mut loaded = from_synthetic(&case, 5, one_by_one.service.rules(), None).unwrap();
        let batch = store::Batch::of(loaded.changes(one_by_one.service.rules()));
        one_by_one.service.store().commit(batch).await.unwrap();
    }
    let wanted = plain_rows(one_by_one.service.store()).await;
    let sqlite = fresh().await;
    load_synthetic(&sqlite.service, 5, 60, from, to, |_| {}).await.unwrap();
    assert!(plain_rows(sqlite.service.store()).await == wanted, "SQLite loads something else");
    let database = pg_test::database();
    let store = Store::open(database.url(), Durability::Process).await.unwrap();
    let postgres = Service::new(store).await.unwrap();
    load_synthetic(&postgres, 5, 60, from, to, |_| {}).await.unwrap();
    assert!(plain_rows(postgres.store()).await == wanted, "PostgreSQL loads something else");
    for store in [sqlite.service.store(), postgres.store()] {
        assert_eq!(store.verify().await.unwrap().findings, []);
        assert_eq!(store.recount(store::Rules::embedded(), |_| {}).await.unwrap().differences, []);
        store.close().await;
    }
}

#[tokio::test]
async fn a_country_has_forces_with_people_of_their_own() {
    let fresh = fresh().await;
    let (from, to) = (date(2023, 1, 1), date(2024, 12, 31));
    let load = service::demonstration::synthetic::Load {
        seed: 5,
        cases: 0..150,
        from,
        to,
        until: None,
        forces: 7,
        in_a_transaction: 40,
    };
    let mut said = Vec::new();
    let go_on = |loaded: &service::demonstration::synthetic::Loaded| {
        said.push(loaded.written);
        std::ops::ControlFlow::Continue(())
    };
    load.run(&fresh.service, go_on).await.unwrap();
    assert_eq!(said, [40, 80, 120, 150]);
    let store = fresh.service.store();
    let areas = store.strings_for_test("select distinct area from case_view order by area").await.unwrap();
    assert_eq!(areas, ["01", "02", "03", "04", "05", "06", "46"]);
    // Whoever owes something is in the directory, with their team.
    let directory = fresh.service.directory();
    for holder in store
        .strings_for_test("select distinct organisation from duty where organisation <> ''")
        .await
        .unwrap()
    {
        assert!(directory.organisations.contains_key(&holder), "{holder}");
    }
    for person in store.strings_for_test("select distinct person from duty where person <> ''").await.unwrap()
    {
        assert!(directory.people.contains_key(&person), "{person}");
    }
    // Enough is enough, and the same again goes on.
    let again = load.run(&fresh.service, |_| std::ops::ControlFlow::Continue(())).await.unwrap();
    assert_eq!((again.written, again.there), (0, 150));
}

#[tokio::test]
async fn the_victim_reads_who_looked_and_professional_standards_find_what_is_odd() {
    let fresh = fresh().await;
    let service = &fresh.service;
    load(service, wednesday(), 240).await;
    let standards = service.actor("standards-1", wednesday()).unwrap();
    let page = service.odd_patterns(&standards, OddQuery::default(), wednesday()).await.unwrap();
    for kind in [Kind::ManyLookUps, Kind::OwnName, Kind::Famous, Kind::Refused, Kind::OffShift] {
        let found = page.rows.iter().find(|one| one.kind == kind);
        let found = found.unwrap_or_else(|| panic!("{kind:?} is not there: {:#?}", page.rows));
        assert!(!service.oddity(&standards, found.id).await.unwrap().lines.rows.is_empty(), "{found:?}");
    }
    let victims = service.directory().people.values().filter(|person| person.role == "victim").count();
    let mut readers = 0;
    for person in service.directory().people.values().filter(|person| person.role == "victim") {
        let victim = service.actor(&person.id, wednesday()).unwrap();
        let looked = service.who_looked(&victim, None).await.unwrap();
        readers += usize::from(looked.days.len() >= 3);
    }
    assert_eq!(readers, victims, "every victim of a told story has something to read");
}
