//! What is new for a victim reaches them by their safe way only, once; and what cannot is somebody's work.

use crate::{
    contacts::{call, charged},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use channels::{Channels, Folder};
use jiff::{Timestamp, ToSpan, civil::time};
use language::Language;
use record::{
    CaseEvent, CaseId, Preferences, SafeContactEvent, VictimId,
    event::{Channel, DutyRef},
    safe_contact::{Alerts, BadNews, Day, Hours, Reads, SafeContact},
};
use service::{
    Problem, Service, ServiceError, open_case::NewOwner, own_preferences::OwnPreferencesForm,
    record_contact::ContactForm, record_event::EventForm,
};
use std::path::Path;
use tempfile::TempDir;

on_both_engines!(
    news_goes_once_by_the_way_that_the_victim_chose,
    a_new_person_on_the_case_is_news,
    what_staff_say_about_property_is_news_and_what_the_victim_says_is_not,
    nothing_goes_to_somebody_who_was_not_asked_or_does_not_want_it,
    outside_their_hours_it_waits_and_staff_see_until_when,
    while_it_is_not_safe_nothing_goes_and_then_it_does,
    a_preference_that_no_way_can_meet_is_a_call_for_whoever_answers_for_the_case,
    bad_news_waits_for_the_call_and_the_page_does_not_break_it,
    a_worker_that_died_half_way_is_made_good_by_the_next,
    whoever_fills_in_a_form_is_not_told_of_an_alert_meanwhile,
    a_number_that_is_no_longer_the_victims_is_sent_nothing,
    a_victims_own_page_never_gives_back_what_is_dangerous_to_read,
    codes_stop_while_it_is_not_safe,
    an_alert_leaves_by_itself_soon_after_its_cause,
    what_did_not_arrive_goes_another_way_and_then_to_a_person,
);

fn monday() -> Timestamp {
    now()
}

fn half_an_hour_later() -> Timestamp {
    now() + 30.minutes()
}

fn midnight() -> Timestamp {
    at("2026-03-30T23:30:00Z")
}

fn tuesday() -> Timestamp {
    at("2026-03-31T09:00:00Z")
}

/// A service that lays messages into a folder.
struct Post {
    folder: TempDir,
    service: Service,
}

impl Post {
    fn of(town: &Town) -> Post {
        let folder = tempfile::tempdir().unwrap();
        let channels = Channels::default().with_folder(Folder::new(folder.path()).unwrap());
        let service = town.service.clone().with_channels(channels);
        Post { service, folder }
    }

    async fn round(&self, clock: fn() -> Timestamp) -> service::alerts::Round {
        self.service.send_alerts("worker", clock, || false).await.unwrap()
    }

    /// What lies in the folder, sorted.
    fn sent(&self) -> Vec<String> {
        let read = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path());
        let mut texts: Vec<String> =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| read(entry).unwrap()).collect();
        texts.sort();
        texts
    }
}

fn texts() -> Preferences {
    let safe = SafeContact { text_to: Some("07700900001".into()), ..SafeContact::default() };
    Preferences { channels: vec![Channel::Text], safe: Some(safe), ..Preferences::default() }
}

async fn wants(town: &Town, case: CaseId, victim: VictimId, preferences: Preferences) {
    let version = town.load(case).await.case.version;
    town.service
        .record_preferences(&town.officer(), case, version, victim, preferences, now())
        .await
        .unwrap();
}

async fn happens(town: &Town, case: CaseId, victim: VictimId, trigger: &str) -> u64 {
    let version = town.load(case).await.case.version;
    let form = EventForm {
        version,
        trigger: trigger.into(),
        victim: Some(victim),
        at: now(),
        received_at: None,
        hearing: None,
        words: None,
    };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
    let loaded = town.load(case).await;
    loaded.events.iter().rev().find(|one| one.event.kind() == "happened").unwrap().version
}

async fn moss(town: &Town) -> (CaseId, VictimId) {
    let case = charged(town).await;
    (case, victim_named(&town.load(case).await, "Moss"))
}

async fn what_staff_say_about_property_is_news_and_what_the_victim_says_is_not(town: Town) {
    let (case, victim) = moss(&town).await;
    wants(&town, case, victim, texts()).await;
    let post = Post::of(&town);
    let bag = record::PropertyDetails { what: "A bag".into(), ..record::PropertyDetails::default() };
    let taken = Some(record::PropertyState::Taken);
    let own = town.as_victim(case, victim);
    town.service.add_own_property(&own, taken, &bag, 0, now()).await.unwrap();
    post.round(monday).await;
    assert_eq!(post.sent().len(), 0, "nobody is alerted of what they did themselves");
    let loaded = town.load(case).await;
    let (item, _) = loaded.case.property.items(victim).next().unwrap();
    let change = service::property::Change::Move(item, record::PropertyState::Found, None);
    let form = service::property::PropertyForm { version: loaded.case.version, victim, change };
    town.service.record_property(&town.officer(), case, form, now()).await.unwrap();
    post.round(half_an_hour_later).await;
    let sent = post.sent();
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(!sent[0].contains("bag") && !sent[0].contains("property"), "{sent:?}");
}

async fn traces(town: &Town, case: CaseId) -> Vec<SafeContactEvent> {
    let events = town.load(case).await.events;
    events
        .into_iter()
        .filter_map(|recorded| match recorded.event {
            CaseEvent::SafeContact(event) => Some(event),
            _ => None,
        })
        .collect()
}

async fn news_goes_once_by_the_way_that_the_victim_chose(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    assert_eq!(post.round(monday).await.taken, 0, "what was before is no news");
    let cause = happens(&town, case, victim, "arrest_warrant_issued").await;
    let round = post.round(monday).await;
    assert_eq!((round.taken, round.sent), (1, 1));
    assert_eq!(
        post.sent(),
        [
            "text: 07700900001\n\nYou have a new message. You can read it where you usually sign in. Nobody reads replies to this.\n"
        ]
    );
    let [SafeContactEvent::AlertSent { victim: to, channel: Channel::Text, cause: of, .. }] =
        traces(&town, case).await[..]
    else {
        panic!("{:?}", traces(&town, case).await)
    };
    assert_eq!((to, of), (victim, cause));
    assert_eq!(post.round(half_an_hour_later).await.taken, 0);
    assert_eq!(post.sent().len(), 1);
    let own = town.service.own_preferences(&town.as_victim(case, victim)).await.unwrap();
    let sent: Vec<_> = own.sent.iter().map(|one| (one.on, one.in_words(Language::English))).collect();
    assert_eq!(sent, [(jiff::civil::date(2026, 3, 30), "We sent you a text message.".to_owned())]);
    // In Welsh, and with a name, when the victim says so.
    let mut welsh = texts();
    welsh.safe = welsh.safe.map(|safe| SafeContact { reads: Reads::Welsh, may_name_us: true, ..safe });
    wants(&town, case, victim, welsh).await;
    happens(&town, case, victim, "conviction").await;
    assert_eq!(post.round(half_an_hour_later).await.sent, 1);
    assert!(
        post.sent().iter().any(|text| text.contains("Mae rhywbeth newydd am eich achos")),
        "{:?}",
        post.sent()
    );
}

/// ACC-1: an automatic message when the case is allocated.
async fn a_new_person_on_the_case_is_news(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    let version = town.load(case).await.case.version;
    let owner = |person: Option<&str>| NewOwner {
        provider: "police".into(),
        organisation: "met".into(),
        team: None,
        person: person.map(Into::into),
    };
    let version = town.service.hand_over(&town.officer(), case, version, owner(None), now()).await.unwrap();
    assert_eq!(post.round(monday).await.sent, 0, "nobody in particular");
    town.service.hand_over(&town.officer(), case, version, owner(Some("okafor")), now()).await.unwrap();
    assert_eq!(post.round(monday).await.sent, 1);
}

async fn nothing_goes_to_somebody_who_was_not_asked_or_does_not_want_it(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    happens(&town, case, victim, "arrest_warrant_issued").await;
    let in_words =
        Preferences { channels: vec![Channel::Text], times: Some("any".into()), ..Preferences::default() };
    wants(&town, case, victim, in_words).await;
    happens(&town, case, victim, "conviction").await;
    let mut never = texts();
    never.safe = never.safe.map(|safe| SafeContact { alerts: Alerts::Never, ..safe });
    wants(&town, case, victim, never.clone()).await;
    happens(&town, case, victim, "trial_day").await;
    assert_eq!(post.round(monday).await.taken, 0);
    // Who changes their mind before it goes is sent nothing either.
    wants(&town, case, victim, texts()).await;
    happens(&town, case, victim, "appeal_hearing_set").await;
    wants(&town, case, victim, never).await;
    assert_eq!(post.round(monday).await.withdrawn, 1);
    assert!(post.sent().is_empty());
}

async fn outside_their_hours_it_waits_and_staff_see_until_when(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    let mut evenings = texts();
    let hours = Hours { days: [Day::Tuesday].into(), from: time(9, 30, 0, 0), until: time(11, 0, 0, 0) };
    evenings.safe = evenings.safe.map(|safe| SafeContact { hours: vec![hours], ..safe });
    wants(&town, case, victim, evenings).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    assert_eq!(post.round(monday).await.waiting, 1);
    assert_eq!(post.round(midnight).await.taken, 0, "nobody looks before it is due");
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert_eq!(file.alerts.len(), 1);
    assert_eq!(file.alerts[0].at, at("2026-03-31T08:30:00Z"), "9.30 in the morning, summer time");
    assert!(file.alerts[0].words.contains("outside the hours"), "{:?}", file.alerts);
    assert_eq!(post.round(tuesday).await.sent, 1);
    assert!(town.service.case_file(&town.officer(), case, now()).await.unwrap().alerts.is_empty());
}

async fn while_it_is_not_safe_nothing_goes_and_then_it_does(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    let own = town.as_victim(case, victim);
    town.service.say_not_safe_now(&own, now()).await.unwrap();
    town.service.say_not_safe_now(&own, now()).await.unwrap();
    happens(&town, case, victim, "arrest_warrant_issued").await;
    assert_eq!(post.round(monday).await.waiting, 1);
    assert_eq!(post.round(tuesday).await.waiting, 1, "however long it lasts");
    let warned = town.service.preference_warning(&town.officer(), case, victim, Channel::Text).await.unwrap();
    assert!(warned.unwrap().contains("not safe"), "staff who would ring are told too");
    let officer = town.officer();
    let silent = town.service.record_safe_now(&officer, case, victim, true, " ".into(), now()).await;
    assert!(matches!(silent, Err(ServiceError::Invalid(problems)) if problems[0].field == "safe_words"));
    let words = "She rang me from her sister's and said so".to_owned();
    town.service.record_safe_now(&officer, case, victim, true, words, now()).await.unwrap();
    assert_eq!(post.round(monday).await.sent, 1, "at once, not at the next hour");
    assert_eq!(traces(&town, case).await.len(), 3, "said twice, recorded once");
}

async fn a_preference_that_no_way_can_meet_is_a_call_for_whoever_answers_for_the_case(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    let calls = Preferences {
        channels: vec![Channel::Phone],
        safe: Some(SafeContact::default()),
        ..Preferences::default()
    };
    wants(&town, case, victim, calls).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    assert_eq!(post.round(monday).await.for_people, 1);
    assert!(post.sent().is_empty());
    let to_make = town.service.calls_to_make(&town.officer()).await.unwrap();
    assert_eq!((to_make.len(), to_make[0].case, to_make[0].victim), (1, case, victim));
    assert!(to_make[0].why.contains("without a person"), "{to_make:?}");
    let kent = town.staff(policy::Role::Officer, "kent");
    assert!(town.service.calls_to_make(&kent).await.unwrap().is_empty(), "not theirs");
    let form = call(town.load(case).await.case.version, victim);
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    assert!(town.service.calls_to_make(&town.officer()).await.unwrap().is_empty(), "who was called was");
}

async fn bad_news_waits_for_the_call_and_the_page_does_not_break_it(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    let mut first = texts();
    first.safe = first.safe.map(|safe| SafeContact { bad_news: BadNews::CallFirst, ..safe });
    wants(&town, case, victim, first).await;
    let trigger = happens(&town, case, victim, "nfa_decision_cps").await;
    let own = town.as_victim(case, victim);
    let page = async || town.service.victim_case(&own, now()).await.unwrap();
    let tells = |page: &service::victim_case::VictimCase| {
        page.happened.iter().any(|one| one.what.contains("not to charge"))
            || page.owed.iter().any(|owed| owed.reference.trigger == trigger)
            || page.stands.what.contains("not to charge")
    };
    assert!(!tells(&page().await), "the page broke it");
    assert_eq!(post.round(monday).await.for_people, 1, "the message did not go");
    // What else is new waits as well: it would lead to the page and to a question.
    happens(&town, case, victim, "arrest_warrant_issued").await;
    assert_eq!(post.round(monday).await.waiting, 1);
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    let duty = owed.iter().find(|owed| owed.victim == victim && owed.trigger == trigger).unwrap();
    let met = DutyRef { duty: duty.duty.clone(), trigger, victim: None };
    // A letter is not a call.
    let version = loaded.case.version;
    let letter = ContactForm {
        channel: Channel::Letter,
        against_preference: Some("No answer".into()),
        meets: vec![met.clone()],
        ..call(version, victim)
    };
    town.service.record_contact(&town.officer(), case, letter, now()).await.unwrap();
    assert!(!tells(&page().await), "a letter was sent, nobody called");
    let version = town.load(case).await.case.version;
    let phone = ContactForm {
        against_preference: Some("She asked for a call".into()),
        meets: vec![met],
        ..call(version, victim)
    };
    town.service.record_contact(&town.officer(), case, phone, now()).await.unwrap();
    assert!(tells(&page().await), "told by a person, and now on the page");
    assert_eq!(post.round(half_an_hour_later).await.sent, 1, "one alert for all that waited");
    assert_eq!(post.round(half_an_hour_later).await.taken, 0);
}

async fn a_worker_that_died_half_way_is_made_good_by_the_next(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    // It claimed, began, sent - and died before it wrote that down.
    let mine = town.store().claim_alerts("dead", now(), now() + 60.seconds(), 10).await.unwrap();
    town.store().begin_sends("dead", &[(mine[0].id, "text")]).await.unwrap();
    let name = format!("{}.1.txt", mine[0].id);
    std::fs::write(post.folder.path().join(&name), "text: 07700900001\n\nsent\n").unwrap();
    assert_eq!(post.round(monday).await.taken, 0, "its lease holds");
    let round = post.round(half_an_hour_later).await;
    assert_eq!((round.taken, round.sent), (1, 1));
    assert_eq!(post.sent(), ["text: 07700900001\n\nsent\n"], "the same message, not a second one");
    assert!(Path::new(&post.folder.path().join(name)).exists());
}

async fn whoever_fills_in_a_form_is_not_told_of_an_alert_meanwhile(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    let seen = town.load(case).await.case.version;
    assert_eq!(post.round(monday).await.sent, 1);
    assert_eq!(town.load(case).await.case.version, seen + 1);
    let form = ContactForm { against_preference: Some("She was at the desk".into()), ..call(seen, victim) };
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
}

async fn a_number_that_is_no_longer_the_victims_is_sent_nothing(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    let mut another = texts();
    another.safe = another.safe.map(|safe| SafeContact { text_to: Some("07700 900999".into()), ..safe });
    wants(&town, case, victim, another).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    assert_eq!(post.round(monday).await.for_people, 1);
    assert!(post.sent().is_empty());
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert!(file.alerts[0].needs_person && file.alerts[0].words.contains("no number"), "{:?}", file.alerts);
}

async fn a_victims_own_page_never_gives_back_what_is_dangerous_to_read(town: Town) {
    let (case, victim) = moss(&town).await;
    let own = town.as_victim(case, victim);
    let form = OwnPreferencesForm {
        shown: Preferences { channels: vec![Channel::Text], ..Preferences::default() },
        number: Some("0".into()),
        safe_word: Some("Bluebell".into()),
        safe_contact: Some("Never after six, he is at home".into()),
        tell_also: Some("Lena Advocate".into()),
    };
    town.service.say_own_preferences(&own, form, now()).await.unwrap();
    let shown = town.service.own_preferences(&own).await.unwrap();
    let all = format!("{shown:?}");
    for dangerous in ["Bluebell", "after six", "Lena", "07700900001", "07700 900001"] {
        assert!(!all.contains(dangerous), "{dangerous} in {all}");
    }
    assert_eq!(shown.kept.len(), 3);
    assert_eq!((shown.number.as_deref(), shown.numbers.len()), (Some("0"), 1));
    // Saying other things anew keeps it.
    let again = OwnPreferencesForm { shown: shown.preferences, number: shown.number, ..Default::default() };
    town.service.say_own_preferences(&own, again, now()).await.unwrap();
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    let card = file.victims.iter().find(|card| card.id == victim).unwrap();
    let safe = card.preferences.safe.as_ref().unwrap();
    assert_eq!(safe.safe_word.as_deref(), Some("Bluebell"), "staff see it");
    assert_eq!(card.preferences.tell_also.as_deref(), Some("Lena Advocate"));
    // Nobody chooses e-mail who has none.
    let email = OwnPreferencesForm {
        shown: Preferences { channels: vec![Channel::Email], ..Preferences::default() },
        ..Default::default()
    };
    let refused = town.service.say_own_preferences(&own, email, now()).await;
    let fields = |problems: Vec<Problem>| problems.into_iter().map(|one| one.field).collect::<Vec<_>>();
    assert!(
        matches!(refused, Err(ServiceError::Invalid(problems)) if fields(problems.clone()) == ["email_to"])
    );
}

async fn codes_stop_while_it_is_not_safe(town: Town) {
    let (post, place) = (Post::of(&town), moss(&town).await);
    let (service, own) = (&post.service, town.as_victim(place.0, place.1));
    let ask = Some(service::accounts::invite::Ask::Word("teapot".into()));
    let of = Some(service::accounts::invite::For::Victim(place.1));
    let card = service.invite(&town.officer(), place.0, of, ask, now()).await.unwrap();
    let answered = service::accounts::redeem::Answered { word: "teapot".into(), ..Default::default() };
    let offered = async || {
        let (step, _) = service.take_up(&card.code, "", now()).await.unwrap();
        match service.answer_question(&step, &answered, now()).await.unwrap() {
            Some(service::accounts::Invited::Public(_, contacts)) => contacts.len(),
            _ => 0,
        }
    };
    assert_eq!(offered().await, 1);
    town.service.say_not_safe_now(&own, now()).await.unwrap();
    assert_eq!(offered().await, 0);
    town.service.say_safe_again(&own, now()).await.unwrap();
    assert_eq!(offered().await, 1);
}

/// Whoever records the cause need not be the process that sends.
async fn an_alert_leaves_by_itself_soon_after_its_cause(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    wants(&town, case, victim, texts()).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let service = post.service.clone();
    let worker =
        tokio::spawn(
            async move { service.keep_sending("worker", monday, async { drop(stopped.await) }).await },
        );
    let another = Town { service: Service::new(town.store().clone()).await.unwrap() };
    happens(&another, case, victim, "arrest_warrant_issued").await;
    let sent = async {
        while post.sent().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), sent).await.unwrap();
    stop.send(()).unwrap();
    worker.await.unwrap();
    assert_eq!(town.store().outbox_counts().await.unwrap().states, [("handed".to_owned(), 1)]);
}

async fn what_did_not_arrive_goes_another_way_and_then_to_a_person(town: Town) {
    let (post, (case, victim)) = (Post::of(&town), moss(&town).await);
    let mut both = texts();
    both.channels.push(Channel::Letter);
    wants(&town, case, victim, both).await;
    happens(&town, case, victim, "arrest_warrant_issued").await;
    let receipt = async |status: &str| {
        let alert = town.store().alerts_of_case(case).await.unwrap().remove(0);
        let text =
            format!("{{\"id\":\"x\",\"reference\":\"{}\",\"status\":\"{status}\"}}", alert.reference());
        let receipt = serde_json::from_str(&text).unwrap();
        post.service.take_receipt(&receipt, now()).await.unwrap();
    };
    assert_eq!(post.round(monday).await.sent, 1);
    receipt("technical-failure").await;
    assert_eq!(post.round(monday).await.sent, 1, "the same way again");
    receipt("permanent-failure").await;
    receipt("permanent-failure").await;
    assert_eq!(post.round(monday).await.sent, 1, "by letter");
    let ways: Vec<String> =
        post.sent().iter().map(|text| text.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(ways, ["letter", "text", "text"]);
    receipt("temporary-failure").await;
    assert_eq!(post.round(monday).await.for_people, 1);
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert!(file.alerts[0].needs_person, "{:?}", file.alerts);
    assert!(file.alerts[0].words.contains("text message or by letter"), "{:?}", file.alerts);
    let own = town.service.own_preferences(&town.as_victim(case, victim)).await.unwrap();
    let said: Vec<String> = own.sent.iter().map(|one| one.in_words(Language::English)).collect();
    assert_eq!(said[0], "We could not send you a message. Somebody will get in touch.");
    assert_eq!(said[1], "A letter to you could not be delivered.");
}
