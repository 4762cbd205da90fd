//! A robbery of two people who do not know each other, reported yesterday. One is 16 and has Enhanced Rights; each sees
//! only their own side. Some of what they are owed is due today.

use super::{
    moments::Moments,
    people::owner,
    story::{Happening, Story, Told, conditions, flag},
};
use crate::{
    Service, ServiceError,
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use record::{
    Answer, PersonDetails, Preferences, WaiverScope,
    event::{AttemptOutcome, Channel, ReferenceKind},
    safe_contact::{Alerts, SafeContact},
};

pub(super) const YOUNG: &str = "victim-5";
pub(super) const ADULT: &str = "victim-6";
const OFFICER: &str = "police-officer-3";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.a_day_before_later_today();
    let form = OpenCaseForm {
        title: "Robbery at a bus stop".into(),
        area: Some("01".into()),
        references: vec![
            (ReferenceKind::Urn, format!("01RV06114{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "RV/20699/R".into()),
        ],
        victims: vec![young(), adult()],
        owners: vec![owner("police", OFFICER)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", false),
        ]),
        words: Some("Two people waiting for different buses. A phone and a rucksack taken from one, a handbag from the other; a knife shown.".into()),
    };
    let Some(mut story) = Story::begin(service, moments.now, OFFICER, &[YOUNG, ADULT], form).await? else {
        return Ok(());
    };
    at_the_bus_stop(&mut story, reported).await?;
    today(&mut story, moments).await
}

fn young() -> NewVictim {
    NewVictim {
        details: PersonDetails {
            name: "Kofi Asante-Byrne".into(),
            born: Some(date(2009, 8, 21)),
            address: vec!["8 Cooper's Yard".into(), "Riverside".into()],
            phones: vec!["07700 900205".into(), "07700 900215".into()],
            email: None,
        },
        flags: vec![flag("under_18", "is 16"), flag("vulnerable", "under 18 when it happened")],
        preferences: Some(Preferences {
            channels: vec![Channel::Text, Channel::Phone, Channel::InPerson],
            times: Some("After school, from 4".into()),
            every_days: Some(14),
            tell_also: Some("His father Kwabena, on the second number, whenever Kofi is told".into()),
            bad_news: Some("With his father there".into()),
            safe: Some(SafeContact { text_to: Some("07700 900205".into()), ..SafeContact::default() }),
            ..Preferences::default()
        }),
    }
}

fn adult() -> NewVictim {
    NewVictim {
        details: PersonDetails {
            name: "Yusra Haddadin-Cole".into(),
            born: Some(date(1984, 12, 3)),
            address: vec!["27 Elderflower Close".into(), "Riverside".into()],
            phones: vec!["07700 900206".into()],
            email: Some("yusra@example.com".into()),
        },
        flags: Vec::new(),
        preferences: Some(Preferences {
            channels: vec![Channel::Phone, Channel::Email, Channel::InPerson],
            times: Some("Not before 2: she works nights".into()),
            every_days: Some(28),
            safe: Some(SafeContact {
                email_to: Some("yusra@example.com".into()),
                alerts: Alerts::OnceADay,
                ..SafeContact::default()
            }),
            ..Preferences::default()
        }),
    }
}

async fn at_the_bus_stop(story: &mut Story<'_>, reported: Timestamp) -> Result<(), ServiceError> {
    let after = |minutes: i64| reported.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(reported);
    let with_his_father = Told {
        channel: Channel::InPerson,
        asked: Some("His coursework is on the phone. Can it be found before Monday?"),
        ..Told::by_phone(
            "I waited with him until his father came, and told both what happens next: we look at the cameras on the bus \
             and somebody rings after school tomorrow. I asked what would help. He does not want to walk that way alone, \
             and he may have his father with him whenever we talk.",
            &["r03-process-and-rights-information", "r04-needs-assessment-police", "r04-tell-local-services"],
        )
    };
    story.told(OFFICER, after(50), with_his_father).await?;
    let beside_the_car = Told {
        victim: 1,
        channel: Channel::InPerson,
        asked: Some("Her keys were in the bag with her address. She wants the lock changed tonight."),
        ..Told::by_phone(
            "I told her what happens next: the cameras, and a look for the bag along the canal. I gave her the number of the \
             locksmith who comes free of charge after a robbery and drove her home. I offered the support service: she has a \
             counsellor and will ring them herself if she changes her mind.",
            &["r03-process-and-rights-information", "r04-needs-assessment-police", "r04-referral-to-support"],
        )
    };
    story.told(OFFICER, after(80), beside_the_car).await?;
    story
        .waived(
            OFFICER,
            after(85),
            1,
            WaiverScope::Duty("r07-vps-opportunity".into()),
            "I do not want to write about what it did to me. Please do not ask me again.",
        )
        .await?;
    story.happened(OFFICER, after(90), Happening::of("witness_statement_requested")).await?;
    story
        .answered(
            YOUNG,
            after(180),
            "r04-needs-assessment-police",
            Answer::Understood,
            "She asked me, not only my dad.",
        )
        .await
}

async fn today(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let arrested = Happening::with_words(
        "suspect_arrested",
        "Recognised on the bus camera and arrested this morning. A rucksack was with him.",
    );
    story.happened(OFFICER, moments.earlier_today(2), arrested).await?;
    story
        .tried(
            OFFICER,
            moments.earlier_today(1),
            1,
            Channel::Phone,
            AttemptOutcome::NoAnswer,
            "She is asleep after the night shift, of course. I ring after two.",
        )
        .await
}
