//! Reports from people who have not signed in, and from staff who take them: what they become, who has them, who never sees
//! them, and what comes of saying them twice (REP-1 to REP-4, REP-8, REP-9, SUP-3).

use crate::{
    on_both_engines,
    town::{Town, count, now},
};
use identity::BrowserSecret;
use jiff::{SignedDuration, ToSpan};
use language::Language;
use policy::Role;
use record::{
    CaseEvent, Channel, Origin, ReportEvent,
    report::{Door, Kind, ReportedBy, Wants},
};
use service::{
    Actor, ServiceError, Standing,
    accounts::{AccountError, Invited, Question, redeem::Answered},
    files::FileOffered,
    report::{
        Report, Sent, TakeReportForm,
        draft::{IDLE, KEPT, OpenDraft, SENT_SHOWN},
    },
};

on_both_engines!(
    a_report_to_the_police_starts_the_day_to_record_it,
    help_without_police_is_seen_by_the_service_and_by_no_police,
    nobody_needs_to_give_a_name,
    who_reports_for_somebody_else_cannot_sign_in_for_them,
    sent_twice_it_is_one_case,
    what_is_missing_is_said_and_nothing_is_opened,
    it_is_put_away_and_taken_up_with_the_code_and_nothing_else,
    wrong_codes_are_counted_and_nobody_is_locked_out,
    it_goes_when_its_time_is_over,
    a_file_goes_with_it_once,
    a_collision_and_a_death_are_called_what_they_are,
    the_victim_signs_in_reads_it_and_says_what_is_wrong,
    staff_take_the_same_report_for_somebody,
);

const FROM: &str = "192.0.2.7";

fn report() -> Report {
    let mut report = Report {
        wants: Some(Wants::Police),
        by: Some(ReportedBy::Victim),
        kind: Some(Kind::BreakIn),
        area: "46".into(),
        word: "Heron".into(),
        ..Report::default()
    };
    report.answers.what = "Somebody broke the back door while I was at work.".into();
    report.answers.place = "9 Goldcrest Mews".into();
    report.answers.name = "Fern Moss".into();
    report.answers.phone = "07700 900461".into();
    report.answers.ways = vec![Channel::Text];
    report.answers.safety = "Never after four".into();
    report
}

async fn begun(town: &Town, report: Report) -> (BrowserSecret, OpenDraft) {
    let (secret, mut draft) = town.service.begin_report(FROM, now()).await.unwrap();
    draft.body.report = report;
    town.service.save_report(&mut draft, now()).await.unwrap();
    (secret, draft)
}

async fn send(town: &Town, report: Report) -> Sent {
    let (_, mut draft) = begun(town, report).await;
    town.service.send_report(&mut draft, Language::English, FROM, now()).await.unwrap()
}

fn problems(result: Result<Sent, AccountError>) -> Vec<&'static str> {
    match result {
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            problems.iter().map(|problem| problem.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

async fn a_report_to_the_police_starts_the_day_to_record_it(town: Town) {
    let sent = send(&town, report()).await;
    assert_eq!(sent.owner, "kent of Invented", "the police of the area");
    let loaded = town.load(sent.case).await;
    let (case, victim) = (&loaded.case, loaded.case.victims[0].id);
    assert_eq!((case.title.as_str(), case.area.as_deref()), ("A break-in", Some("46")));
    assert_eq!(case.reference(), Some(sent.reference.as_str()));
    assert!(sent.reference.starts_with("R-") && !sent.reference.contains("Moss"));
    assert!(
        loaded.events.iter().all(|recorded| recorded.by.origin != Origin::Person),
        "nobody had signed in"
    );
    // The duty to record it is there, with its deadline a day later (REP-3).
    let owed = town.owed(&loaded);
    let record = owed.iter().find(|owed| owed.duty == "s-crime-record-24h").unwrap();
    assert_eq!((record.provider.as_str(), record.victim), ("police", victim));
    assert_eq!(record.due_at, Some(now() + SignedDuration::from_hours(24)));
    let file =
        town.service.case_file(&town.staff(Role::Officer, "kent"), sent.case, now() + 25.hours()).await;
    let file = file.unwrap();
    let line = file.duties.iter().find(|line| line.owed.duty == "s-crime-record-24h").unwrap();
    assert_eq!(line.standing, Standing::Late, "a day later it is late, by itself");
    // What they said about being reached counts from the first minute.
    let wishes = &file.victims[0].preferences;
    assert_eq!(wishes.channels, [Channel::Text]);
    assert_eq!(wishes.never, [Channel::Phone, Channel::Email, Channel::Letter]);
    assert_eq!(wishes.safe_contact.as_deref(), Some("Never after four"));
    assert_eq!(wishes.safe.as_ref().unwrap().text_to.as_deref(), Some("07700 900461"));
    // Another force does not have it.
    assert!(town.service.case_file(&town.officer(), sent.case, now()).await.is_err());
}

async fn help_without_police_is_seen_by_the_service_and_by_no_police(town: Town) {
    let asks = Report { wants: Some(Wants::Help), kind: Some(Kind::Home), ..report() };
    let sent = send(&town, asks).await;
    assert_eq!(sent.owner, "harbour of Invented");
    let loaded = town.load(sent.case).await;
    assert_eq!(loaded.case.owners.keys().collect::<Vec<_>>(), ["support_service"]);
    let victim = loaded.case.victims[0].id;
    let owed = town.owed(&loaded);
    assert_eq!(count(&owed, victim, "r04-direct-access"), 1, "help, whether or not it was reported");
    assert_eq!(owed.iter().filter(|owed| owed.provider == "police").count(), 0, "no police owe anything");
    let advocate = town.staff(Role::Advocate, "harbour");
    let file = town.service.case_file(&advocate, sent.case, now()).await.unwrap();
    assert_eq!(file.victims[0].details.name, "Fern Moss");
    assert!(file.records);
    let read = town.service.reports_of_case(&advocate, sent.case).await.unwrap();
    assert!(
        read[0].details.iter().any(|detail| detail.said.starts_with("Somebody broke")),
        "what they were told"
    );
    for organisation in ["met", "kent"] {
        for role in [Role::Officer, Role::Supervisor] {
            let police = town.staff(role, organisation);
            assert!(
                town.service.case_file(&police, sent.case, now()).await.is_err(),
                "{role:?} of {organisation}"
            );
            assert!(town.service.reports_of_case(&police, sent.case).await.is_err());
            assert!(town.service.files_of_case(&police, sent.case).await.is_err());
            let by = service::SearchBy::Name("fern moss".into());
            assert_eq!(town.service.search(&police, &by).await.unwrap().found.len(), 0);
        }
    }
}

async fn nobody_needs_to_give_a_name(town: Town) {
    let mut unknown = Report {
        wants: Some(Wants::Police),
        by: Some(ReportedBy::Anonymous),
        kind: Some(Kind::Hate),
        ..Report::default()
    };
    unknown.answers.what = "They shout at people who go to the mosque.".into();
    let sent = send(&town, unknown.clone()).await;
    assert_eq!(sent.code, None, "there is nobody to sign in");
    let loaded = town.load(sent.case).await;
    let details = crate::town::details(&loaded, loaded.case.victims[0].id);
    assert_eq!(details.name, "Somebody who gave no name");
    assert!(details.phones.is_empty() && details.email.is_none());
    assert!(loaded.case.victims[0].preferences.is_none());
    assert!(loaded.case.victims[0].enhanced(), "a hate crime is one whoever says so");
    // Help without police needs a way to reach them.
    let help = Report { wants: Some(Wants::Help), ..unknown };
    let (_, mut draft) = begun(&town, help).await;
    let refused = town.service.send_report(&mut draft, Language::English, FROM, now()).await;
    assert_eq!(problems(refused), ["whom", "reach"]);
}

async fn who_reports_for_somebody_else_cannot_sign_in_for_them(town: Town) {
    for by in [ReportedBy::Other, ReportedBy::Centre] {
        let mut other = Report { by: Some(by), ..report() };
        other.answers.reporter = "The neighbour, 01632 960 001".into();
        assert_eq!(send(&town, other.clone()).await.code, None, "{by:?}");
        // Help is passed on only when the person agrees.
        let help = Report { wants: Some(Wants::Help), ..other };
        let (_, mut draft) = begun(&town, help.clone()).await;
        let refused = town.service.send_report(&mut draft, Language::English, FROM, now()).await;
        assert_eq!(problems(refused), ["whom"]);
        assert_eq!(send(&town, Report { agrees: true, ..help }).await.owner, "harbour of Invented");
    }
}

async fn sent_twice_it_is_one_case(town: Town) {
    let (secret, mut first) = begun(&town, report()).await;
    let mut second = first.clone();
    let (service, english) = (&town.service, Language::English);
    // Two taps at the same moment, each with what it read before the other was done.
    let (one, two) = tokio::join!(
        service.send_report(&mut first, english, FROM, now()),
        service.send_report(&mut second, english, FROM, now())
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.case, &one.reference), (two.case, &two.reference));
    assert_eq!(town.cases().await, 1);
    // And a third, later: the same answer.
    let mut again = service.report_draft(&secret, now()).await.unwrap().unwrap();
    assert_eq!(again.body.sent.as_ref().map(|sent| sent.case), Some(one.case));
    let third = service.send_report(&mut again, english, FROM, now()).await.unwrap();
    assert_eq!(third.case, one.case);
    let taken = town.load(one.case).await.case.reports.taken.len();
    assert_eq!((town.cases().await, taken), (1, 1));
    // What was written is nowhere but in the case.
    assert_eq!(again.body.report, Report::default());
}

async fn what_is_missing_is_said_and_nothing_is_opened(town: Town) {
    let (_, mut draft) = begun(&town, Report::default()).await;
    let refused = town.service.send_report(&mut draft, Language::English, FROM, now()).await;
    assert_eq!(problems(refused), ["want", "whom", "what", "kind"]);
    let mut wrong = report();
    wrong.answers.ways = vec![Channel::Text, Channel::Email, Channel::Letter];
    wrong.answers.phone = "020 7946 0000".into();
    wrong.answers.email = "nobody".into();
    wrong.answers.name = "x".repeat(301);
    wrong.word = "abc".into();
    let (_, mut draft) = begun(&town, wrong).await;
    let refused = town.service.send_report(&mut draft, Language::English, FROM, now()).await;
    assert_eq!(problems(refused), ["name", "phone", "email", "address", "word"]);
    let mut long = report();
    long.answers.what = "\u{1F622}".repeat(100_000);
    let (_, mut draft) = begun(&town, long).await;
    let refused = town.service.send_report(&mut draft, Language::English, FROM, now()).await;
    assert_eq!(problems(refused), ["what"]);
    assert_eq!(town.cases().await, 0);
    // Nothing that was typed is lost by it.
    assert_eq!(draft.body.report.answers.what.chars().count(), 100_000);
}

async fn it_is_put_away_and_taken_up_with_the_code_and_nothing_else(town: Town) {
    let service = &town.service;
    let (secret, mut draft) = begun(&town, report()).await;
    let code = service.put_report_away(&mut draft, now()).await.unwrap();
    assert!(code.len() == 14 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    assert_eq!(service.report_draft(&secret, now()).await.unwrap(), None, "this device has forgotten it");
    let later = now() + SignedDuration::from_hours(20 * 24);
    let typed = code.to_lowercase().replace('-', " ");
    let elsewhere = service.take_report_up(&typed, "198.51.100.3", later).await.unwrap().unwrap();
    let found = service.report_draft(&elsewhere, later).await.unwrap().unwrap();
    assert_eq!(found.body.report, report());
    assert_eq!(service.take_report_up(&code, FROM, later).await.unwrap().map(|_| ()), None, "it works once");
    // With a code in the pocket it goes on where it is.
    let code = service.code_for_report(&found).await.unwrap();
    assert!(service.report_draft(&elsewhere, later).await.unwrap().is_some());
    let third = service.take_report_up(&code, FROM, later).await.unwrap().unwrap();
    assert!(service.report_draft(&third, later).await.unwrap().is_some());
    assert_eq!(service.report_draft(&elsewhere, later).await.unwrap(), None, "one device has it at a time");
}

async fn wrong_codes_are_counted_and_nobody_is_locked_out(town: Town) {
    let service = &town.service;
    let (_, mut draft) = begun(&town, report()).await;
    let code = service.put_report_away(&mut draft, now()).await.unwrap();
    for _ in 0..5 {
        let wrong = service.take_report_up("7K2M-Q9XD-04TW", FROM, now()).await.unwrap();
        assert!(wrong.is_none());
    }
    // From there even the right one waits, and gives the same answer; elsewhere it works, and nothing is lost.
    assert!(service.take_report_up(&code, FROM, now()).await.unwrap().is_none());
    let refused =
        "select count(*) || '' from audit where action = 'sign_in_refused' and policy = 'report_code'";
    assert_ne!(town.store().strings_for_test(refused).await.unwrap(), ["0"], "each is in the audit");
    let later = now() + SignedDuration::from_mins(20);
    let taken = service.take_report_up(&code, FROM, later).await.unwrap();
    assert!(taken.is_some(), "after the wait it works from there too");
    for nonsense in ["", "x", "7K2M", "\u{1F622}"] {
        assert!(service.take_report_up(nonsense, "203.0.113.5", now()).await.unwrap().is_none());
    }
}

async fn it_goes_when_its_time_is_over(town: Town) {
    let service = &town.service;
    // One that is deleted is gone at once; what was sent is shown for an hour.
    let (secret, draft) = begun(&town, report()).await;
    service.forget_report(&draft).await.unwrap();
    assert_eq!(service.report_draft(&secret, now()).await.unwrap(), None);
    let (secret, mut draft) = begun(&town, report()).await;
    service.send_report(&mut draft, Language::English, FROM, now()).await.unwrap();
    assert!(service.report_draft(&secret, now() + SENT_SHOWN).await.unwrap().is_some());
    let after = now() + SENT_SHOWN + SignedDuration::from_secs(1);
    assert_eq!(service.report_draft(&secret, after).await.unwrap(), None);
    let (secret, mut draft) = begun(&town, report()).await;
    let letter = FileOffered { name: "a.txt".into(), bytes: b"a letter".to_vec(), ..FileOffered::default() };
    service.add_report_file(&mut draft, letter, now()).await.unwrap();
    assert!(service.report_draft(&secret, now() + IDLE).await.unwrap().is_some());
    let after = now() + IDLE + SignedDuration::from_secs(1);
    assert_eq!(service.report_draft(&secret, after).await.unwrap(), None, "somebody else may sit there now");
    let code = service.put_report_away(&mut draft, now()).await.unwrap();
    let over = now() + KEPT + SignedDuration::from_secs(1);
    assert!(service.take_report_up(&code, FROM, over).await.unwrap().is_none());
    // The next one that is begun takes it away for good.
    service.begin_report(FROM, over).await.unwrap();
    let left = |table: &str| format!("select count(*) || '' from {table}");
    assert_eq!(town.store().strings_for_test(&left("report_draft")).await.unwrap(), ["1"]);
    assert_eq!(town.store().strings_for_test(&left("report_draft_file")).await.unwrap(), ["0"]);
}

async fn a_file_goes_with_it_once(town: Town) {
    let service = &town.service;
    let (_, mut draft) = begun(&town, report()).await;
    let letter =
        |text: &str| FileOffered { name: "a.txt".into(), bytes: text.into(), ..FileOffered::default() };
    for text in ["one", "one", "two"] {
        service.add_report_file(&mut draft, letter(text), now()).await.unwrap();
    }
    assert_eq!(draft.body.files.len(), 2, "a double tap is one file");
    let zip = FileOffered { bytes: b"PK\x03\x04".to_vec(), ..letter("") };
    assert!(service.add_report_file(&mut draft, zip, now()).await.is_err());
    let gone = draft.body.files[1].id;
    service.drop_report_file(&mut draft, gone, now()).await.unwrap();
    let sent = service.send_report(&mut draft, Language::English, FROM, now()).await.unwrap();
    let loaded = town.load(sent.case).await;
    let files = &loaded.case.reports.taken[0].files;
    assert_eq!((files.len(), loaded.case.files.0.len()), (1, 1));
    let shown = service.open_file(&town.staff(Role::Officer, "kent"), sent.case, files[0]).await.unwrap();
    assert_eq!(shown.bytes, b"one");
    let left = town.store().strings_for_test("select count(*) || '' from report_draft_file").await.unwrap();
    assert_eq!(left, ["0"], "it lies in the case and nowhere else");
    let (_, mut draft) = begun(&town, report()).await;
    for number in 0..service::report::draft::MOST_FILES {
        service.add_report_file(&mut draft, letter(&number.to_string()), now()).await.unwrap();
    }
    assert!(service.add_report_file(&mut draft, letter("more"), now()).await.is_err());
}

async fn a_collision_and_a_death_are_called_what_they_are(town: Town) {
    let of = async |kind| {
        let sent = send(&town, Report { kind: Some(kind), ..report() }).await;
        town.load(sent.case).await.case
    };
    assert_eq!(of(Kind::Collision).await.title, "A road collision");
    let bereaved = of(Kind::Death).await;
    assert_eq!(bereaved.title, "The death of somebody close");
    assert!(bereaved.victims[0].flags.contains_key("bereaved") && bereaved.victims[0].enhanced());
    let titles: std::collections::BTreeSet<&str> =
        Kind::ALL.iter().map(|kind| kind.title(Wants::Police)).collect();
    assert_eq!(titles.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        for (flag, because) in kind.flags() {
            assert!(victims_code::Flags::named(flag).is_some() && !because.is_empty());
        }
    }
}

/// Somebody signs in with the code that came with their report.
async fn signed_in(town: &Town, sent: &Sent, word: &str) -> Option<Actor> {
    let service = &town.service;
    let (code, _) = sent.code.as_ref().unwrap();
    let (step, question) = service.take_up(code, FROM, now()).await.unwrap();
    assert_eq!(question, Question::Word);
    let answered = Answered { word: word.into(), ..Answered::default() };
    match service.answer_question(&step, &answered, now()).await.unwrap() {
        Some(Invited::Public(step, _)) => service.join_without_contact(&step, now()).await.unwrap(),
        _ => None,
    }
}

async fn the_victim_signs_in_reads_it_and_says_what_is_wrong(town: Town) {
    let sent = send(&town, report()).await;
    assert!(signed_in(&town, &sent, "magpie").await.is_none(), "the word is asked for");
    let me = signed_in(&town, &sent, " heron ").await.unwrap();
    let service = &town.service;
    let read = service.your_report(&me).await.unwrap().unwrap();
    assert_eq!(
        (read.reference.as_str(), read.kind, read.door),
        (sent.reference.as_str(), Kind::BreakIn, Door::Online)
    );
    let place = |read: &service::report::reading::ReportRead| {
        read.details.iter().find(|detail| detail.detail == "place").unwrap().clone()
    };
    assert_eq!((place(&read).said.as_str(), place(&read).corrected.len()), ("9 Goldcrest Mews", 0));
    // A double tap says it once; a second thought is a second correction, and the first words stay.
    for words in ["19 Goldcrest Mews", "19 Goldcrest Mews ", "The shed of number 19"] {
        service.correct_report(&me, "place", words, now()).await.unwrap();
    }
    let read = service.your_report(&me).await.unwrap().unwrap();
    let words: Vec<String> = place(&read).corrected.into_iter().map(|(_, words)| words).collect();
    assert_eq!(place(&read).said, "9 Goldcrest Mews");
    assert_eq!(words, ["19 Goldcrest Mews", "The shed of number 19"]);
    // Each is checked by whoever answers for the case, on a clock.
    let loaded = town.load(sent.case).await;
    let checks: Vec<_> =
        town.owed(&loaded).into_iter().filter(|owed| owed.duty == "p-check-correction").collect();
    assert_eq!(checks.len(), 2);
    assert!(checks.iter().all(|owed| owed.due.is_some() && owed.done_by.is_none()));
    let staff = service.reports_of_case(&town.staff(Role::Officer, "kent"), sent.case).await.unwrap();
    assert_eq!(place(&staff[0]).corrected.len(), 2);
    for (detail, words) in [("place", " "), ("nothing", "x"), ("who", &"x".repeat(20_000) as &str)] {
        let refused = service.correct_report(&me, detail, words, now()).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{detail}");
    }
    // Witness care of another area does not read it.
    assert!(service.reports_of_case(&town.staff(Role::WitnessCare, "unit"), sent.case).await.is_err());
}

async fn staff_take_the_same_report_for_somebody(town: Town) {
    let service = &town.service;
    let take = async |actor: &Actor, id: u128, report: Report| {
        let form = uuid::Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0001_0000 + id);
        let form = TakeReportForm { form, door: Door::Counter, report };
        service.take_report(actor, form, Vec::new(), now()).await
    };
    // Whoever is there takes it; it is the police's of the area where it happened.
    let witness_care = town.staff(Role::WitnessCare, "unit");
    let sent = take(&witness_care, 1, report()).await.unwrap();
    let again = take(&witness_care, 1, report()).await.unwrap();
    assert_eq!((sent.case, &sent.reference), (again.case, &again.reference), "a form sent twice is one case");
    let loaded = town.load(sent.case).await;
    let owners: Vec<_> =
        loaded.case.owners.iter().map(|(p, owner)| (p.as_str(), owner.organisation.as_str())).collect();
    assert_eq!(owners, [("police", "kent"), ("wcu", "unit")]);
    let taken = loaded.events.iter().find_map(|recorded| match &recorded.event {
        CaseEvent::Report(ReportEvent::Taken { door, .. }) => Some((*door, recorded.by.person.clone())),
        _ => None,
    });
    assert_eq!(taken.unwrap(), (Door::Counter, Some(witness_care.person.id.as_str().into())));
    assert!(
        signed_in(&town, &again, "heron").await.is_some(),
        "they sign in with the code that they were handed"
    );
    // An officer who is told "no police" keeps nothing of it.
    let help = Report { wants: Some(Wants::Help), ..report() };
    let passed_on = take(&town.officer(), 2, help.clone()).await.unwrap();
    assert_eq!(passed_on.owner, "harbour of Invented");
    assert!(service.case_file(&town.officer(), passed_on.case, now()).await.is_err());
    // A service to which somebody comes keeps it, and sees what was told to it.
    let advocate = town.staff(Role::Advocate, "harbour");
    let kept = take(&advocate, 3, help).await.unwrap();
    assert!(service.case_file(&advocate, kept.case, now()).await.is_ok());
    let police_too = take(&advocate, 4, report()).await.unwrap();
    assert!(service.case_file(&advocate, police_too.case, now()).await.is_ok());
    // Somebody else's id does not open somebody else's case.
    let stolen = TakeReportForm { form: sent.case.0, door: Door::Phone, report: report() };
    let stolen = service.take_report(&witness_care, stolen, Vec::new(), now()).await.unwrap();
    assert_ne!(stolen.case, sent.case);
    assert_ne!(take(&town.officer(), 1, report()).await.unwrap().case, sent.case, "nor somebody else's form");
    let oversight = town.staff(Role::Oversight, "met");
    assert!(matches!(
        take(&oversight, 5, report()).await,
        Err(AccountError::Service(ServiceError::NotAllowed))
    ));
}
