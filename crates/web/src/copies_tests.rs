//! Copies of a victim's own information on the real pages: what is in both forms, what is in neither (PLT-5).

use crate::{
    cases::{ROSA, World, case_id, now, victim_id},
    http_tests::{form_secret_of, post_as, text},
    journey_tests::Visitor,
    router,
};
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use http_body_util::BodyExt;
use record::{
    AccessEvent, Answer, AnswerAbout, AttemptOutcome, CaseEvent, Characteristics, Contact, CopyEvent,
    CopyForm, DefendantId, Facts, Origin, PersonDetails, Personal, PersonalRef, Preferences, Recorder,
    RepresentativeId, Understood, WaiverScope,
    access::{Basis, MandateScope, Purpose, RepresentativeKind},
    event::{Channel, DutyRef, FlagBecause, ReferenceKind},
    figures::Ethnicity,
};
use std::collections::BTreeSet;
use store::{Batch, LoadedCase, NewEvent, Person};
use uuid::Uuid;

const COPY: &str = "/your-case/copy";

/// Writes events with texts that stand nowhere else: `shown-…` must be in the copy, `danger-…` only in one that is made in
/// full, `hidden-…` in none.
struct Writer {
    loaded: LoadedCase,
    texts: Vec<Personal>,
    number: u128,
}

impl Writer {
    fn kept(&mut self, value: impl serde::Serialize) -> PersonalRef {
        self.number += 1;
        let id = Uuid::from_u128(0xc0_0000 + self.number);
        let text = Personal::new(id, [9; 16], self.loaded.case.id, &value).unwrap();
        let reference = text.reference();
        self.texts.push(text);
        reference
    }

    fn by(&mut self, organisation: &str, person: Option<&str>, event: CaseEvent) {
        let by = Recorder {
            organisation: organisation.into(),
            person: person.map(Into::into),
            origin: Origin::Person,
        };
        let texts = std::mem::take(&mut self.texts);
        self.loaded.record(&by, now(), vec![NewEvent::at(now(), event)], texts).unwrap();
    }

    fn write(&mut self, event: CaseEvent) {
        self.by("police-a", Some("officer"), event);
    }

    fn access(&mut self, event: AccessEvent) {
        self.write(CaseEvent::Access(event));
    }
}

fn details(mark: &str) -> PersonDetails {
    PersonDetails {
        name: format!("{mark}-name"),
        born: Some(jiff::civil::date(1987, 6, 5)),
        address: vec![format!("{mark}-address 9")],
        phones: vec![format!("{mark}-phone")],
        email: Some(format!("{mark}@email.example")),
    }
}

fn wishes(shown: &str, danger: &str) -> Preferences {
    Preferences {
        channels: vec![Channel::Phone],
        times: Some(format!("{shown}-times")),
        format: Some(format!("{shown}-format")),
        language: Some(format!("{shown}-language")),
        safe_contact: Some(format!("{danger}-safe")),
        tell_also: Some(format!("{danger}-also")),
        bad_news: Some(format!("{danger}-bad-news")),
        ..Preferences::default()
    }
}

fn contact(writer: &mut Writer, victim: record::VictimId, shown: &str) -> CaseEvent {
    CaseEvent::ContactRecorded(Contact {
        victim,
        representative: Some(writer.kept(format!("{shown}-told-instead"))),
        channel: Channel::Phone,
        told: writer.kept(format!("{shown}-told <b>\"&\n {shown}-second-line")),
        understood: Understood::Partly,
        against_preference: Some(writer.kept("hidden-against-preference")),
        asked: Some(writer.kept(format!("{shown}-asked"))),
        next: None,
        meets: vec![],
    })
}

/// A case with a text in every place where one can be
pub(crate) async fn rich(world: &World) {
    let store = world.service.store();
    let loaded = store.load(case_id(ROSA)).await.unwrap().unwrap();
    let mut writer = Writer { loaded, texts: Vec::new(), number: 0 };
    let w = &mut writer;
    let (rosa, tom) = (victim_id(ROSA, 1), victim_id(ROSA, 2));
    for (victim, mark, danger) in [(rosa, "shown", "danger"), (tom, "hidden-tom", "hidden-tom")] {
        let own = PersonDetails { name: format!("{mark}-name"), ..details(danger) };
        let corrected = w.kept(own);
        w.write(CaseEvent::VictimCorrected { victim, details: corrected });
        let said = w.kept(wishes(mark, danger));
        w.write(CaseEvent::PreferencesRecorded { victim, preferences: said });
        let about =
            w.kept(Characteristics { ethnicity: Some(Ethnicity::Mixed), ..Characteristics::default() });
        w.write(CaseEvent::CharacteristicsRecorded { victim, characteristics: about });
        let flag = FlagBecause { flag: "vulnerable".into(), because: format!("{danger}-because") };
        w.write(CaseEvent::VictimFactsRecorded { victim, add: vec![flag], remove: vec![] });
        let told = contact(w, victim, mark);
        w.write(told);
        let words = Some(w.kept(format!("hidden-attempt-{mark}")));
        let (channel, outcome) = (Channel::Text, AttemptOutcome::NoAnswer);
        w.write(CaseEvent::ContactAttempted { victim, channel, outcome, words });
        let words = Some(w.kept(format!("{mark}-waived")));
        w.write(CaseEvent::DutyWaived { victim, scope: WaiverScope::Right(3), words });
        w.write(CaseEvent::WaiverWithdrawn { victim, scope: WaiverScope::Right(3) });
        let words = Some(w.kept(format!("{mark}-answered")));
        let duty = DutyRef { duty: "r06-arrested".into(), trigger: 9, victim: None };
        let about = AnswerAbout::Duty(duty);
        let own = if victim == rosa { "rosa" } else { "tom" };
        w.by("", Some(own), CaseEvent::VictimAnswered { victim, about, answer: Answer::DidNotHappen, words });
        let words = Some(w.kept(format!("{mark}-asked-about-sharing")));
        let (with, purpose) = ("wcu-a".into(), Purpose::Support);
        w.access(AccessEvent::SharingDecided { victim, with, purpose, basis: Basis::ConsentGiven, words });
        let words = Some(w.kept(format!("{danger}-law")));
        let (with, purpose) = ("police-b".into(), Purpose::Updates);
        w.access(AccessEvent::SharingDecided { victim, with, purpose, basis: Basis::VitalInterests, words });
        let ally = PersonDetails { name: format!("{mark}-ally"), ..details("hidden-ally") };
        let (details, words) = (w.kept(ally), Some(w.kept("hidden-mandate-words")));
        w.access(AccessEvent::MandateGiven {
            victim,
            representative: RepresentativeId(Uuid::from_u128(0x777 + u128::from(victim == tom))),
            details,
            kind: RepresentativeKind::Parent,
            scope: MandateScope::ALL.into(),
            until: None,
            words,
        });
        for suspended in [true, false] {
            let words = Some(w.kept("hidden-suspended"));
            w.access(match suspended {
                true => AccessEvent::VictimAccessSuspended { victim, words },
                false => AccessEvent::VictimAccessRestored { victim, words },
            });
        }
    }
    // What is about the case, or staff's own.
    let defendant = w.kept(details("hidden-defendant"));
    let of = DefendantId(Uuid::from_u128(0xdef));
    w.write(CaseEvent::DefendantAdded {
        defendant: of,
        details: defendant,
        reference: Some("hidden-asn".into()),
    });
    w.write(CaseEvent::ReferenceAdded {
        reference: ReferenceKind::ProsecutorReference,
        value: "hidden-prosecutor".into(),
    });
    for (trigger, victim) in [("bail_granted", None), ("charged", Some(rosa)), ("charged", Some(tom))] {
        let words = Some(w.kept("hidden-conditions"));
        let (facts, trigger) = (Facts::default(), trigger.into());
        w.write(CaseEvent::Happened { trigger, victim, key: None, facts, words });
    }
    for organisation in ["police-a", "support-a", "wcu-a"] {
        let words = w.kept(format!("hidden-note-{organisation}"));
        w.by(organisation, Some("officer"), CaseEvent::NoteRecorded { words });
    }
    let marked = FlagBecause { flag: "serious_crime".into(), because: "hidden-mark".into() };
    w.write(CaseEvent::CaseMarked { flags: vec![marked], key: None });
    let arrested =
        w.loaded.events.iter().rev().find(|r| matches!(&r.event, CaseEvent::Happened { .. })).unwrap();
    let version = arrested.version;
    w.write(CaseEvent::HappeningWithdrawn { version, reason: "hidden-withdrawn".into() });
    let words = Some(w.kept("hidden-hold"));
    w.access(AccessEvent::LegalHoldPlaced { words });
    let words = Some(w.kept("hidden-retention"));
    w.access(AccessEvent::RetentionReviewed { keep_until: None, words });
    let words = Some(w.kept("hidden-conflict"));
    w.access(AccessEvent::ConflictDeclared { person: "colleague".into(), words });
    let words = Some(w.kept("hidden-copy-words"));
    let (form, digest) = (CopyForm::Html, "00".repeat(32));
    w.write(CaseEvent::Copy(CopyEvent::OwnCopyGiven { victim: rosa, form, in_full: false, digest, words }));
    store.commit(Batch::of(writer.loaded.changes(world.service.rules()))).await.unwrap();

    let ada = Person {
        id: "ada".into(),
        name: "Ada Invented".into(),
        role: "representative".into(),
        case_id: Some(case_id(ROSA).0),
        victim_id: Some(rosa.0),
        representative_id: Some(Uuid::from_u128(0x777)),
        ..Person::default()
    };
    store.save_directory(&[], &[], &[ada]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
}

async fn bytes(response: Response<Body>) -> Vec<u8> {
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

fn unescaped(html: &str) -> String {
    html.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// What the file prints of the value, piece by piece
fn printed(html: &str) -> BTreeSet<String> {
    let pieces = html.split("class=\"data\">").skip(1);
    pieces.map(|piece| unescaped(piece.split("</").next().unwrap())).collect()
}

/// Fields of the JSON that are for programs; everything else is a text for people
const FOR_PROGRAMS: [&str; 25] = [
    "format",
    "language",
    "version",
    "time_zone",
    "made_at",
    "at",
    "channel",
    "channels",
    "never",
    "outcome",
    "understood",
    "kind",
    "answer",
    "duty",
    "standing",
    "flag",
    "purpose",
    "basis",
    "may",
    "until",
    "day",
    "due",
    "next",
    "reported",
    "born",
];

fn texts(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => drop(found.insert(text.clone())),
        serde_json::Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        serde_json::Value::Object(fields) => {
            // A slug beside words.
            let slug = |name: &str| {
                (name == "about" || name == "what") && fields.contains_key("words") && fields.len() == 2
            };
            let own = fields.iter().filter(|(name, _)| !FOR_PROGRAMS.contains(&name.as_str()) && !slug(name));
            own.for_each(|(_, value)| texts(value, found));
        }
        _ => {}
    }
}

fn marks(text: &str, kind: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '@' || c == '.';
    let whole = |word: &&str| word.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['-', '@']));
    text.split(|c: char| !is_part(c)).filter(whole).map(str::to_owned).collect()
}

fn assert_file(response: &Response<Body>, name: &str, kind: &str) {
    let header = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(header::CONTENT_DISPOSITION), format!("attachment; filename=\"{name}\""));
    assert_eq!((header(header::CONTENT_TYPE), header(header::CACHE_CONTROL)), (kind, "no-store"));
}

const SHOWN: [&str; 12] = [
    "shown-name",
    "shown-times",
    "shown-format",
    "shown-language",
    "shown-told-instead.",
    "shown-told",
    "shown-second-line",
    "shown-asked",
    "shown-waived",
    "shown-answered",
    "shown-asked-about-sharing",
    "shown-ally",
];

#[tokio::test]
async fn a_victim_takes_all_that_is_theirs_and_nothing_of_anybody_else_in_both_forms() {
    let world = World::new().await;
    rich(&world).await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (status, page) = rosa.look(COPY).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Think about where you keep it"), "{page}");
    let html = rosa.send(COPY, &[("form", "html")]).await;
    assert_file(&html, "your-information.html", "text/html; charset=utf-8");
    let json = rosa.send(COPY, &[("form", "json")]).await;
    assert_file(&json, "your-information.json", "application/json");
    let html = String::from_utf8(bytes(html).await).unwrap();
    let json = String::from_utf8(bytes(json).await).unwrap();

    for form in [&html, &json] {
        assert_eq!(marks(form, "hidden"), BTreeSet::new());
        assert_eq!(marks(form, "danger"), BTreeSet::new());
        let shown = marks(form, "shown");
        assert!(form.contains("Mixed or multiple ethnic groups"), "what they say of themselves");
        for wanted in SHOWN {
            assert!(shown.contains(wanted), "{wanted} is missing: {shown:?}");
        }
        for of_another in ["Tom Sample", "07700 900", "Mill Street", "Ruth Lookwell"] {
            assert!(!form.contains(of_another), "{of_another}");
        }
    }
    let mut in_json = BTreeSet::new();
    texts(&serde_json::from_str(&json).unwrap(), &mut in_json);
    // That a copy was taken is in the second one and not in the first.
    let looks = |text: &String| !text.contains("used this service") && !text.contains("took a copy");
    in_json.retain(looks);
    let mut in_html = printed(&html);
    in_html.retain(looks);
    assert_eq!(in_html, in_json, "the two forms say different things");
    assert!(in_json.len() > 20);

    // It stands alone: nothing is fetched, nothing runs.
    for forbidden in ["<script", " src=", "href=", "url(", "http:", "https:", "@import", "<form", "<b>"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&value["format"], &value["version"]), (&"lantern-own-information".into(), &1.into()));
    assert_eq!(value["told"][0]["at"], "2026-03-05T09:00:00+00:00");
    assert_eq!(value["in_full"], false);

    let (_, seen) = rosa.look("/who-has-seen-your-information").await;
    assert!(seen.contains("took a copy of your information away, twice"), "{seen}");
    let tom = Visitor::at(rosa.router.clone(), "tom").await;
    let of_tom = String::from_utf8(bytes(tom.send(COPY, &[]).await).await).unwrap();
    assert_eq!((marks(&of_tom, "shown"), marks(&of_tom, "danger")), (BTreeSet::new(), BTreeSet::new()));
    assert!(of_tom.contains("hidden-tom-told"));
    assert!(!of_tom.contains("took a copy of your information away, twice"), "another victim's copies");
}

#[tokio::test]
async fn whoever_acts_for_a_victim_takes_no_copy_and_nobody_does_while_it_is_unsafe() {
    let world = World::new().await;
    rich(&world).await;
    let router = router(world.app());
    let ada = Visitor::at(router.clone(), "ada").await;
    let (status, page) = ada.look("/your-case").await;
    assert_eq!(status, StatusCode::OK, "the mandate says so");
    assert!(!page.contains(COPY), "offered to a representative");
    assert_eq!(ada.look(COPY).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ada.send(COPY, &[("form", "json")]).await.status(), StatusCode::NOT_FOUND);

    let rosa = Visitor::at(router.clone(), "rosa").await;
    let secret = form_secret_of(&rosa.look(COPY).await.1);
    let officer = Visitor::at(router, "officer").await;
    let victim = victim_id(ROSA, 1).to_string();
    let words = "She rang from a friend: he has her phone.";
    let form = [("version", "0"), ("victim", &victim), ("suspend", "yes"), ("words", words)];
    let address = format!("/case/{}/suspension", case_id(ROSA));
    assert_eq!(officer.send(&address, &form).await.status(), StatusCode::SEE_OTHER);
    assert_ne!(rosa.look(COPY).await.0, StatusCode::OK);
    let refused = post_as(&rosa.router, &rosa.cookie, COPY, format!("_token={secret}&form=html")).await;
    assert_ne!(refused.status(), StatusCode::OK);
    assert!(!text(refused).await.contains("shown-"));
}

#[tokio::test]
async fn staff_make_a_copy_for_the_victim_who_sees_that_they_did() {
    let world = World::new().await;
    rich(&world).await;
    let router = router(world.app());
    let supervisor = Visitor::at(router.clone(), "supervisor").await;
    let address = format!("/case/{}/copy", case_id(ROSA));
    let (status, page) = supervisor.look(&address).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let version = value_of(&page, "version");
    let victim = victim_id(ROSA, 1).to_string();
    let refused = supervisor.send(&address, &[("version", &version), ("in_full", "yes")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let words = "She asked at the counter and showed her passport. hidden-identity";
    let mut form = vec![
        ("version", version.as_str()),
        ("victim", &victim),
        ("form", "html"),
        ("in_full", "no"),
        ("words", words),
    ];
    let file = supervisor.send(&address, &form).await;
    assert_file(&file, "your-information.html", "text/html; charset=utf-8");
    let plain = bytes(file).await;
    let html = String::from_utf8(plain.clone()).unwrap();
    assert!(html.contains("shown-told") && !html.contains("danger-") && !html.contains("hidden-"));

    // What left is in the journal by its digest.
    let loaded = world.service.store().load(case_id(ROSA)).await.unwrap().unwrap();
    let CaseEvent::Copy(CopyEvent::OwnCopyGiven { digest, in_full: false, .. }) =
        &loaded.events.last().unwrap().event
    else {
        panic!("not recorded")
    };
    use sha2::Digest;
    assert_eq!(*digest, record::chain::hex(&sha2::Sha256::digest(&plain)));
    let stale = supervisor.send(&address, &form).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY, "made against an old version");

    let next = (version.parse::<u64>().unwrap() + 1).to_string();
    form[0].1 = &next;
    form[2].1 = "json";
    form[3].1 = "yes";
    let json = String::from_utf8(bytes(supervisor.send(&address, &form).await).await).unwrap();
    let dangers = marks(&json, "danger");
    for wanted in [
        "danger-address",
        "danger-phone",
        "danger@email.example",
        "danger-safe",
        "danger-because",
        "danger-law",
    ] {
        assert!(dangers.contains(wanted), "{wanted}: {dangers:?}");
    }
    assert_eq!(marks(&json, "hidden"), BTreeSet::new());

    let rosa = Visitor::at(router.clone(), "rosa").await;
    let (_, seen) = rosa.look("/who-has-seen-your-information").await;
    assert!(seen.contains("made a copy of your information, to be given to you, twice"), "{seen}");
    let tom = Visitor::at(router.clone(), "tom").await;
    let (_, seen) = tom.look("/who-has-seen-your-information").await;
    assert!(!seen.contains("made a copy"), "another victim's copy: {seen}");
    for other in ["officer", "stranger", "rosa", "mender", "standards"] {
        let other = Visitor::at(router.clone(), other).await;
        assert_eq!(other.look(&address).await.0, StatusCode::NOT_FOUND);
        assert_eq!(other.send(&address, &form).await.status(), StatusCode::NOT_FOUND);
    }
}

/// The value of a field in a page
fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// What stands in a text box
fn box_of(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    // A browser drops the first line break.
    unescaped(after.split_once('>').unwrap().1.split("</textarea").next().unwrap().trim_start_matches('\n'))
}

const NOTE: &str = "Rosa moved to 9 Goldcrest Mews, ZX9 4QY. Tom Sample knows, and so does her aunt Redstart. \
    She goes to Larkfield clinic on Mondays; ring O77OO 900\u{2011}123. Nothing else [sic] has changed.";

/// Rosa's case with her address, and texts that say where she is
async fn disclosable(world: &World) {
    let store = world.service.store();
    let loaded = store.load(case_id(ROSA)).await.unwrap().unwrap();
    let mut writer = Writer { loaded, texts: Vec::new(), number: 0 };
    let w = &mut writer;
    let rosa = victim_id(ROSA, 1);
    let own = PersonDetails {
        name: "Rosa Example".into(),
        address: vec!["9 Goldcrest Mews".into(), "ZX9 4QY".into()],
        phones: vec!["07700 900123".into()],
        ..PersonDetails::default()
    };
    let details = w.kept(own);
    w.write(CaseEvent::VictimCorrected { victim: rosa, details });
    let preferences =
        w.kept(Preferences { tell_also: Some("Her aunt Redstart".into()), ..Preferences::default() });
    w.write(CaseEvent::PreferencesRecorded { victim: rosa, preferences });
    let told = w.kept("I told her that he must not come near Larkfield  CLINIC or the Mews.");
    let contact = Contact {
        victim: rosa,
        representative: None,
        channel: Channel::Phone,
        told,
        understood: Understood::Yes,
        against_preference: Some(w.kept("hidden-against-preference")),
        asked: None,
        next: None,
        meets: vec![],
    };
    w.write(CaseEvent::ContactRecorded(contact));
    let words = w.kept(NOTE);
    w.write(CaseEvent::NoteRecorded { words });
    let words = w.kept("hidden-note-of-another");
    w.by("wcu-a", Some("mender"), CaseEvent::NoteRecorded { words });
    store.commit(Batch::of(writer.loaded.changes(world.service.rules()))).await.unwrap();
    let second = Person {
        id: "second".into(),
        name: "Kit Sample".into(),
        role: "information_governance".into(),
        organisation: "police-a".into(),
        ..Person::default()
    };
    store.save_directory(&[], &[], &[second]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
}

#[tokio::test]
async fn what_is_disclosed_to_the_defence_is_marked_looked_at_by_a_second_person_and_then_leaves() {
    let world = World::new().await;
    disclosable(&world).await;
    let router = router(world.app());
    let supervisor = Visitor::at(router.clone(), "supervisor").await;
    let list = format!("/case/{}/disclosures", case_id(ROSA));
    let new = format!("{list}/new");
    let (status, page) = supervisor.look(&new).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    for never in ["hidden-", "07700 900123", "aunt Redstart<", "Do not ring the house phone"] {
        assert!(!page.contains(never), "{never}");
    }
    assert!(page.contains("Rosa moved to"), "{page}");
    let nothing = supervisor.send(&new, &[("step", "choose")]).await;
    assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY);

    // The last event but one is the note, the one before it the contact.
    let version = world.service.store().load(case_id(ROSA)).await.unwrap().unwrap().case.version;
    let (contact, note) = (format!("{}-told", version - 2), format!("{}-words", version - 1));
    let victim = victim_id(ROSA, 1).to_string();
    let chosen = [("step", "choose"), ("victim", &victim), ("items", &contact), ("items", &note)];
    let page = text(supervisor.send(&new, &chosen).await).await;
    let (told_box, note_box) = (format!("text-{contact}"), format!("text-{note}"));
    let (told, marked) = (box_of(&page, &told_box), box_of(&page, &note_box));
    assert_eq!(told, "I told her that he must not come near Larkfield  CLINIC or the [[Mews]].");
    assert!(marked.contains("[[9 Goldcrest Mews, ZX9 4QY. Tom Sample]] knows"), "{marked}");
    assert!(marked.contains("aunt [[Redstart]]"), "{marked}");
    assert!(marked.contains("ring [[O77OO 900\u{2011}123]]. Nothing else \\[sic\\]"), "{marked}");

    let form = |note_text: &str, because: &str, words: &str| {
        let pairs = [
            ("step", "mark"),
            ("victim", &victim),
            ("version", &version.to_string()),
            ("items", &contact),
            ("items", &note),
            (told_box.as_str(), &told),
            (note_box.as_str(), note_text),
            (&format!("reason-{note}"), "medical"),
            (&format!("because-{note}"), because),
            ("words", words),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        pairs.to_vec()
    };
    let send = async |form: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        supervisor.send(&new, &pairs).await
    };
    const FOR: &str = "For the defence, asked for by the prosecutor on 3 March.";
    let wanted = marked.replace("Larkfield clinic", "[[Larkfield clinic]]");
    for (wrong, why) in [
        (
            marked.replace(
                "[[9 Goldcrest Mews, ZX9 4QY. Tom Sample]]",
                "9 Goldcrest Mews, ZX9 4QY. [[Tom Sample]]",
            ),
            "stay marked",
        ),
        (marked.replace("[[Redstart]]", "Redstart"), "why the defence must read"),
        (marked.replace("[[Redstart]]", "[[Redstart"), "inside another"),
        (marked.replace("Rosa moved", "Rosa went"), "the text was changed"),
    ] {
        let refused = send(form(&wrong, "", FOR)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        let page = text(refused).await.to_lowercase();
        assert!(page.contains(why), "{why}: {page}");
    }
    assert_eq!(send(form(&wanted, "", "")).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "for whom?");
    let shown = wanted.replace("aunt [[Redstart]]", "aunt Redstart");
    let prepared = send(form(&shown, "Redstart is the first witness of the defence.", FOR)).await;
    assert_eq!(prepared.status(), StatusCode::SEE_OTHER, "{}", text(prepared).await);
    let copy = prepared.headers()[header::LOCATION].to_str().unwrap().to_owned();

    // Who prepared it can neither take it nor decide about it.
    assert_eq!(supervisor.send(&copy, &[("do", "take")]).await.status(), StatusCode::NOT_FOUND);
    let version = value_of_version(&world).await;
    let yes = [("version", version.as_str()), ("released", "yes"), ("words", "I read all of it.")];
    assert_eq!(supervisor.send(&copy, &yes).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let second = Visitor::at(router.clone(), "second").await;
    let (_, page) = second.look(&copy).await;
    assert!(page.contains("first witness of the defence"), "{page}");
    assert!(page.contains("Rosa moved to [left out] knows, and so does her aunt Redstart"), "{page}");
    assert_eq!(
        second.send(&copy, &[("do", "take")]).await.status(),
        StatusCode::NOT_FOUND,
        "not released yet"
    );
    assert_eq!(second.send(&copy, &yes).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(second.send(&copy, &yes).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "decided twice");
    let taken = supervisor.send(&copy, &[("do", "take")]).await;
    assert_file(&taken, "disclosure.html", "text/html; charset=utf-8");
    let document = bytes(taken).await;

    // Nothing of it survives, also where nobody marked it.
    let html = String::from_utf8(document.clone()).unwrap();
    let squeezed: String = html.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    for gone in [
        "goldcrest",
        "mews",
        "zx9",
        "4qy",
        "tomsample",
        "larkfield",
        "clinic",
        "o77oo",
        "900123",
        "07700",
        "hidden",
    ] {
        assert!(!squeezed.contains(gone), "{gone}: {html}");
    }
    assert!(html.contains("come near [left out] or the [left out]."), "{html}");
    assert!(html.contains("[sic]") && html.contains("about somebody&#39;s health"), "{html}");
    for forbidden in ["<script", " src=", "href=", "url(", "http:", "https:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    use sha2::Digest;
    let digest = record::chain::hex(&sha2::Sha256::digest(&document));
    let loaded = world.service.store().load(case_id(ROSA)).await.unwrap().unwrap();
    let last = &loaded.events.last().unwrap().event;
    assert!(matches!(last, CaseEvent::Copy(CopyEvent::DefenceCopyTaken { digest: of, .. }) if *of == digest));
    let (_, page) = second.look(&copy).await;
    assert!(page.contains(&digest), "{page}");

    let rosa = Visitor::at(router.clone(), "rosa").await;
    let (_, seen) = rosa.look("/who-has-seen-your-information").await;
    assert!(seen.contains("took out a copy of parts of your case for the defence"), "{seen}");
    for other in ["officer", "stranger", "rosa", "mender", "standards"] {
        let other = Visitor::at(router.clone(), other).await;
        for address in [&list, &new, &copy] {
            assert_eq!(other.look(address).await.0, StatusCode::NOT_FOUND);
        }
        assert_eq!(other.send(&copy, &[("do", "take")]).await.status(), StatusCode::NOT_FOUND);
    }
}

async fn value_of_version(world: &World) -> String {
    world.service.store().load(case_id(ROSA)).await.unwrap().unwrap().case.version.to_string()
}
