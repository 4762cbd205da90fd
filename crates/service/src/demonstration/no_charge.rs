//! A case that ends without a charge. The letter that says so came late and in words that he did not understand; it
//! says that he can ask for a review, and until when.

use super::{
    moments::{Moments, spoken_at},
    people::owner,
    story::{Happening, Story, Told, conditions},
};
use crate::{
    Service, ServiceError,
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::civil::date;
use record::{
    Answer, PersonDetails, Preferences, Understood,
    event::{Channel, ReferenceKind},
};

pub(super) const VICTIM: &str = "victim-7";
const OFFICER: &str = "police-officer-5";
const PROSECUTION: &str = "prosecution-liaison-1";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.days_ago(80, "23:55");
    let form = OpenCaseForm {
        title: "Assault outside a restaurant".into(),
        area: Some("46".into()),
        references: vec![
            (ReferenceKind::Urn, format!("46DL00655{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "DL/0655/A".into()),
        ],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Dominic Farrelly-Wu".into(),
                born: Some(date(1976, 3, 30)),
                address: vec!["5 Goldfinch Avenue".into(), "Downland".into()],
                phones: vec!["07700 900207".into()],
                email: Some("dominic@example.com".into()),
            },
            flags: Vec::new(),
            preferences: Some(Preferences {
                channels: vec![Channel::Email, Channel::Phone, Channel::Letter, Channel::InPerson],
                times: Some("Not while the restaurant is open: before 5".into()),
                every_days: Some(28),
                format: Some("Plain words, please: he reads slowly since the injury".into()),
                ..Preferences::default()
            }),
        }],
        owners: vec![owner("police", OFFICER)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", false),
        ]),
        words: Some(
            "He asked two guests to leave. One of them hit him on the pavement; broken cheekbone.".into(),
        ),
    };
    let Some(mut story) = Story::begin(service, moments.now, OFFICER, &[VICTIM], form).await? else {
        return Ok(());
    };
    investigation(&mut story, moments).await?;
    decision(&mut story, moments).await
}

async fn investigation(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let hospital = Told {
        channel: Channel::InPerson,
        ..Told::by_phone(
            "I came to the hospital. I told him that this is recorded as an assault with injury, gave him the number, said \
             what happens next, and that somebody from the support service will ring when he is home. He can ask for \
             compensation and make a personal statement.",
            &[
                "r02-record-crime",
                "s-crime-record-24h",
                "r03-process-and-rights-information",
                "r04-needs-assessment-police",
                "r04-tell-local-services",
                "r05-compensation-information",
                "r07-vps-information",
            ],
        )
    };
    story.told(OFFICER, moments.days_ago(79, "10:30"), hospital).await?;
    let confirmed = Told {
        channel: Channel::Email,
        understood: Understood::NotKnown,
        ..Told::by_phone(
            "We wrote: this is your crime number, this is what you told us, and the support service has your name as you \
             agreed. Tell us if a detail is wrong.",
            &["r03-written-confirmation", "r04-referral-to-support"],
        )
    };
    story.told(OFFICER, moments.days_ago(79, "15:00"), confirmed).await?;
    story.happened(OFFICER, moments.days_ago(77, "09:00"), Happening::of("investigation_opened")).await?;
    let pattern = Told::by_phone(
        "We agreed that I write once a month and ring when something happens. I asked for the restaurant's camera pictures.",
        &["r06-agree-update-pattern"],
    );
    story.told(OFFICER, moments.days_ago(76, "11:00"), pattern).await?;
    let suspect = PersonDetails { name: "Rupert Ainscough-Vale".into(), ..PersonDetails::default() };
    story.suspected(OFFICER, moments.days_ago(61, "10:00"), suspect).await?;
    story
        .happened(OFFICER, moments.days_ago(60, "14:00"), Happening::of("suspect_interviewed_under_caution"))
        .await?;
    let interviewed = Told::by_phone(
        "I told him that a man came in and was interviewed. He says that he was pushed first. I asked again about people who \
         saw it.",
        &["r06-interviewed"],
    );
    story.told(OFFICER, moments.days_ago(60, "16:40"), interviewed).await?;
    story.happened(OFFICER, moments.days_ago(48, "09:00"), Happening::of("agreed_update_due")).await?;
    let monthly = Told {
        channel: Channel::Email,
        understood: Understood::NotKnown,
        ..Told::by_phone(
            "I wrote as agreed: one guest has given a statement, the camera above the door was broken that week. I send the \
             file to the prosecutor next.",
            &["r06-update-at-agreed-interval"],
        )
    };
    story.told(OFFICER, moments.days_ago(47, "13:00"), monthly).await?;
    story.happened(OFFICER, moments.days_ago(40, "15:00"), Happening::of("case_file_submitted")).await
}

async fn decision(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.handed_over(OFFICER, moments.days_ago(40, "15:05"), owner("cps", PROSECUTION)).await?;
    let decided = moments.working(12, "14:20");
    let no_charge = Happening {
        known: &[("prosecutor_decided", true), ("reviewable_decision", true)],
        ..Happening::with_words(
            "nfa_decision_cps",
            "One witness on each side, no pictures, and self-defence cannot be ruled out.",
        )
    };
    story.happened(PROSECUTION, decided, no_charge).await?;
    let letter = Told {
        channel: Channel::Letter,
        understood: Understood::NotKnown,
        ..Told::by_phone(
            format!(
                "We wrote, and said sorry that the letter is late: on {} the prosecutor decided that there is not enough \
                 evidence at the evidential stage for a realistic prospect of conviction. You can have this decision \
                 reviewed by somebody who was not involved. Ask within ten working days and you hear soonest; three months \
                 is the limit. My name and number are at the end.",
                spoken_at(decided)
            ),
            &["r06-nfa-cps", "r06-vrr-information-cps"],
        )
    };
    story.told(PROSECUTION, moments.working(4, "12:00"), letter).await?;
    story
        .answered(
            VICTIM,
            moments.working(2, "11:30"),
            "r06-nfa-cps",
            Answer::NotUnderstood,
            "What is the evidential stage? Does it mean that you think I lied? I wrote twice before anybody told me at all.",
        )
        .await?;
    story
        .answered(
            VICTIM,
            moments.working(2, "11:35"),
            "r06-vrr-information-cps",
            Answer::Understood,
            "That part was clear. I want to think about it.",
        )
        .await
}
