//! A case that has gone quiet: the officer went on leave, the case went to somebody else, and nobody has got through to
//! the victim for a month.

use super::{
    moments::Moments,
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
    event::{AttemptOutcome, Channel, ReferenceKind},
};

pub(super) const VICTIM: &str = "victim-8";
const OFFICER_BEFORE: &str = "police-officer-3";
const OFFICER: &str = "police-officer-1";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.days_ago(38, "06:20");
    let form = OpenCaseForm {
        title: "Damage to a taxi".into(),
        area: Some("01".into()),
        references: vec![
            (ReferenceKind::Urn, format!("01RV03955{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "RV/20012/C".into()),
        ],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Ibrahim Nwosu-Pryce".into(),
                born: Some(date(1968, 10, 11)),
                address: vec!["112 Kiln Lane".into(), "Riverside".into()],
                phones: vec!["07700 900208".into()],
                email: None,
            },
            flags: Vec::new(),
            preferences: Some(Preferences {
                channels: vec![Channel::Phone, Channel::Text, Channel::Letter, Channel::InPerson],
                times: Some("Between 10 and 3, when he does not drive".into()),
                every_days: Some(14),
                ..Preferences::default()
            }),
        }],
        owners: vec![owner("police", OFFICER_BEFORE)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", false),
        ]),
        words: Some("All four tyres cut and words scratched into the door overnight. He cannot work until it is mended.".into()),
    };
    let Some(mut story) = Story::begin(service, moments.now, OFFICER_BEFORE, &[VICTIM], form).await? else {
        return Ok(());
    };
    let visit = Told {
        channel: Channel::InPerson,
        asked: Some("He thinks it is because of where he is from: the words on the door say so."),
        ..Told::by_phone(
            "I took photographs with him and told him that this is recorded as damage and, because of the words, as a hate \
             crime. I gave him the number for his insurance and said who helps people after a hate crime.",
            &[
                "r02-record-crime",
                "s-crime-record-24h",
                "r03-process-and-rights-information",
                "r04-needs-assessment-police",
                "r04-tell-local-services",
                "r05-compensation-information",
            ],
        )
    };
    story.told(OFFICER_BEFORE, moments.days_ago(38, "09:10"), visit).await?;
    let letter = Told {
        channel: Channel::Letter,
        understood: Understood::NotKnown,
        ..Told::by_phone(
            "We wrote: this is your crime number, this is what you told us, and this is how to reach the response team.",
            &["r03-written-confirmation", "r04-referral-to-support"],
        )
    };
    story.told(OFFICER_BEFORE, moments.days_ago(37, "11:00"), letter).await?;
    story
        .happened(OFFICER_BEFORE, moments.days_ago(36, "09:00"), Happening::of("investigation_opened"))
        .await?;
    let last_call = Told::by_phone(
        "I told him that the petrol station has pictures of two people on that street, and that I ring every two weeks from \
         now on, between ten and three.",
        &["r06-agree-update-pattern"],
    );
    story.told(OFFICER_BEFORE, moments.days_ago(34, "11:20"), last_call).await?;
    silence(&mut story, moments).await
}

async fn silence(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.happened(OFFICER_BEFORE, moments.days_ago(30, "08:00"), Happening::of("agreed_update_due")).await?;
    story
        .happened(
            OFFICER_BEFORE,
            moments.days_ago(29, "17:30"),
            Happening::of("suspect_interviewed_under_caution"),
        )
        .await?;
    story.handed_over(OFFICER_BEFORE, moments.days_ago(27, "08:00"), owner("police", OFFICER)).await?;
    story
        .tried(
            OFFICER,
            moments.days_ago(13, "16:40"),
            0,
            Channel::Phone,
            AttemptOutcome::NoAnswer,
            "No answer; he is driving at that hour.",
        )
        .await?;
    story
        .answered(
            VICTIM,
            moments.days_ago(6, "10:15"),
            "r06-update-at-agreed-interval",
            Answer::DidNotHappen,
            "I was promised a call every two weeks. It has been a month. Is anybody still looking at this?",
        )
        .await
}
