//! A small invented world for tests: two agencies, their people, three cases, in an SQLite database of
//! its own.

use jiff::{SignedDuration, Timestamp};
use record::{
    CaseEvent, CaseId, Facts, Origin, PersonDetails, Personal, Preferences, Recorder, VictimId,
    event::{Channel, FlagBecause, ReferenceKind},
};
use service::Service;
use store::{Batch, Durability, LoadedCase, NewEvent, Organisation, Person, Quarantined, Store, Team};
use tempfile::TempDir;
use uuid::Uuid;
use web::App;

/// Thursday 5 March 2026, 9am
pub const NOW: &str = "2026-03-05T09:00:00Z";

/// The case of Rosa Example and Tom Sample
pub const ROSA: u128 = 0x0195_0000_0000_7000_8000_0000_0000_0001;
/// A case of the other agency
pub const ELSEWHERE: u128 = 0x0195_0000_0000_7000_8000_0000_0000_0002;
/// A case in which nothing has been said for weeks
pub const SILENT: u128 = 0x0195_0000_0000_7000_8000_0000_0000_0003;

/// The world, which is gone when this is dropped
pub struct World {
    pub service: Service,
    _folder: TempDir,
}

impl World {
    /// A fresh one
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
        let store = Store::open(&address, Durability::Process).await.unwrap();
        store.save_directory(&organisations(), &teams(), &people()).await.unwrap();
        let service = Service::new(store).await.unwrap();
        for case in [rosas_case(), case_elsewhere(), silent_case()] {
            let mut case = case;
            service.store().commit(Batch::of(case.changes(service.rules()))).await.unwrap();
        }
        let batch = Batch { quarantine: vec![quarantined()], ..Batch::default() };
        service.store().commit(batch).await.unwrap();
        Self { service, _folder: folder }
    }

    /// The pages over it
    pub fn app(&self) -> App {
        let service = self.service.clone();
        let issuers = Default::default();
        App { service, clock: now, https: false, demonstration: true, issuers, proxy_header: None }
    }
}

/// The clock of the tests
pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub fn case_id(case: u128) -> CaseId {
    CaseId(Uuid::from_u128(case))
}

/// The n-th victim of a case
pub fn victim_id(case: u128, number: u128) -> VictimId {
    VictimId(Uuid::from_u128(case + (number << 32)))
}

fn organisations() -> Vec<Organisation> {
    let organisation = |id: &str, name: &str, provider: &str| Organisation {
        id: id.into(),
        name: name.into(),
        provider: provider.into(),
        area: "01".into(),
        phone: "020 7946 0100".into(),
        ..Organisation::default()
    };
    vec![
        organisation("police-a", "Anytown Police", "police"),
        organisation("police-b", "Otherplace Police", "police"),
        organisation("wcu-a", "Anytown Witness Care", "wcu"),
    ]
}

fn teams() -> Vec<Team> {
    vec![Team {
        id: "team-a".into(),
        organisation: "police-a".into(),
        name: "Anytown victim team".into(),
        phone: "020 7946 0102".into(),
        ..Team::default()
    }]
}

fn people() -> Vec<Person> {
    let staff = |id: &str, name: &str, role: &str, organisation: &str, team: &str| Person {
        id: id.into(),
        name: name.into(),
        role: role.into(),
        organisation: organisation.into(),
        team: team.into(),
        phone: "020 7946 0101".into(),
        ..Person::default()
    };
    let victim = |id: &str, name: &str, case: u128, number| Person {
        case_id: Some(Uuid::from_u128(case)),
        victim_id: Some(victim_id(case, number).0),
        ..staff(id, name, "victim", "", "")
    };
    vec![
        staff("officer", "PC Sam Okafor", "officer", "police-a", "team-a"),
        staff("colleague", "PC Mei Chen", "officer", "police-a", "team-a"),
        staff("stranger", "PC Lee Other", "officer", "police-b", ""),
        staff("supervisor", "Insp Ola Verwood", "supervisor", "police-a", "team-a"),
        staff("standards", "Ruth Lookwell", "standards", "police-a", ""),
        staff("mender", "Gwen Price", "witness_care", "wcu-a", ""),
        staff("inspector", "Ana Watcher", "oversight", "the-inspectorate", ""),
        victim("rosa", "Rosa Example", ROSA, 1),
        victim("tom", "Tom Sample", ROSA, 2),
    ]
}

/// Records events one after another, as a police officer would have
struct Teller {
    case: LoadedCase,
    organisation: &'static str,
    texts: u128,
}

impl Teller {
    fn new(case: u128, organisation: &'static str, title: &str, urn: &str, opened: &str) -> Self {
        let mut teller = Self { case: LoadedCase::new(case_id(case)), organisation, texts: case << 8 };
        teller.tell(opened, CaseEvent::CaseOpened { title: title.into(), area: Some("01".into()) });
        teller.tell(opened, CaseEvent::ReferenceAdded { reference: ReferenceKind::Urn, value: urn.into() });
        teller
    }

    fn tell(&mut self, at: &str, event: CaseEvent) {
        self.tell_with(at, event, Vec::new());
    }

    fn tell_with(&mut self, at: &str, event: CaseEvent, texts: Vec<Personal>) {
        let at: Timestamp = at.parse().unwrap();
        let by = Recorder {
            organisation: self.organisation.into(),
            person: Some("officer".into()),
            origin: Origin::Person,
        };
        let recorded = at + SignedDuration::from_mins(1);
        self.case.record(&by, recorded, vec![NewEvent::at(at, event)], texts).unwrap();
    }

    fn text(&mut self, value: &impl serde::Serialize) -> Personal {
        self.texts += 1;
        Personal::new(Uuid::from_u128(self.texts), [1; 16], self.case.case.id, value).unwrap()
    }

    fn owner(&mut self, at: &str, provider: &str, organisation: &str, person: Option<&str>) {
        let event = CaseEvent::OwnerAssigned {
            provider: provider.into(),
            organisation: organisation.into(),
            team: person.map(|_| "team-a".into()),
            person: person.map(Into::into),
        };
        self.tell(at, event);
    }

    fn victim(&mut self, at: &str, victim: VictimId, name: &str, phone: &str, flags: &[(&str, &str)]) {
        let details =
            PersonDetails { name: name.into(), phones: vec![phone.into()], ..PersonDetails::default() };
        let text = self.text(&details);
        let flags = flags
            .iter()
            .map(|(flag, because)| FlagBecause { flag: (*flag).into(), because: (*because).into() })
            .collect();
        let event = CaseEvent::VictimAdded { victim, details: text.reference(), flags };
        self.tell_with(at, event, vec![text]);
    }

    fn wishes(&mut self, at: &str, victim: VictimId, wishes: &Preferences) {
        let text = self.text(wishes);
        let event = CaseEvent::PreferencesRecorded { victim, preferences: text.reference() };
        self.tell_with(at, event, vec![text]);
    }

    fn happened(&mut self, at: &str, trigger: &str) {
        let event = CaseEvent::Happened {
            trigger: trigger.into(),
            victim: None,
            key: None,
            facts: Facts::default(),
            words: None,
        };
        self.tell(at, event);
    }
}

fn rosas_case() -> LoadedCase {
    let mut teller =
        Teller::new(ROSA, "police-a", "Assault (domestic abuse)", "01ZZ0000126", "2026-03-02T14:00:00Z");
    teller.owner("2026-03-02T14:00:00Z", "police", "police-a", Some("officer"));
    let (rosa, tom) = (victim_id(ROSA, 1), victim_id(ROSA, 2));
    let flags = [("serious_crime", "domestic abuse")];
    teller.victim("2026-03-02T14:05:00Z", rosa, "Rosa Example", "07700 900123", &flags);
    teller.victim("2026-03-02T14:06:00Z", tom, "Tom Sample", "07700 900456", &[]);
    let wishes = Preferences {
        channels: vec![Channel::Text, Channel::Phone],
        never: vec![Channel::Letter],
        every_days: Some(14),
        safe_contact: Some("Do not ring the house phone".into()),
        ..Preferences::default()
    };
    teller.wishes("2026-03-02T14:10:00Z", rosa, &wishes);
    teller.happened("2026-03-02T14:10:00Z", "crime_reported");
    teller.happened("2026-03-02T20:00:00Z", "suspect_arrested");
    teller.happened("2026-03-02T22:00:00Z", "bail_granted");
    teller.case
}

fn case_elsewhere() -> LoadedCase {
    let mut teller = Teller::new(ELSEWHERE, "police-b", "Robbery", "02ZZ0000226", "2026-03-01T10:00:00Z");
    teller.owner("2026-03-01T10:00:00Z", "police", "police-b", None);
    teller.victim("2026-03-01T10:05:00Z", victim_id(ELSEWHERE, 1), "Kofi Madeup", "07700 900789", &[]);
    teller.happened("2026-03-01T10:10:00Z", "crime_reported");
    teller.case
}

fn silent_case() -> LoadedCase {
    let mut teller =
        Teller::new(SILENT, "police-a", "Burglary of a home", "01ZZ0000326", "2026-01-20T10:00:00Z");
    teller.owner("2026-01-20T10:00:00Z", "police", "police-a", Some("officer"));
    teller.victim("2026-01-20T10:05:00Z", victim_id(SILENT, 1), "Ines Placeholder", "07700 900321", &[]);
    teller.happened("2026-01-20T10:10:00Z", "crime_reported");
    teller.case
}

fn quarantined() -> Quarantined {
    Quarantined {
        id: Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_00ff),
        received_at: "2026-03-04T18:12:00Z".parse().unwrap(),
        source: "results.xml".into(),
        format: "court-results".into(),
        reason: "line 1: this is not a message that we know".into(),
        body: b"<nonsense/>".to_vec(),
        state: service::QuarantineState::Waiting,
        tries: 1,
        mended: None,
        note: String::new(),
    }
}
