//! Meetings of a board: what was agreed is followed up next time, and nothing is answered twice or forgotten.

use crate::town::{Town, now};
use jiff::{ToSpan, civil::date};
use policy::Role;
use service::{
    Actor, ServiceError,
    meetings::{ActionForm, ActionState, FollowUp, FollowUpForm, MeetingForm},
};
use store::Person;
use uuid::Uuid;

crate::on_both_engines!(
    an_action_stays_open_from_meeting_to_meeting_until_it_is_answered,
    a_second_tap_does_nothing_twice,
    a_board_sees_its_own_meetings_and_what_others_ask_of_it,
    what_is_missing_is_named_and_a_case_has_no_place_in_a_meeting,
);

fn supervisor(town: &Town) -> Actor {
    town.service.actor("sergeant", now()).unwrap()
}

/// Somebody of another organisation, in a role
fn other(town: &Town, role: Role, organisation: &str) -> Actor {
    let person = Person {
        id: format!("somebody-{organisation}"),
        role: role.slug().into(),
        organisation: organisation.into(),
        ..Person::default()
    };
    let of_town = supervisor(town);
    Actor { role, person, organisation_name: organisation.into(), ..of_town }
}

async fn hold(town: &Town, actor: &Actor, title: &str) -> Uuid {
    let form = MeetingForm { key: None, title: title.into(), held: Some(date(2026, 3, 30)) };
    town.service.hold_meeting(actor, form, now()).await.unwrap()
}

fn action(what: &str) -> ActionForm {
    ActionForm {
        key: None,
        what: what.into(),
        measure: String::new(),
        owner: "organisation:unit".into(),
        due: Some(date(2026, 4, 10)),
    }
}

fn says(answer: FollowUp, why: &str) -> FollowUpForm {
    FollowUpForm { answer: Some(answer), why: why.into(), due: Some(date(2026, 5, 1)) }
}

fn fields(reason: ServiceError) -> Vec<&'static str> {
    let ServiceError::Invalid(problems) = reason else { panic!("{reason:?}") };
    problems.iter().map(|problem| problem.field).collect()
}

async fn an_action_stays_open_from_meeting_to_meeting_until_it_is_answered(town: Town) {
    let (sergeant, service) = (supervisor(&town), &town.service);
    let first = hold(&town, &sergeant, "March").await;
    for what in ["Ring within a day", "Rewrite the letter", "Buy phones"] {
        service.agree_action(&sergeant, first, action(what), now()).await.unwrap();
    }
    // What a meeting agrees itself needs no answer of the same meeting.
    service.end_meeting(&sergeant, first, now()).await.unwrap();
    let late = now() + (24 * 30).hours();
    let second = hold(&town, &sergeant, "April").await;
    let page = service.meeting(&sergeant, second, late).await.unwrap();
    assert_eq!((page.unanswered, page.earlier.len()), (3, 3));
    assert!(page.earlier.iter().all(|line| line.overdue && line.owner == "unit of Invented"));
    let [done, on, dropped] = [0, 1, 2].map(|at| page.earlier[at].id);

    // Not before each has its answer.
    assert_eq!(fields(service.end_meeting(&sergeant, second, late).await.unwrap_err()), ["earlier"]);
    service.follow_up_action(&sergeant, second, done, says(FollowUp::Done, ""), late).await.unwrap();
    service.follow_up_action(&sergeant, second, on, says(FollowUp::CarriedOn, "Ill"), late).await.unwrap();
    assert_eq!(fields(service.end_meeting(&sergeant, second, late).await.unwrap_err()), ["earlier"]);
    // While the meeting lasts somebody may have been wrong.
    service.follow_up_action(&sergeant, second, dropped, says(FollowUp::Done, ""), late).await.unwrap();
    service
        .follow_up_action(&sergeant, second, dropped, says(FollowUp::Dropped, "No money"), late)
        .await
        .unwrap();
    service.end_meeting(&sergeant, second, late).await.unwrap();
    let over = service.follow_up_action(&sergeant, second, on, says(FollowUp::Done, ""), late).await;
    assert!(matches!(over, Err(ServiceError::NotFound)), "a meeting that is over answers nothing: {over:?}");
    let after_the_end = ActionForm { due: Some(date(2026, 5, 2)), ..action("Too late") };
    let agreed = service.agree_action(&sergeant, second, after_the_end, late).await;
    assert!(matches!(agreed, Err(ServiceError::NotFound)), "{agreed:?}");

    let page = service.meeting(&sergeant, second, late).await.unwrap();
    let mut stands: Vec<_> =
        page.earlier.iter().map(|line| (line.id, line.state, line.answer.clone())).collect();
    stands.sort_by_key(|(id, ..)| [done, on, dropped].iter().position(|one| one == id));
    assert_eq!(stands[0], (done, ActionState::Done, Some((FollowUp::Done, String::new()))));
    assert_eq!(stands[1], (on, ActionState::Open, Some((FollowUp::CarriedOn, "Ill".into()))));
    assert_eq!(stands[2], (dropped, ActionState::Dropped, Some((FollowUp::Dropped, "No money".into()))));

    // What goes on comes first at the next one, with its new day.
    let third = hold(&town, &sergeant, "May").await;
    let page = service.meeting(&sergeant, third, late).await.unwrap();
    assert_eq!(
        page.earlier.iter().map(|line| (line.id, line.due)).collect::<Vec<_>>(),
        [(on, date(2026, 5, 1))]
    );
    assert!(!page.earlier[0].overdue && page.earlier[0].answer.is_none());
}

async fn a_second_tap_does_nothing_twice(town: Town) {
    let (sergeant, service) = (supervisor(&town), &town.service);
    let form =
        MeetingForm { key: Some(Uuid::from_u128(7)), title: "March".into(), held: Some(date(2026, 3, 30)) };
    let first = service.hold_meeting(&sergeant, form.clone(), now()).await.unwrap();
    assert_eq!(service.hold_meeting(&sergeant, form, now()).await.unwrap(), first);
    let another = MeetingForm { key: None, title: "Another".into(), held: Some(date(2026, 3, 30)) };
    assert_eq!(fields(service.hold_meeting(&sergeant, another, now()).await.unwrap_err()), ["title"]);
    let form = ActionForm { key: Some(Uuid::from_u128(8)), ..action("Ring within a day") };
    for _ in 0..2 {
        service.agree_action(&sergeant, first, form.clone(), now()).await.unwrap();
    }
    let known = service.meetings(&sergeant, now()).await.unwrap();
    assert_eq!((known.meetings.len(), known.open.len()), (1, 1));
}

async fn a_board_sees_its_own_meetings_and_what_others_ask_of_it(town: Town) {
    let (sergeant, service) = (supervisor(&town), &town.service);
    let meeting = hold(&town, &sergeant, "March").await;
    service.agree_action(&sergeant, meeting, action("Ring within a day"), now()).await.unwrap();
    let asked = other(&town, Role::Supervisor, "unit");
    let theirs = service.meetings(&asked, now()).await.unwrap();
    assert!(theirs.meetings.is_empty() && theirs.open.is_empty());
    let asked_of_them: Vec<_> =
        theirs.asked_of_us.iter().map(|line| (line.what.as_str(), line.board.as_str())).collect();
    assert_eq!(asked_of_them, [("Ring within a day", "met of Invented")]);
    assert!(
        service.meetings(&other(&town, Role::Oversight, "kent"), now()).await.unwrap().asked_of_us.is_empty()
    );
    // Another board's meeting is not there, whatever is tried.
    for actor in [asked, other(&town, Role::Oversight, "commissioner")] {
        assert!(matches!(service.meeting(&actor, meeting, now()).await, Err(ServiceError::NotFound)));
        assert!(matches!(service.end_meeting(&actor, meeting, now()).await, Err(ServiceError::NotFound)));
        let agreed = service.agree_action(&actor, meeting, action("Mine"), now()).await;
        assert!(matches!(agreed, Err(ServiceError::NotFound)), "{agreed:?}");
    }
    for role in [Role::Officer, Role::Victim, Role::Standards, Role::Caretaker] {
        let refused = service.meetings(&other(&town, role, "met"), now()).await;
        assert!(matches!(refused, Err(ServiceError::NotAllowed)), "{role:?}");
    }
    assert_eq!(service.meeting(&sergeant, meeting, now()).await.unwrap().agreed.len(), 1);
}

async fn what_is_missing_is_named_and_a_case_has_no_place_in_a_meeting(town: Town) {
    let (sergeant, service) = (supervisor(&town), &town.service);
    let nothing = service.hold_meeting(&sergeant, MeetingForm::default(), now()).await.unwrap_err();
    assert_eq!(fields(nothing), ["title", "held"]);
    let meeting = hold(&town, &sergeant, "March").await;
    let nothing = service.agree_action(&sergeant, meeting, ActionForm::default(), now()).await.unwrap_err();
    assert_eq!(fields(nothing), ["what", "owner", "due"]);
    let about_a_case = service.agree_action(&sergeant, meeting, action("Ring 01ZZ0000126"), now()).await;
    assert_eq!(fields(about_a_case.unwrap_err()), ["what"]);
    for owner in ["person:nobody", "organisation:nowhere", "", "person:okafor"] {
        let form = ActionForm { owner: owner.into(), ..action("Ring") };
        assert_eq!(
            fields(service.agree_action(&sergeant, meeting, form, now()).await.unwrap_err()),
            ["owner"]
        );
    }
    service.agree_action(&sergeant, meeting, action("Ring"), now()).await.unwrap();
    service.end_meeting(&sergeant, meeting, now()).await.unwrap();
    let next = hold(&town, &sergeant, "April").await;
    let open = service.meeting(&sergeant, next, now()).await.unwrap().earlier[0].id;
    let tried = async |form| service.follow_up_action(&sergeant, next, open, form, now()).await.unwrap_err();
    assert_eq!(fields(tried(FollowUpForm::default()).await), ["answer"]);
    assert_eq!(fields(tried(says(FollowUp::Dropped, " ")).await), ["why"]);
    let past = FollowUpForm { due: Some(date(2026, 3, 1)), ..says(FollowUp::CarriedOn, "Ill") };
    assert_eq!(fields(tried(past).await), ["due"]);
}
