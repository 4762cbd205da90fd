//! Signing in: invitations, codes, passwords, recovery. Whoever is not let in learns nothing from the answer.

use crate::{
    contacts::{URN, charged},
    on_both_engines,
    town::{Town, now},
};
use identity::{code, second_factor::SecondFactor};
use jiff::{SignedDuration, Timestamp};
use language::Language;
use policy::Role;
use record::{CaseId, Preferences, VictimId, access::MandateScope, event::Channel};
use service::{
    Actor, Service, ServiceError,
    access::mandates::MandateForm,
    accounts::{
        AccountError, Accounts, Courier, Invited, Masked, Question,
        courier::Message,
        enrol::Enrolled,
        invite::{Ask, Card, For, State},
        message_code::Entered,
        redeem::Answered,
    },
};
use std::sync::{Arc, Mutex};
use store::Person;

on_both_engines!(
    a_victim_is_invited_confirms_a_contact_and_comes_back_with_a_code,
    the_answer_to_a_code_that_is_none_is_the_same,
    five_wrong_answers_end_an_invitation_and_a_new_one_works,
    an_invitation_is_taken_up_by_one_of_many,
    codes_go_only_where_the_record_and_the_person_allow,
    guesses_at_codes_run_out_and_lock_nobody_out,
    a_suspended_victim_is_answered_like_a_wrong_code,
    a_representative_comes_in_by_their_own_invitation_and_their_mandate,
    staff_set_up_a_password_with_a_second_factor,
    guesses_from_everywhere_are_slowed_and_lock_nobody_out,
    guesses_at_invitations_from_everywhere_stop_no_invitation,
    asking_for_anothers_codes_leaves_them_some,
    a_caretaker_helps_back_in_without_seeing_secrets,
    a_caretaker_alone_takes_over_nobody,
    staff_of_another_organisation_invite_nobody,
);

/// Keeps what it carries.
#[derive(Default)]
struct Pocket(Mutex<Vec<Message>>);

impl Courier for Pocket {
    fn send(&self, message: &Message) -> std::io::Result<()> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

impl Pocket {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The code in the latest message.
    fn code(&self) -> String {
        let words = self.0.lock().unwrap().last().unwrap().words.clone();
        words.chars().skip_while(|letter| !letter.is_ascii_digit()).take(6).collect()
    }
}

fn with_courier(town: &Town) -> (Service, Arc<Pocket>) {
    let pocket = Arc::new(Pocket::default());
    let accounts = Accounts { courier: Some(pocket.clone()), ..Accounts::default() };
    (town.service.clone().with_accounts(accounts), pocket)
}

async fn moss(town: &Town) -> (CaseId, VictimId) {
    let case = charged(town).await;
    (case, crate::town::victim_named(&town.load(case).await, "Moss"))
}

fn word(word: &str) -> Answered {
    Answered { word: word.into(), ..Answered::default() }
}

async fn invited(service: &Service, town: &Town, (case, victim): (CaseId, VictimId)) -> Card {
    let ask = Some(Ask::Word("Blue teapot".into()));
    service.invite(&town.officer(), case, Some(For::Victim(victim)), ask, now()).await.unwrap()
}

/// The step and the contacts of somebody whose answer was right.
async fn known(service: &Service, card: &Card, answered: &Answered) -> Option<(String, Vec<Masked>)> {
    let (step, _) = service.take_up(&card.code, "", now()).await.unwrap();
    match service.answer_question(&step, answered, now()).await.unwrap() {
        Some(Invited::Public(step, contacts)) => Some((step, contacts)),
        _ => None,
    }
}

/// Somebody who came in by an invitation and confirmed their first contact.
async fn come_in(service: &Service, pocket: &Pocket, card: &Card) -> Actor {
    let (step, _) = known(service, card, &word("blue TEAPOT ")).await.unwrap();
    let sent = service.choose_contact(&step, 0, Language::English, now()).await.unwrap().unwrap();
    service.confirm_contact(&sent, &pocket.code(), now()).await.unwrap().unwrap()
}

async fn ask_code(service: &Service, contact: &str, when: Timestamp) -> String {
    let step = service.ask_code(when).await.unwrap();
    service.send_code(&step, contact, "", Language::English, when).await.unwrap();
    step
}

fn is_in(entered: Entered) -> bool {
    matches!(entered, Entered::In(_))
}

async fn a_victim_is_invited_confirms_a_contact_and_comes_back_with_a_code(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let ask = Some(Ask::Reference);
    let card =
        service.invite(&town.officer(), place.0, Some(For::Victim(place.1)), ask, now()).await.unwrap();
    let (step, question) = service.take_up(&card.code.to_lowercase(), "", now()).await.unwrap();
    assert_eq!(question, Question::Reference);
    let answered = Answered { reference: URN.to_lowercase(), name: "moss".into(), ..Answered::default() };
    let wrong = Answered { name: "Reed".into(), ..answered.clone() };
    assert!(service.answer_question(&step, &wrong, now()).await.unwrap().is_none());
    let Some(Invited::Public(step, contacts)) =
        service.answer_question(&step, &answered, now()).await.unwrap()
    else {
        panic!("the right answer was refused");
    };
    assert_eq!(contacts, [Masked::Text { end: "001".into() }]);
    let sent = service.choose_contact(&step, 0, Language::English, now()).await.unwrap().unwrap();
    {
        let messages = pocket.0.lock().unwrap();
        let words = messages[0].words.to_lowercase();
        for telling in ["police", "crime", "victim", "case", "lantern", "court", "moss"] {
            assert!(!words.contains(telling), "the message says {telling}");
        }
    }
    let actor = service.confirm_contact(&sent, &pocket.code(), now()).await.unwrap().unwrap();
    assert_eq!((actor.role, actor.person.name.as_str()), (Role::Victim, ""), "the directory has no name");
    assert!(service.victim_case(&actor, now()).await.is_ok());
    let lines = service.invitations(&town.officer(), place.0, now()).await.unwrap().lines;
    assert_eq!((lines.len(), lines[0].state), (1, State::Used));
    assert!(known(&service, &card, &answered).await.is_none(), "the invitation worked twice");

    let step = ask_code(&service, "+44 7700 900001", now()).await;
    assert!(!is_in(service.code_sign_in(&step, "000000", now()).await.unwrap()) || pocket.code() == "000000");
    let Entered::In(back) = service.code_sign_in(&step, &pocket.code(), now()).await.unwrap() else {
        panic!("the right code was refused");
    };
    assert_eq!(back.person.id, actor.person.id);
    assert!(!is_in(service.code_sign_in(&step, &pocket.code(), now()).await.unwrap()), "used twice");
    let step = ask_code(&service, "07700 900001", now()).await;
    let late = now() + SignedDuration::from_mins(10);
    assert!(!is_in(service.code_sign_in(&step, &pocket.code(), late).await.unwrap()), "at its last moment");
}

async fn the_answer_to_a_code_that_is_none_is_the_same(town: Town) {
    let (service, pocket) = with_courier(&town);
    let card = invited(&service, &town, moss(&town).await).await;
    // Steps for nobody look like steps for somebody, and lead nowhere.
    for code in ["7K2M-Q9XD-04TW", "", "nonsense"] {
        let (step, question) = service.take_up(code, "", now()).await.unwrap();
        assert_eq!((step.len(), question), (64, Question::Born), "{code}");
        assert!(service.answer_question(&step, &word("blue teapot"), now()).await.unwrap().is_none());
    }
    let late = now() + SignedDuration::from_hours(14 * 24);
    let (_, question) = service.take_up(&card.code, "", late).await.unwrap();
    assert_eq!(question, Question::Born, "after its time it is no code");
    for contact in ["07700 900001", "07700 900999", "nobody@example.org", "not a contact", ""] {
        let step = ask_code(&service, contact, now()).await;
        assert_eq!(step.len(), 64);
        assert!(!is_in(service.code_sign_in(&step, "123456", now()).await.unwrap()), "{contact}");
    }
    assert_eq!(pocket.count(), 0, "a code went to a contact that nobody confirmed");
    for step in ["", "zz", &"0".repeat(64)] {
        assert!(!is_in(service.code_sign_in(step, "123456", now()).await.unwrap()));
        assert!(service.confirm_contact(step, "123456", now()).await.unwrap().is_none());
        assert!(service.join_without_contact(step, now()).await.unwrap().is_none());
    }
}

async fn five_wrong_answers_end_an_invitation_and_a_new_one_works(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let first = invited(&service, &town, place).await;
    for _ in 0..5 {
        assert!(known(&service, &first, &word("red teapot")).await.is_none());
    }
    assert!(known(&service, &first, &word("blue teapot")).await.is_none(), "the right one came too late");
    let lines = service.invitations(&town.officer(), place.0, now()).await.unwrap().lines;
    assert_eq!(lines[0].state, State::Locked);
    let second = invited(&service, &town, place).await;
    come_in(&service, &pocket, &second).await;
    let third = invited(&service, &town, place).await;
    assert!(service.withdraw_invitation(&town.officer(), place.0, third.id, now()).await.unwrap());
    assert!(known(&service, &third, &word("blue teapot")).await.is_none(), "withdrawn");
}

async fn an_invitation_is_taken_up_by_one_of_many(town: Town) {
    let (service, _) = with_courier(&town);
    let card = invited(&service, &town, moss(&town).await).await;
    let mut steps = Vec::new();
    for _ in 0..4 {
        steps.push(known(&service, &card, &word("blue teapot")).await.unwrap().0);
    }
    let tries: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let service = service.clone();
            tokio::spawn(async move { service.join_without_contact(&step, now()).await.unwrap().is_some() })
        })
        .collect();
    let mut let_in = 0;
    for one in tries {
        let_in += usize::from(one.await.unwrap());
    }
    assert_eq!(let_in, 1);
}

async fn codes_go_only_where_the_record_and_the_person_allow(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let card = invited(&service, &town, place).await;
    come_in(&service, &pocket, &card).await;
    let before = pocket.count();
    let version = town.load(place.0).await.case.version;
    let never = Preferences { never: vec![Channel::Text], ..Preferences::default() };
    service.record_preferences(&town.officer(), place.0, version, place.1, never, now()).await.unwrap();
    ask_code(&service, "07700 900001", now()).await;
    assert_eq!(pocket.count(), before, "a text went to somebody who ruled texts out");
    let card = invited(&service, &town, place).await;
    let (_, contacts) = known(&service, &card, &word("blue teapot")).await.unwrap();
    assert!(contacts.is_empty(), "{contacts:?}");
}

async fn guesses_at_codes_run_out_and_lock_nobody_out(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let card = invited(&service, &town, place).await;
    come_in(&service, &pocket, &card).await;
    let step = ask_code(&service, "07700 900001", now()).await;
    let right = pocket.code();
    let wrong = if right == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        assert!(!is_in(service.code_sign_in(&step, wrong, now()).await.unwrap()));
    }
    assert!(!is_in(service.code_sign_in(&step, &right, now()).await.unwrap()), "a sixth try was looked at");
    // A guesser asks for more than anybody is sent in an hour ...
    let sent = pocket.count();
    for _ in 0..10 {
        ask_code(&service, "07700 900001", now()).await;
    }
    assert!(pocket.count() < sent + 5, "the victim's phone does not stop ringing");
    // ... and the victim still comes in with a new invitation, and later with a code again.
    let card = invited(&service, &town, place).await;
    let (step, _) = known(&service, &card, &word("blue teapot")).await.unwrap();
    assert!(service.join_without_contact(&step, now()).await.unwrap().is_some());
    let later = now() + SignedDuration::from_hours(25);
    let step = ask_code(&service, "07700 900001", later).await;
    assert!(is_in(service.code_sign_in(&step, &pocket.code(), later).await.unwrap()));
}

async fn a_suspended_victim_is_answered_like_a_wrong_code(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let first = invited(&service, &town, place).await;
    let me = come_in(&service, &pocket, &first).await;
    let card = invited(&service, &town, place).await;
    let (invited_step, _) = known(&service, &card, &word("blue teapot")).await.unwrap();
    let step = ask_code(&service, "07700 900001", now()).await;
    let words = "She rang: he has her phone and reads along.".to_owned();
    service.suspend_victim(&town.officer(), place.0, 0, place.1, true, words, now()).await.unwrap();
    let right = service.code_sign_in(&step, &pocket.code(), now()).await.unwrap();
    assert!(matches!(right, Entered::No), "the right code let somebody in");
    assert!(service.join_without_contact(&invited_step, now()).await.unwrap().is_none());
    assert!(known(&service, &card, &word("blue teapot")).await.is_none());
    assert!(
        matches!(service.victim_case(&me, now()).await, Err(ServiceError::NotFound)),
        "a session goes on"
    );
    let sent = pocket.count();
    ask_code(&service, "07700 900001", now()).await;
    assert_eq!(pocket.count(), sent, "a code was sent to a suspended account");
    let ask = Some(Ask::Reference);
    let again = service.invite(&town.officer(), place.0, Some(For::Victim(place.1)), ask, now()).await;
    assert!(matches!(again, Err(AccountError::Service(ServiceError::Invalid(_)))));
}

async fn a_representative_comes_in_by_their_own_invitation_and_their_mandate(town: Town) {
    let (service, pocket) = with_courier(&town);
    let place = moss(&town).await;
    let victim = town.as_victim(place.0, place.1);
    let form = MandateForm {
        name: "Ines Fielding".into(),
        phone: Some("07700 900777".into()),
        kind: Some(record::access::RepresentativeKind::Other),
        scope: [MandateScope::See].into(),
        ..MandateForm::default()
    };
    let id = service.give_mandate(&victim, form, now()).await.unwrap();
    let ask = Some(Ask::Word("blue teapot".into()));
    let whom = Some(For::Representative(id));
    let card = service.invite(&town.officer(), place.0, whom, ask, now()).await.unwrap();
    let ines = come_in(&service, &pocket, &card).await;
    assert_eq!(ines.role, Role::Representative);
    assert_eq!(ines.representative, Some(id));
    assert!(service.victim_case(&ines, now()).await.is_ok());
    assert_eq!(pocket.0.lock().unwrap()[0].to, "07700 900777", "to their own phone, not the victim's");
    let step = ask_code(&service, "07700900777", now()).await;
    service.end_own_mandate(&victim, id, now()).await.unwrap();
    assert!(matches!(service.victim_case(&ines, now()).await, Err(ServiceError::NotFound)), "at once");
    assert!(!is_in(service.code_sign_in(&step, &pocket.code(), now()).await.unwrap()));
}

/// A member of staff of a small charity, and the caretaker.
async fn charity(town: &Town, service: &Service) -> Actor {
    let person = |id: &str, role: Role| Person {
        id: id.into(),
        name: "Meera Patel".into(),
        role: role.slug().into(),
        organisation: "harbour".into(),
        phone: "07700 900555".into(),
        ..Person::default()
    };
    let people = [
        person("meera", Role::Advocate),
        person("keeper", Role::Caretaker),
        person("second", Role::Caretaker),
    ];
    town.store().save_directory(&[], &[], &people).await.unwrap();
    service.refresh_directory().await.unwrap();
    service.actor("keeper", now()).unwrap()
}

/// The card with the half that was sent put after the one that was handed over.
fn whole(card: Card, pocket: &Pocket) -> Card {
    assert!(card.in_halves, "the caretaker sees the whole code");
    let words = pocket.0.lock().unwrap().last().unwrap().words.clone();
    let half = words.split("code is ").nth(1).unwrap().split('.').next().unwrap();
    assert!(!half.contains(&card.code) && half.len() >= 6, "{half}");
    Card { code: format!("{} {half}", card.code), ..card }
}

async fn enrol(service: &Service, card: &Card) -> (SecondFactor, Vec<String>) {
    let (step, question) = service.take_up(&card.code, "", now()).await.unwrap();
    assert_eq!(question, Question::Name);
    let Some(Invited::Staff { step, secret, .. }) =
        service.answer_question(&step, &word(" Meera"), now()).await.unwrap()
    else {
        panic!("the right name was refused");
    };
    let factor = SecondFactor::from_text(&secret).unwrap();
    let shown = factor.code_at(now()).unwrap();
    let short = service.enrol_with_password(&step, "short", &shown, now()).await.unwrap();
    assert!(matches!(short, Enrolled::Again(problems) if problems[0].field == "password"));
    match service.enrol_with_password(&step, "three brown mugs ", &shown, now()).await.unwrap() {
        Enrolled::In(actor, recovery) => {
            assert_eq!(actor.person.id, "meera");
            (factor, recovery)
        }
        other => panic!("{other:?}"),
    }
}

async fn staff_set_up_a_password_with_a_second_factor(town: Town) {
    let (service, pocket) = with_courier(&town);
    let keeper = charity(&town, &service).await;
    let card = service
        .recover_account(&keeper, "meera", "She joins on Monday; seen at the desk", now())
        .await
        .unwrap();
    let (factor, recovery) = enrol(&service, &whole(card, &pocket)).await;
    assert_eq!(recovery.len(), 8);
    let sign_in = async |name: &str, password: &str, code: &str, when: Timestamp| {
        service.password_sign_in(name, password, code, "192.0.2.7", when).await.unwrap().is_ok()
    };
    let later = |minutes| now() + SignedDuration::from_mins(minutes);
    let code = |when| factor.code_at(when).unwrap();
    assert!(!sign_in("meera", "three brown mugs ", &code(now()), now()).await, "the code that set it up");
    let when = later(10);
    assert!(sign_in(" Meera ", "three brown mugs ", &code(when), when).await);
    assert!(!sign_in("meera", "three brown mugs ", &code(when), when).await, "a code that was seen");
    for (name, password) in [("meera", "three brown mugs"), ("nobody", "three brown mugs "), ("", "")] {
        let when = later(60 + 30);
        assert!(!sign_in(name, password, &code(when), when).await, "{name}");
    }
    let when = later(24 * 60);
    assert!(!sign_in("meera", "wrong password", &recovery[0], when).await);
    assert!(
        sign_in("meera", "three brown mugs ", &recovery[0], later(25 * 60)).await,
        "a wrong password used it up"
    );
    assert!(!sign_in("meera", "three brown mugs ", &recovery[0], later(26 * 60)).await, "twice");
    // Whoever guesses from one place waits; the owner, from another, does not.
    let when = later(72 * 60);
    for _ in 0..6 {
        sign_in("meera", "a guess", "123456", when).await;
    }
    assert!(!sign_in("meera", "three brown mugs ", &code(when), when).await, "no wait after six guesses");
    let owner = service.password_sign_in("meera", "three brown mugs ", &code(when), "192.0.2.8", when).await;
    assert!(owner.unwrap().is_ok(), "the owner is locked out");
}

/// Guesses from a hundred places slow each other down. Where the owner has signed in before, they do not wait.
async fn guesses_from_everywhere_are_slowed_and_lock_nobody_out(town: Town) {
    let (service, pocket) = with_courier(&town);
    let keeper = charity(&town, &service).await;
    let card = service.recover_account(&keeper, "meera", "She joins on Monday", now()).await.unwrap();
    let (factor, _) = enrol(&service, &whole(card, &pocket)).await;
    let sign_in = async |password: &str, from: &str, when: Timestamp| {
        let code = factor.code_at(when).unwrap();
        service.password_sign_in("meera", password, &code, from, when).await.unwrap().map(|_| ())
    };
    let at = |minutes| now() + SignedDuration::from_mins(minutes);
    assert_eq!(sign_in("three brown mugs ", "192.0.2.8", at(5)).await, Ok(()));
    let mut looked_at = 0;
    for number in 0..120 {
        let from = format!("198.51.100.{number}");
        looked_at += i32::from(sign_in("a guess", &from, at(60)).await == Err("password"));
    }
    // Those that cost nothing, and the one that makes the next wait.
    assert_eq!(looked_at, 51, "guesses from many places are looked at");
    let elsewhere = sign_in("three brown mugs ", "203.0.113.9", at(60)).await;
    assert_eq!(elsewhere, Err("password_too_often"), "a new place waits with the others");
    assert_eq!(sign_in("three brown mugs ", "192.0.2.8", at(60)).await, Ok(()), "the owner is locked out");
    assert_eq!(sign_in("three brown mugs ", "203.0.113.9", at(65)).await, Ok(()), "the wait is a minute");
}

/// Codes of invitations are nobody's account: a crowd that guesses makes nobody else wait.
async fn guesses_at_invitations_from_everywhere_stop_no_invitation(town: Town) {
    let (service, _) = with_courier(&town);
    let card = invited(&service, &town, moss(&town).await).await;
    for number in 0..80 {
        service.take_up("7K2M-Q9XD-04TW", &format!("198.51.100.{number}"), now()).await.unwrap();
    }
    let (_, question) = service.take_up(&card.code, "203.0.113.9", now()).await.unwrap();
    assert_eq!(question, Question::Word, "the invitation does not work");
}

/// Five codes an hour go to a number; whoever asks for them from elsewhere leaves some for the victim.
async fn asking_for_anothers_codes_leaves_them_some(town: Town) {
    let (service, pocket) = with_courier(&town);
    let card = invited(&service, &town, moss(&town).await).await;
    come_in(&service, &pocket, &card).await;
    let at = |minutes| now() + SignedDuration::from_mins(minutes);
    let ask = async |from: &str, when| {
        let step = service.ask_code(when).await.unwrap();
        let before = pocket.count();
        service.send_code(&step, "07700 900001", from, Language::English, when).await.unwrap();
        (pocket.count() > before).then_some(step)
    };
    let step = ask("192.0.2.8", at(120)).await.unwrap();
    assert!(is_in(service.code_sign_in(&step, &pocket.code(), at(120)).await.unwrap()));
    let mut sent = 0;
    for number in 0..30 {
        sent += i32::from(ask(&format!("198.51.100.{number}"), at(125)).await.is_some());
    }
    assert_eq!(sent, 4, "with hers, five an hour");
    let step = ask("192.0.2.8", at(126)).await.unwrap();
    assert!(is_in(service.code_sign_in(&step, &pocket.code(), at(126)).await.unwrap()));
}

async fn a_caretaker_helps_back_in_without_seeing_secrets(town: Town) {
    let (service, pocket) = with_courier(&town);
    let keeper = charity(&town, &service).await;
    let card = service.recover_account(&keeper, "meera", "She joins on Monday", now()).await.unwrap();
    let half = service.take_up(&card.code, "", now()).await.unwrap();
    assert_eq!(half.1, Question::Born, "half of the code opens something");
    let (factor, recovery) = enrol(&service, &whole(card, &pocket)).await;
    let listed = service.staff_accounts(&keeper, now()).await.unwrap();
    let of = |id: &str| listed.iter().find(|one| one.person == id).unwrap();
    assert!(of("meera").has_account && of("meera").can_be_helped && !of("second").can_be_helped);
    for refused in ["keeper", "second"] {
        let answer = service.recover_account(&keeper, refused, "Because", now()).await;
        assert!(matches!(answer, Err(AccountError::Service(ServiceError::NotAllowed))), "{refused}");
    }
    let meera = service.actor("meera", now()).unwrap();
    let answer = service.recover_account(&meera, "keeper", "Because", now()).await;
    assert!(matches!(answer, Err(AccountError::Service(ServiceError::NotAllowed))));
    assert!(matches!(service.staff_accounts(&meera, now()).await, Err(ServiceError::NotAllowed)));
    let silent = service.recover_account(&keeper, "meera", " ", now()).await;
    assert!(matches!(silent, Err(AccountError::Service(ServiceError::Invalid(_)))));
    let again = service
        .recover_account(&keeper, "meera", "She lost her phone; seen at the desk", now())
        .await
        .unwrap();
    let told = pocket.0.lock().unwrap().iter().any(|message| message.words.contains("was reset"));
    assert!(told, "she is not told");
    let later = now() + SignedDuration::from_mins(5);
    for code in [factor.code_at(later).unwrap(), recovery[0].clone()] {
        let old = service.password_sign_in("meera", "three brown mugs ", &code, "", later).await.unwrap();
        assert!(old.is_err(), "the old password still works");
    }
    assert!(
        keeper
            .trail
            .take()
            .iter()
            .any(|line| line.action == "account_recovered" && line.reason.contains("phone"))
    );
    enrol(&service, &whole(again, &pocket)).await;
    let on_the_machine = service.recover_account_on_the_machine("keeper", now()).await.unwrap();
    assert!(!on_the_machine.in_halves);
    let victim = service.recover_account_on_the_machine("signed-in-victim", now()).await;
    assert!(matches!(victim, Err(AccountError::Service(ServiceError::NotFound))));
}

/// The caretaker keeps the directory too: a number that they enter gets nobody's account.
async fn a_caretaker_alone_takes_over_nobody(town: Town) {
    let (service, pocket) = with_courier(&town);
    let keeper = charity(&town, &service).await;
    let card = service.recover_account(&keeper, "meera", "She joins on Monday", now()).await.unwrap();
    enrol(&service, &whole(card, &pocket)).await;
    let mut meera = town.store().person("meera").await.unwrap().unwrap();
    let was = std::mem::replace(&mut meera.phone, "07700 900666".into());
    let enter = async |phone: &str| {
        let person = Person { phone: phone.into(), ..meera.clone() };
        town.store().save_directory(&[], &[], &[person]).await.unwrap();
        service.refresh_directory().await.unwrap();
        service.recover_account(&keeper, "meera", "She says so", now()).await
    };
    let before = pocket.count();
    for phone in ["07700 900666", "", "020 7946 0000"] {
        let refused = enter(phone).await;
        assert!(matches!(refused, Err(AccountError::Service(ServiceError::Invalid(_)))), "{phone}");
    }
    assert_eq!(pocket.count(), before, "somebody was sent something");
    let twice = [enter(&was).await.unwrap(), enter(&was).await.unwrap()];
    assert!(enter("07700 900666").await.is_err(), "after a reset the confirmed number is forgotten");
    let [_, latest] = twice;
    enrol(&service, &whole(latest, &pocket)).await;
    let (silent, nobody) = (town.service.clone(), "meera");
    let unsent = silent.recover_account(&keeper, nobody, "No messages here", now()).await;
    assert!(matches!(unsent, Err(AccountError::Service(ServiceError::Invalid(_)))));
}

async fn staff_of_another_organisation_invite_nobody(town: Town) {
    let (service, _) = with_courier(&town);
    let place = moss(&town).await;
    let stranger = town.staff(Role::Officer, "kent");
    let whom = Some(For::Victim(place.1));
    let answer = service.invite(&stranger, place.0, whom, Some(Ask::Reference), now()).await;
    assert!(matches!(answer, Err(AccountError::Service(ServiceError::NotFound))));
    assert!(matches!(service.invitations(&stranger, place.0, now()).await, Err(ServiceError::NotFound)));
    let card = invited(&service, &town, place).await;
    let answer = service.withdraw_invitation(&stranger, place.0, card.id, now()).await;
    assert!(matches!(answer, Err(ServiceError::NotFound)));
    assert_eq!(code::read_paper_code(&card.code).unwrap().len(), 12);
}
