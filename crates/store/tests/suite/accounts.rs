//! Ways to sign in: what is used once is used once, whoever is faster; what has ended stays ended.

use crate::on_both_engines;
use jiff::{SignedDuration, Timestamp};
use store::{Credentials, Invitation, InvitationEnd, PasswordAndFactor, Person, Reach, Step, Store};
use uuid::Uuid;

on_both_engines!(
    an_invitation_is_used_once_however_many_try_at_once,
    an_invitation_ends_at_its_last_moment,
    a_new_invitation_replaces_the_one_before,
    tries_run_out_however_many_try_at_once,
    a_step_of_the_second_factor_counts_once,
    a_recovery_code_counts_once,
    a_step_is_ended_by_one_only,
    codes_to_one_contact_are_few,
    a_reset_takes_every_way_to_sign_in,
    a_passkey_belongs_to_one_person,
);

fn now() -> Timestamp {
    "2026-03-30T09:00:00Z".parse().unwrap()
}

fn in_a_day() -> Timestamp {
    now() + SignedDuration::from_hours(24)
}

fn invitation(number: u128) -> Invitation {
    Invitation {
        id: Uuid::from_u128(number),
        code: number.to_be_bytes().to_vec(),
        kind: "victim".into(),
        person: String::new(),
        case_id: Some(Uuid::from_u128(1)),
        victim_id: Some(Uuid::from_u128(2)),
        representative_id: None,
        question: "born".into(),
        word: None,
        made_by: "okafor".into(),
        made_at: now().as_millisecond(),
        expires_at: in_a_day().as_millisecond(),
        tries: 0,
        ended_at: None,
        ended_because: None,
    }
}

fn victim(id: &str) -> Person {
    Person {
        id: id.into(),
        role: "victim".into(),
        case_id: Some(Uuid::from_u128(1)),
        victim_id: Some(Uuid::from_u128(2)),
        ..Person::default()
    }
}

fn reach() -> Credentials {
    Credentials { reach: Some(Reach { channel: "text".into(), hash: vec![7; 32] }), ..Credentials::default() }
}

fn password(recovery: &[Vec<u8>]) -> PasswordAndFactor {
    PasswordAndFactor { password: "hash".into(), totp: vec![1], totp_step: 50, recovery: recovery.to_vec() }
}

/// How many of twenty calls at the same time got a yes.
async fn of_twenty<F>(call: impl Fn(usize) -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let calls: Vec<_> = (0..20).map(|number| tokio::spawn(call(number))).collect();
    let mut yes = 0;
    for call in calls {
        yes += usize::from(call.await.unwrap());
    }
    yes
}

async fn an_invitation_is_used_once_however_many_try_at_once(store: Store) {
    store.invite(&invitation(10)).await.unwrap();
    let used = of_twenty(|number| {
        let store = store.clone();
        async move {
            let person = victim(&format!("victim-{number}"));
            let handle = Uuid::from_u128(100 + number as u128);
            store.use_invitation(Uuid::from_u128(10), &person, handle, &reach(), now()).await.unwrap()
        }
    })
    .await;
    assert_eq!(used, 1);
    assert_eq!(store.accounts_reached_by(&[7; 32]).await.unwrap().len(), 1, "the others left nothing behind");
    assert_eq!(store.people().await.unwrap().len(), 1);
}

async fn an_invitation_ends_at_its_last_moment(store: Store) {
    store.invite(&invitation(10)).await.unwrap();
    let last = in_a_day() - SignedDuration::from_millis(1);
    let found = store.invitation_with_code(&10_u128.to_be_bytes()).await.unwrap().unwrap();
    assert!(found.is_open(last, 5) && !found.is_open(in_a_day(), 5));
    let (id, handle) = (Uuid::from_u128(10), Uuid::from_u128(100));
    assert!(!store.use_invitation(id, &victim("v"), handle, &reach(), in_a_day()).await.unwrap());
    assert!(store.use_invitation(id, &victim("v"), handle, &reach(), last).await.unwrap());
}

async fn a_new_invitation_replaces_the_one_before(store: Store) {
    let of_another = Invitation { victim_id: Some(Uuid::from_u128(3)), ..invitation(9) };
    let of_a_representative = Invitation {
        kind: "representative".into(),
        representative_id: Some(Uuid::from_u128(4)),
        ..invitation(8)
    };
    for one in [&of_another, &of_a_representative, &invitation(10), &invitation(11)] {
        store.invite(one).await.unwrap();
    }
    let why = |id| {
        let store = store.clone();
        async move { store.invitation(Uuid::from_u128(id)).await.unwrap().unwrap().ended_because }
    };
    assert_eq!(why(10).await.as_deref(), Some("replaced"));
    for id in [8, 9, 11] {
        assert_eq!(why(id).await, None, "{id}");
    }
    assert!(store.end_invitation(Uuid::from_u128(11), InvitationEnd::Withdrawn, now()).await.unwrap());
    assert!(!store.end_invitation(Uuid::from_u128(11), InvitationEnd::Withdrawn, now()).await.unwrap());
    let (id, handle) = (Uuid::from_u128(11), Uuid::from_u128(100));
    assert!(!store.use_invitation(id, &victim("v"), handle, &reach(), now()).await.unwrap(), "withdrawn");
}

async fn tries_run_out_however_many_try_at_once(store: Store) {
    store.invite(&invitation(10)).await.unwrap();
    store.begin_step(&step(1), now()).await.unwrap();
    for what in ["invitation", "step"] {
        let allowed = of_twenty(|_| {
            let store = store.clone();
            async move {
                match what {
                    "step" => store.try_step(&[1; 32], 5).await.unwrap(),
                    _ => store.try_invitation(Uuid::from_u128(10), 5).await.unwrap(),
                }
            }
        })
        .await;
        assert_eq!(allowed, 5, "{what}");
    }
}

async fn a_step_of_the_second_factor_counts_once(store: Store) {
    let password = password(&[]);
    let credentials = Credentials { password: Some(password), ..Credentials::default() };
    store.keep_credentials("meera", Uuid::from_u128(1), &credentials, now()).await.unwrap();
    assert!(!store.use_totp_step("meera", 50).await.unwrap(), "the step that set it up");
    let used = of_twenty(|_| {
        let store = store.clone();
        async move { store.use_totp_step("meera", 51).await.unwrap() }
    })
    .await;
    assert_eq!(used, 1);
    assert!(!store.use_totp_step("meera", 49).await.unwrap(), "an older one");
}

async fn a_recovery_code_counts_once(store: Store) {
    let password = password(&[vec![8; 32], vec![9; 32]]);
    let credentials = Credentials { password: Some(password), ..Credentials::default() };
    store.keep_credentials("meera", Uuid::from_u128(1), &credentials, now()).await.unwrap();
    assert!(!store.use_recovery_code("other", &[8; 32]).await.unwrap(), "somebody else's");
    let used = of_twenty(|_| {
        let store = store.clone();
        async move { store.use_recovery_code("meera", &[8; 32]).await.unwrap() }
    })
    .await;
    assert_eq!(used, 1);
    assert_eq!(store.recovery_codes_left("meera").await.unwrap(), 1);
}

fn step(number: u8) -> Step {
    Step {
        key: vec![number; 32],
        kind: "code".into(),
        body: "{}".into(),
        tries: 0,
        ends: in_a_day().as_millisecond(),
    }
}

async fn a_step_is_ended_by_one_only(store: Store) {
    store.begin_step(&step(1), now()).await.unwrap();
    assert!(store.step(&[1; 32], "code", now()).await.unwrap().is_some());
    assert!(store.step(&[1; 32], "passkey", now()).await.unwrap().is_none(), "of another kind");
    assert!(store.step(&[1; 32], "code", in_a_day()).await.unwrap().is_none(), "over");
    let ended = of_twenty(|_| {
        let store = store.clone();
        async move { store.end_step(&[1; 32]).await.unwrap() }
    })
    .await;
    assert_eq!(ended, 1);
    store.begin_step(&step(2), now()).await.unwrap();
    store.begin_step(&Step { ends: i64::MAX, ..step(3) }, in_a_day()).await.unwrap();
    assert!(!store.end_step(&[2; 32]).await.unwrap(), "what is over is forgotten");
}

async fn codes_to_one_contact_are_few(store: Store) {
    let hour = SignedDuration::from_hours(1);
    let send = async |number: u128, reach: u8, when: Timestamp| {
        store.may_send_code(Uuid::from_u128(number), &[reach; 32], 3, when - hour, when).await.unwrap()
    };
    for number in 0..3 {
        assert!(send(number, 1, now()).await);
    }
    assert!(!send(4, 1, now()).await, "a fourth");
    assert!(send(5, 2, now()).await, "another contact");
    assert!(send(6, 1, now() + hour).await, "an hour later");
}

async fn a_reset_takes_every_way_to_sign_in(store: Store) {
    let credentials = Credentials {
        passkey: Some((vec![1], "{}".into())),
        password: Some(password(&[vec![8; 32]])),
        ..reach()
    };
    store.keep_credentials("meera", Uuid::from_u128(1), &credentials, now()).await.unwrap();
    let open = Invitation {
        kind: "staff".into(),
        person: "meera".into(),
        case_id: None,
        victim_id: None,
        ..invitation(10)
    };
    store.invite(&open).await.unwrap();
    store.take_credentials("meera", now()).await.unwrap();
    assert_eq!(store.account("meera").await.unwrap(), None);
    assert_eq!(store.passkeys("meera").await.unwrap(), []);
    assert_eq!(store.recovery_codes_left("meera").await.unwrap(), 0);
    let (id, handle) = (Uuid::from_u128(10), Uuid::from_u128(100));
    assert!(!store.use_invitation(id, &victim("meera"), handle, &reach(), now()).await.unwrap());
}

async fn a_passkey_belongs_to_one_person(store: Store) {
    let credentials = Credentials { passkey: Some((vec![1], "{}".into())), ..Credentials::default() };
    store.keep_credentials("meera", Uuid::from_u128(1), &credentials, now()).await.unwrap();
    assert!(store.keep_credentials("other", Uuid::from_u128(2), &credentials, now()).await.is_err());
    assert_eq!(store.account("other").await.unwrap(), None, "nothing half-written");
    let passkey = store.passkeys("meera").await.unwrap().remove(0);
    assert!(store.use_passkey(&passkey, "{\"counter\":1}", now()).await.unwrap());
    assert!(!store.use_passkey(&passkey, "{\"counter\":1}", now()).await.unwrap(), "it has moved on");
    assert!(!store.remove_passkey("other", &[1]).await.unwrap());
    assert!(store.remove_passkey("meera", &[1]).await.unwrap());
}
