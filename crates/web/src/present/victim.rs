//! The victim's own pages.

use crate::{
    components::TimelineEntry,
    pages::{
        your_answer::AnswerKind,
        your_case::{Owed, OwedState, YourCase, YourContact},
    },
    shell::Shell,
};
use record::Answer;
use service::{
    Standing,
    case_file::OwnerCard,
    victim_case::{VictimCase, VictimDuty},
};

/// Words that have an explanation, with the place where it stands
const EXPLAINED: [(&str, &str, &str); 7] = [
    (
        "under investigation",
        "What does “released under investigation” mean?",
        "/words#released-under-investigation",
    ),
    ("bail", "What does bail mean?", "/words#bail"),
    ("arrested", "What does arrest mean?", "/words#arrest"),
    ("charged", "What does “charged” mean?", "/words#charge"),
    ("custody", "What does remand mean?", "/words#remand"),
    ("hearing", "What is a hearing?", "/words#hearing"),
    ("no further action", "What does “no further action” mean?", "/words#no-further-action"),
];

/// The page about their case
pub(crate) fn your_case(shell: Shell, case: VictimCase, saved: Option<String>) -> YourCase {
    let contact = contact(case.contact.as_ref());
    let (main, other): (Vec<_>, Vec<_>) = case
        .owed
        .iter()
        .partition(|duty| !matches!(duty.standing, Standing::Undated | Standing::Waiting | Standing::Waived));
    let owed =
        |duties: Vec<&VictimDuty>| duties.into_iter().map(|duty| owed(duty, &contact)).collect::<Vec<_>>();
    let (main, other) = (owed(main), owed(other));
    let lower = case.stands.to_lowercase();
    let explained = EXPLAINED.iter().find(|(word, ..)| lower.contains(word));
    YourCase {
        shell,
        what: format!("{}, reported on {}", case.title, case.reported),
        reference: case.reference.unwrap_or_default(),
        saved,
        stands: vec![case.stands, format!("That was on {}.", case.stands_since)],
        explained: explained.map(|(_, words, href)| ((*words).into(), (*href).into())).into_iter().collect(),
        next: case.next,
        contact,
        owed_counts: counts(&main),
        owed: main,
        also_owed: other,
        happened: case.happened.into_iter().map(happened).collect(),
    }
}

fn happened((day, sentence): (String, String)) -> TimelineEntry {
    TimelineEntry { title: sentence, when: day, ..TimelineEntry::default() }
}

fn contact(card: Option<&OwnerCard>) -> YourContact {
    let Some(card) = card else { return YourContact::default() };
    let team = if card.team.is_empty() { &card.organisation } else { &card.team };
    match card.person.is_empty() {
        true => YourContact { name: team.clone(), team: String::new(), phone: card.phone.clone() },
        false => YourContact {
            name: card.person.clone(),
            team: format!("anyone in {team}"),
            phone: card.phone.clone(),
        },
    }
}

fn owed(duty: &VictimDuty, contact: &YourContact) -> Owed {
    let state = state(duty);
    Owed {
        state,
        what: duty.what.clone(),
        detail: detail(duty, state, contact),
        told: duty.told.clone().unwrap_or_default(),
        who: duty.who.clone(),
        you_said: duty.answer.map(you_said).unwrap_or_default().into(),
        answers: answers(duty, state),
    }
}

fn state(duty: &VictimDuty) -> OwedState {
    match (duty.answer, duty.standing) {
        (Some(Answer::DidNotHappen | Answer::NotUnderstood), _) => OwedState::Disputed,
        (_, Standing::Late) => OwedState::Late,
        (_, Standing::Due | Standing::Undated | Standing::Waiting) => OwedState::Due,
        (_, Standing::Done | Standing::DoneLate) => OwedState::Done,
        (_, Standing::Waived) => OwedState::NotWanted,
    }
}

fn detail(duty: &VictimDuty, state: OwedState, contact: &YourContact) -> String {
    let by_when = duty.by_when.as_deref().unwrap_or("now");
    let ask = if contact.name.is_empty() { "your contact".to_owned() } else { contact.name.clone() };
    match (state, duty.standing, &duty.done) {
        (OwedState::Late, ..) => format!(
            "This should have been done by {by_when}. We are sorry that it is late. You can ask {ask} what is \
             happening with it."
        ),
        (_, Standing::DoneLate, Some(done)) => format!("{done} We are sorry that it was late."),
        (_, _, Some(done)) => done.clone(),
        (OwedState::NotWanted, ..) => {
            "You said that you do not want this. You can change your mind at any time.".into()
        }
        (_, Standing::Waiting, _) => "This starts when the news has reached them.".into(),
        (_, Standing::Undated, _) => "There is no fixed day for this.".into(),
        _ => format!("By {by_when}."),
    }
}

fn you_said(answer: Answer) -> &'static str {
    match answer {
        Answer::Understood => "You said that this happened and that you understood it.",
        Answer::Happened => "You said that this has happened.",
        Answer::NotUnderstood => {
            "You said that you did not understand this. Somebody will explain it to you."
        }
        Answer::DidNotHappen => "You said that this did not happen. Somebody will look at it.",
    }
}

/// What can be said about it now; saying something again replaces what was said before
fn answers(duty: &VictimDuty, state: OwedState) -> Vec<(String, String)> {
    use AnswerKind::{DidNotHappen, Happened, NotUnderstood, Understood};
    let kinds: &[AnswerKind] = match (state, duty.done.is_some()) {
        (OwedState::NotWanted, _) => &[],
        (_, true) => &[Understood, NotUnderstood, DidNotHappen],
        (OwedState::Disputed, false) => &[Happened],
        (_, false) if duty.standing == Standing::Waiting => &[],
        (_, false) if duty.answer == Some(Answer::Happened) => &[],
        (_, false) => &[Happened],
    };
    let said = duty.answer.map(AnswerKind::of);
    let kinds = kinds.iter().filter(|kind| Some(**kind) != said);
    let address = |kind: &AnswerKind| {
        format!("/your-case/answer/{}/{}/{}", duty.reference.trigger, duty.reference.duty, kind.address())
    };
    kinds.map(|kind| (kind.heading().to_owned(), address(kind))).collect()
}

fn counts(owed: &[Owed]) -> String {
    let count = |state, words: &str| {
        let number = owed.iter().filter(|one| one.state == state).count();
        (number > 0).then(|| format!("{number} {words}"))
    };
    [
        count(OwedState::Late, "late"),
        count(OwedState::Due, "due"),
        count(OwedState::Done, "done"),
        count(OwedState::Disputed, "being checked"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

/// Who to speak to, in one line
pub(crate) fn contact_words(card: Option<&OwnerCard>) -> String {
    let contact = contact(card);
    if contact.name.is_empty() {
        return "whoever contacts you next".to_owned();
    }
    let team = if contact.team.is_empty() { String::new() } else { format!(", or {}", contact.team) };
    let phone = if contact.phone.is_empty() { String::new() } else { format!(": {}", contact.phone) };
    format!("{}{team}{phone}", contact.name)
}
