//! An invented place with its agencies, and short words for what the tests look at.

use jiff::Timestamp;
use policy::Role;
use record::{
    CaseEvent, CaseId, Owed, PersonDetails, Recorded, VictimId,
    access::{Basis, Purpose},
    view::TermKind,
};
use service::{
    Actor, Service,
    access::sharing::SharingForm,
    import::{Incoming, MessageKind, Taken},
};
use store::{LoadedCase, MessageOutcome, Organisation, Person, Store};

/// The present of most tests: a Monday morning.
pub fn now() -> Timestamp {
    at("2026-03-30T09:00:00Z")
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The use cases over a fresh store, with the agencies of an invented place.
#[derive(Clone)]
pub struct Town {
    pub service: Service,
}

/// Organisation id, provider, area.
const ORGANISATIONS: [(&str, &str, &str); 8] = [
    ("met", "police", "01"),
    ("kent", "police", "46"),
    ("unit", "wcu", "01"),
    ("kent-unit", "wcu", "46"),
    ("prosecution", "cps", ""),
    ("court-service", "hmcts", ""),
    ("probation", "probation", ""),
    ("harbour", "support_service", ""),
];

impl Town {
    pub async fn settle(store: Store) -> Town {
        let organisations = ORGANISATIONS.map(|(id, provider, area)| Organisation {
            id: id.into(),
            name: format!("{id} of Invented"),
            provider: provider.into(),
            area: area.into(),
            phone: "020 7946 0000".into(),
            ..Organisation::default()
        });
        let people = [
            ("okafor", Role::Officer, "met"),
            ("lindqvist", Role::WitnessCare, "unit"),
            ("sergeant", Role::Supervisor, "met"),
        ]
        .map(|(id, role, organisation)| Person {
            id: id.into(),
            name: format!("{id} the invented"),
            role: role.slug().into(),
            organisation: organisation.into(),
            ..Person::default()
        });
        store.save_directory(&organisations, &[], &people).await.unwrap();
        Town { service: Service::new(store).await.unwrap() }
    }

    pub fn store(&self) -> &Store {
        self.service.store()
    }

    /// Takes in one message.
    pub async fn take(&self, kind: MessageKind, message: impl Into<Vec<u8>>) -> Taken {
        self.take_at(kind, message, now()).await
    }

    pub async fn take_at(&self, kind: MessageKind, message: impl Into<Vec<u8>>, when: Timestamp) -> Taken {
        let incoming = Incoming { source: "invented.xml".into(), bytes: message.into() };
        let mut taken = self.service.import(kind, &[incoming], when).await.unwrap();
        assert_eq!(taken.len(), 1);
        taken.remove(0)
    }

    /// Takes in court results that must change a case; gives the first case changed.
    pub async fn hear(&self, message: String) -> CaseId {
        recorded(self.take(MessageKind::CourtResults, message).await)
    }

    /// Takes in a charge file that must change a case.
    pub async fn charge(&self, message: String) -> CaseId {
        recorded(self.take(MessageKind::ChargeFile, message).await)
    }

    /// Takes in a message that must not change anything: not a row of a view, not an event.
    pub async fn nothing_new(&self, kind: MessageKind, message: String) {
        let before =
            (self.store().views_digest().await.unwrap(), self.store().verify().await.unwrap().events);
        let taken = self.take(kind, message).await;
        let after = (self.store().views_digest().await.unwrap(), self.store().verify().await.unwrap().events);
        assert_eq!((taken.outcome, taken.reason), (MessageOutcome::NothingNew, None));
        assert_eq!(before, after, "the message changed something");
    }

    pub async fn load(&self, case: CaseId) -> LoadedCase {
        self.store().load(case).await.unwrap().unwrap()
    }

    /// The one case that carries this URN.
    pub async fn case_of(&self, urn: &str) -> CaseId {
        let found = self.store().cases_with(TermKind::Urn, &[urn.to_owned()]).await.unwrap();
        let cases = found.get(urn).cloned().unwrap_or_default();
        assert_eq!(cases.len(), 1, "cases with this URN");
        cases[0]
    }

    pub async fn cases(&self) -> u64 {
        self.store().verify().await.unwrap().cases
    }

    pub fn owed(&self, loaded: &LoadedCase) -> Vec<Owed> {
        let rules = self.service.rules();
        record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar)
    }

    /// Somebody of an organisation, whether or not the directory knows them.
    pub fn staff(&self, role: Role, organisation: &str) -> Actor {
        Actor {
            language: language::Language::English,
            person: Person {
                id: format!("{}-{organisation}", role.slug()),
                name: format!("An invented {}", role.words()),
                role: role.slug().into(),
                organisation: organisation.into(),
                ..Person::default()
            },
            role,
            organisation_name: organisation.into(),
            of_support_service: organisation == "harbour",
            trail: service::Trail::default(),
            at: now(),
            representative: None,
        }
    }

    /// A victim agreed that an organisation has their information, as the officer records it.
    pub async fn agreed(&self, case: CaseId, victim: VictimId, with: &str, purposes: &[Purpose]) {
        for purpose in purposes {
            self.decided(case, victim, with, *purpose, Basis::ConsentGiven).await;
        }
    }

    /// What a victim, or a law, said about sharing.
    pub async fn decided(&self, case: CaseId, victim: VictimId, with: &str, purpose: Purpose, basis: Basis) {
        let form = SharingForm {
            version: self.load(case).await.case.version,
            victim: Some(victim),
            with: with.into(),
            purpose: Some(purpose),
            basis: Some(basis),
            words: "We asked, and this is what was said.".into(),
        };
        self.service.record_sharing(&self.officer(), case, form, now()).await.unwrap();
    }

    pub fn officer(&self) -> Actor {
        self.staff(Role::Officer, "met")
    }

    /// A victim who has signed in.
    pub fn as_victim(&self, case: CaseId, victim: VictimId) -> Actor {
        let person = Person {
            id: "signed-in-victim".into(),
            role: Role::Victim.slug().into(),
            case_id: Some(case.0),
            victim_id: Some(victim.0),
            ..Person::default()
        };
        Actor {
            language: language::Language::English,
            person,
            role: Role::Victim,
            organisation_name: String::new(),
            of_support_service: false,
            trail: service::Trail::default(),
            at: now(),
            representative: None,
        }
    }
}

fn recorded(taken: Taken) -> CaseId {
    assert_eq!((taken.outcome, taken.reason), (MessageOutcome::Recorded, None));
    taken.cases[0]
}

/// Happenings of a slug, those that were withdrawn left out.
pub fn happened<'a>(loaded: &'a LoadedCase, slug: &str) -> Vec<&'a Recorded> {
    all_happened(loaded, slug)
        .into_iter()
        .filter(|recorded| !loaded.case.withdrawn.contains_key(&recorded.version))
        .collect()
}

/// Happenings of a slug, withdrawn or not.
pub fn all_happened<'a>(loaded: &'a LoadedCase, slug: &str) -> Vec<&'a Recorded> {
    let is_it = |recorded: &&Recorded| matches!(&recorded.event, CaseEvent::Happened { trigger, .. } if trigger == slug);
    loaded.events.iter().filter(is_it).collect()
}

/// The words of a happening.
pub fn words(loaded: &LoadedCase, recorded: &Recorded) -> String {
    match &recorded.event {
        CaseEvent::Happened { words: Some(words), .. } => loaded.texts.words(words).unwrap(),
        _ => String::new(),
    }
}

/// The one victim with this family name.
pub fn victim_named(loaded: &LoadedCase, family: &str) -> VictimId {
    let named: Vec<VictimId> = loaded
        .case
        .victims
        .iter()
        .filter(|v| details(loaded, v.id).name.ends_with(family))
        .map(|v| v.id)
        .collect();
    assert_eq!(named.len(), 1, "victims of this name");
    named[0]
}

pub fn details(loaded: &LoadedCase, victim: VictimId) -> PersonDetails {
    loaded.texts.read(&loaded.case.victim(victim).unwrap().details).unwrap()
}

/// How many duties of an id a victim is owed, done or not.
pub fn count(owed: &[Owed], victim: VictimId, duty: &str) -> usize {
    owed.iter().filter(|owed| owed.victim == victim && owed.duty == duty).count()
}
