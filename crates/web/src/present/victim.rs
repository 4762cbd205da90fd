//! The victim's own pages.

use crate::{
    components::TimelineEntry,
    pages::{
        your_answer::AnswerKind,
        your_case::{Owed, OwedState, YourCase, YourContact},
    },
    present::{course, explained},
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use jiff::civil::Date;
use language::Value;
use record::Answer;
use service::{
    Standing,
    case_file::OwnerCard,
    disputes::DisputeSeen,
    victim_case::{Happening, NextStep, VictimCase, VictimDuty, hearing_words},
};

/// The page about their case
pub(crate) fn your_case(shell: Shell, case: VictimCase, saved: Option<String>, today: Date) -> YourCase {
    let contact = contact(case.contact.as_ref());
    let (main, other): (Vec<_>, Vec<_>) = case
        .owed
        .iter()
        .partition(|duty| !matches!(duty.standing, Standing::Undated | Standing::Waiting | Standing::Waived));
    let owed = |duties: Vec<&VictimDuty>| {
        duties.into_iter().map(|duty| owed(duty, &contact, today)).collect::<Vec<_>>()
    };
    let (main, other) = (owed(main), owed(other));
    let day = |date: Date| Value::from(speaking().day(date, today));
    YourCase {
        shell,
        what: say_with(
            "case-what",
            &[("what", speaking().translated(&case.title).into()), ("day", day(case.reported))],
        ),
        reference: case.reference.unwrap_or_default(),
        saved,
        stands: vec![
            case.stands.in_words(speaking(), today),
            say_with("case-stands-since", &[("day", day(case.stands.day))]),
        ],
        explained: explained::in_sentence(&case.stands.what, speaking())
            .into_iter()
            .map(|word| (say(&format!("explain-{word}")), say(&format!("words-{word}-means"))))
            .collect(),
        about: course::about(case.course.wording()),
        where_it_is: course::where_it_is(&case.course),
        has_hearings: case.has_hearings,
        next: next(&case.next, today),
        contact,
        update: super::talk::update_words(case.update, today),
        survey: case.survey,
        unasked: case.unasked.map(|(version, done)| {
            let done = done.in_words(speaking());
            let words = say_with("contacts-unasked", &[("done", done.into())]);
            (words, format!("/what-you-were-told/{version}"))
        }),
        owed_counts: counts(&main),
        owed: main,
        also_owed: other,
        happened: case.happened.iter().map(|one| happened(one, today)).collect(),
    }
}

fn happened(happening: &Happening, today: Date) -> TimelineEntry {
    TimelineEntry {
        title: happening.in_words(speaking(), today),
        when: speaking().day(happening.day, today),
        datetime: happening.day.to_string(),
        links: words_of(&happening.what),
        ..TimelineEntry::default()
    }
}

/// Where the words of a sentence are explained: address and question
fn words_of(sentence: &str) -> Vec<(String, String)> {
    let words = explained::in_sentence(sentence, speaking()).into_iter();
    words.map(|word| (format!("/words#{word}"), say(&format!("explain-{word}")))).collect()
}

fn next(steps: &[NextStep], today: Date) -> Vec<String> {
    if steps.is_empty() {
        return vec![say("case-next-nothing")];
    }
    let step = |step: &NextStep| match step {
        NextStep::Hearing(hearing) => {
            say_with("case-next-hearing", &[("hearing", hearing_words(hearing, speaking(), today).into())])
        }
        NextStep::Owed { provider, by, what } => {
            let day = speaking().day(*by, today);
            let about = [
                ("who", provider_words(provider).into()),
                ("day", day.into()),
                ("what", lower_first(what).into()),
            ];
            say_with("case-next-owed", &about)
        }
    };
    steps.iter().map(step).collect()
}

/// Who owes something, in words
pub(crate) fn provider_words(provider: &str) -> String {
    say(&format!("provider-{}", provider.replace('_', "-")))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

pub(crate) fn contact(card: Option<&OwnerCard>) -> YourContact {
    let Some(card) = card else { return YourContact::default() };
    let team = if card.team.is_empty() { &card.organisation } else { &card.team };
    match card.person.is_empty() {
        true => YourContact { name: team.clone(), team: String::new(), phone: card.phone.clone() },
        false => YourContact {
            name: card.person.clone(),
            team: say_with("case-contact-anyone", &[("team", team.as_str().into())]),
            phone: card.phone.clone(),
        },
    }
}

/// What they are owed under each right, and beside them: number of the right and the lines
pub(crate) fn by_right(case: &VictimCase, today: Date) -> Vec<(Option<u8>, Vec<Owed>)> {
    let contact = contact(case.contact.as_ref());
    let rights = (1..=12).map(Some).chain([None]);
    let under = |right: Option<u8>| {
        let theirs = case.owed.iter().filter(|duty| duty.right == right);
        (right, theirs.map(|duty| owed(duty, &contact, today)).collect())
    };
    rights.map(under).collect()
}

fn owed(duty: &VictimDuty, contact: &YourContact, today: Date) -> Owed {
    let state = state(duty);
    let told = |words: &String| say_with("owed-told", &[("words", words.as_str().into())]);
    Owed {
        explained: words_of(&duty.what),
        state,
        what: duty.what.clone(),
        detail: detail(duty, state, contact, today),
        told: duty.told.as_ref().map(told).unwrap_or_default(),
        who: say_with("owed-who", &[("who", provider_words(&duty.provider).into())]),
        you_said: said_about(duty, today),
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

fn detail(duty: &VictimDuty, state: OwedState, contact: &YourContact, today: Date) -> String {
    let by = duty.by_when.map(|date| ("day", Value::from(speaking().day(date, today))));
    let ask = if contact.name.is_empty() { say("owed-your-contact") } else { contact.name.clone() };
    let ask = ("contact", Value::from(ask));
    match (state, duty.standing, &duty.done, by) {
        (OwedState::Late, _, _, Some(by)) => say_with("owed-was-due", &[by, ask]),
        (OwedState::Late, _, _, None) => say_with("owed-was-due-now", &[ask]),
        (_, Standing::DoneLate, Some(done), _) => {
            say_with("owed-sorry-late", &[("done", done.in_words(speaking()).into())])
        }
        (_, _, Some(done), _) => done.in_words(speaking()),
        (OwedState::NotWanted, ..) => say("owed-you-do-not-want"),
        (_, Standing::Waiting, ..) => say("owed-starts-later"),
        (_, Standing::Undated, ..) => say("owed-no-day"),
        (_, _, _, Some(by)) => say_with("owed-by", &[by]),
        _ => say("owed-now"),
    }
}

/// What they said about it, and what became of that
fn said_about(duty: &VictimDuty, today: Date) -> String {
    let dispute = duty.dispute.as_ref().map(|seen| super::talk::dispute_words(seen, today));
    let said = duty.answer.map(you_said).unwrap_or_default();
    match (&duty.dispute, dispute) {
        (Some(DisputeSeen::Open { again: false, .. }), Some(dispute)) => format!("{said} {dispute}"),
        (_, Some(dispute)) => dispute,
        (_, None) => said,
    }
}

fn you_said(answer: Answer) -> String {
    say(&format!("said-{}", AnswerKind::of(answer).address()))
}

/// What can be said about it now; saying something again replaces what was said before
fn answers(duty: &VictimDuty, state: OwedState) -> Vec<(String, String)> {
    use AnswerKind::{DidNotHappen, Happened, NotUnderstood, Understood};
    let about = &duty.reference;
    if let Some(DisputeSeen::Settled { .. }) = duty.dispute {
        let address = format!("/your-case/settled/{}/{}", about.trigger, about.duty);
        return vec![(say("dispute-ask"), address)];
    }
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
    let thanks = (duty.thankable && duty.done.is_some())
        .then(|| (say("thanks-button"), format!("/your-case/thanks/{}/{}", about.trigger, about.duty)));
    kinds.map(|kind| (kind.heading(), address(kind))).chain(thanks).collect()
}

fn counts(owed: &[Owed]) -> String {
    let count = |state, name: &str| {
        let number = owed.iter().filter(|one| one.state == state).count();
        (number > 0).then(|| speaking().say_count(name, number))
    };
    [
        count(OwedState::Late, "case-count-late"),
        count(OwedState::Due, "case-count-due"),
        count(OwedState::Done, "case-count-done"),
        count(OwedState::Disputed, "case-count-disputed"),
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
        return say("reach-whoever");
    }
    let who = match contact.team.is_empty() {
        true => contact.name,
        false => {
            say_with("reach-who-or-team", &[("name", contact.name.into()), ("team", contact.team.into())])
        }
    };
    if contact.phone.is_empty() { who } else { format!("{who}: {}", contact.phone) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_provider_has_a_name_in_both_languages() {
        for provider in victims_code::Provider::ALL {
            for language in language::Language::ALL {
                assert!(!language.say(&format!("provider-{}", provider.slug().replace('_', "-"))).is_empty());
            }
        }
    }
}
