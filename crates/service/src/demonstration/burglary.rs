//! A burglary: a man was arrested and is on bail. Most of what she is owed was done; one update is late, one thing the
//! record says was done did not reach her.

use super::{
    moments::{Moments, spoken_at},
    people::owner,
    story::{Happening, Story, Told, conditions},
};
use crate::{
    Service, ServiceError,
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::ToSpan;
use record::{
    Answer, PersonDetails, Preferences,
    event::{AttemptOutcome, Channel, ReferenceKind},
};

pub(super) const VICTIM: &str = "victim-1";
const RESPONSE: &str = "police-officer-3";
const OFFICER: &str = "police-officer-1";
const HUB: &str = "victim-care-1";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.working(11, "07:40");
    let form = OpenCaseForm {
        title: "Burglary of a home".into(),
        area: Some("01".into()),
        references: vec![
            (ReferenceKind::Urn, format!("01RV04177{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "RV/20417/B".into()),
        ],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Marguerite Oyelaran-Best".into(),
                born: Some(jiff::civil::date(1957, 6, 14)),
                address: vec!["14 Larkspur Row".into(), "Riverside".into()],
                phones: vec!["07700 900201".into(), "020 7946 0801".into()],
                email: Some("marguerite@example.com".into()),
            },
            flags: Vec::new(),
            preferences: None,
        }],
        owners: vec![owner("police", RESPONSE)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", false),
        ]),
        words: Some(
            "Back door forced while she slept. Taken: a laptop, a jewellery box with her mother's ring, and the car keys."
                .into(),
        ),
    };
    let Some(mut story) = Story::begin(service, moments.now, RESPONSE, &[VICTIM], form).await? else {
        return Ok(());
    };
    first_days(&mut story, moments).await?;
    arrest(&mut story, moments).await?;
    since(&mut story, moments).await
}

async fn first_days(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let visit = Told {
        channel: Channel::InPerson,
        asked: Some(
            "She cannot sleep and asked who will mend the door. She wants her mother's ring back above all.",
        ),
        ..Told::by_phone(
            "I sat with her in the kitchen. I told her that this is recorded as a burglary, gave her the crime number on \
             the care card, and explained that somebody will come today to look for fingerprints. I said where to find \
             help and that she can make a personal statement about what this did to her.",
            &[
                "r02-record-crime",
                "s-crime-record-24h",
                "r03-process-and-rights-information",
                "r04-needs-assessment-police",
                "r04-tell-local-services",
                "r07-vps-information",
            ],
        )
    };
    story.told(RESPONSE, moments.working(11, "09:15"), visit).await?;
    let preferences = Preferences {
        channels: vec![Channel::Phone, Channel::Letter],
        times: Some("After 10 in the morning; she is up late".into()),
        every_days: Some(14),
        format: Some("Large print for anything on paper".into()),
        tell_also: Some("Her neighbour Wilhelmina may take a message".into()),
        bad_news: Some("On the phone, by the officer herself, not in a letter".into()),
        ..Preferences::default()
    };
    story.prefers(RESPONSE, moments.working(11, "09:30"), 0, preferences).await?;
    let letter = Told {
        channel: Channel::Letter,
        understood: record::Understood::NotKnown,
        ..Told::by_phone(
            "We wrote in large print: your burglary is recorded under the number in this letter, this is what you told \
             us was taken, and this is how to reach the investigation team. If a detail is wrong, please say so.",
            &["r03-written-confirmation"],
        )
    };
    story.told(HUB, moments.working(10, "11:00"), letter).await?;
    story.handed_over(RESPONSE, moments.working(10, "16:00"), owner("police", OFFICER)).await?;
    story.happened(OFFICER, moments.working(10, "16:20"), Happening::of("investigation_opened")).await?;
    story
        .tried(
            OFFICER,
            moments.working(9, "09:05"),
            0,
            Channel::Phone,
            AttemptOutcome::NoAnswer,
            "It rang out. She asked for calls after 10: I will try again.",
        )
        .await?;
    let hello = Told {
        next: Some(calendar::london_date(moments.now).saturating_add(2.days())),
        ..Told::by_phone(
            "I introduced myself as the officer who now looks after her case and gave her my direct number. We agreed \
             that I ring every two weeks, also when there is nothing new. I referred her to the victim support line \
             with her agreement, and a locksmith from the charity comes tomorrow.",
            &["r06-agree-update-pattern", "r04-referral-to-support"],
        )
    };
    story.told(OFFICER, moments.working(9, "10:40"), hello).await
}

async fn arrest(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let suspect = PersonDetails { name: "Dale Cromarty-Finch".into(), ..PersonDetails::default() };
    story.suspected(OFFICER, moments.working(8, "05:50"), suspect).await?;
    story
        .happened(
            OFFICER,
            moments.working(8, "06:10"),
            Happening::with_words(
                "suspect_arrested",
                "Arrested at his address on suspicion of burglary. Her laptop was in the hall.",
            ),
        )
        .await?;
    story
        .happened(OFFICER, moments.working(8, "13:30"), Happening::of("suspect_interviewed_under_caution"))
        .await?;
    let arrested = moments.working(8, "06:10");
    let call = Told::by_phone(
        format!(
            "I told her that a man was arrested on {}, that we found her laptop at his address and that he was \
             interviewed. The ring is not found yet. He is still at the station; I will ring when that changes.",
            spoken_at(arrested)
        ),
        &["r06-arrested", "r06-interviewed"],
    );
    story.told(OFFICER, moments.working(8, "15:10"), call).await?;
    story
        .happened(
            OFFICER,
            moments.working(7, "04:45"),
            Happening {
                known: &[("conditions_concern_victim", true)],
                ..Happening::with_words(
                    "bail_granted",
                    "Released on bail. He must not go to Larkspur Row and must not contact her, himself or through \
                     anybody else. He must sleep at his address.",
                )
            },
        )
        .await
}

/// Nobody has told her about his bail yet: that is late by now.
async fn since(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story
        .answered(
            VICTIM,
            moments.working(1, "20:15"),
            "r04-referral-to-support",
            Answer::DidNotHappen,
            "Nobody from the support line has rung me. I waited in all week.",
        )
        .await?;
    story
        .answered(
            VICTIM,
            moments.working(1, "20:20"),
            "r06-arrested",
            Answer::Understood,
            "Imogen was very clear. Thank you.",
        )
        .await
}
