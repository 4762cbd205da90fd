//! Domestic abuse: what may be done is decided by what is safe. Her advocate hears first; he is on bail, and news of a
//! change to it is late because nobody may ring her outside a few hours of the day.

use super::{
    moments::{Moments, spoken_at},
    people::owner,
    story::{Happening, Story, Told, conditions, flag},
};
use crate::{
    Service, ServiceError,
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::civil::time;
use record::{
    Answer, PersonDetails, Preferences,
    access::Purpose,
    event::{AttemptOutcome, Channel, ReferenceKind},
    safe_contact::{Alerts, BadNews, Day, Hours, SafeContact},
};
use std::collections::BTreeSet;

pub(super) const VICTIM: &str = "victim-2";
const RESPONSE: &str = "police-officer-3";
const OFFICER: &str = "police-officer-2";
const ADVOCATE: &str = "advocate-1";
const ADVOCATE_NAME: &str = "Zainab Thistlewood, her advocate";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.working(9, "22:40");
    let form = OpenCaseForm {
        title: "Assault at home".into(),
        area: Some("01".into()),
        references: vec![
            (ReferenceKind::Urn, format!("01RV05208{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "RV/20588/D".into()),
        ],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Bethan Llewellyn-Orr".into(),
                born: Some(jiff::civil::date(1991, 11, 2)),
                address: vec!["Flat 3, 61 Foundry Street".into(), "Riverside".into()],
                phones: vec!["07700 900202".into()],
                email: None,
            },
            flags: vec![
                flag("serious_crime", "domestic abuse"),
                flag("intimidated", "afraid of what he will do when he learns that she spoke to the police"),
                flag("persistently_targeted", "the fourth report about the same man in a year"),
            ],
            preferences: Some(safe_ways()),
        }],
        owners: vec![owner("police", OFFICER)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", true),
        ]),
        words: Some("A neighbour rang 999. Former partner pushed her against the door and took her phone; bruised wrist.".into()),
    };
    let Some(mut story) = Story::begin(service, moments.now, RESPONSE, &[VICTIM], form).await? else {
        return Ok(());
    };
    the_night(&mut story, moments).await?;
    advocate(&mut story, moments).await?;
    arrest_and_bail(&mut story, moments).await?;
    since(&mut story, moments).await
}

fn school_days() -> BTreeSet<Day> {
    [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday].into()
}

fn safe_ways() -> Preferences {
    Preferences {
        channels: vec![Channel::Advocate, Channel::Phone, Channel::InPerson],
        never: vec![Channel::Text, Channel::Letter, Channel::Email],
        times: Some("Weekdays between 9.30 and 2.30, when the children are at school".into()),
        every_days: Some(7),
        safe_contact: Some(
            "Ring only on weekdays between 9.30 and 2.30. Leave no message, send no text, email or letter: he has read \
             her phone and opens the post. If anybody else answers, say it is a wrong number and ring off."
                .into(),
        ),
        tell_also: Some("Tell Zainab Thistlewood, her advocate, first".into()),
        bad_news: Some("Through Zainab, in person, in the morning, so that there is a day to make a plan".into()),
        safe: Some(SafeContact {
            hours: vec![Hours { days: school_days(), from: time(9, 30, 0, 0), until: time(14, 30, 0, 0) }],
            alerts: Alerts::Never,
            safe_word: Some("larkspur".into()),
            no_voicemail: true,
            bad_news: BadNews::ThroughSomebody,
            ..SafeContact::default()
        }),
        ..Preferences::default()
    }
}

async fn the_night(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let visit = Told {
        channel: Channel::InPerson,
        asked: Some(
            "She asked that nothing is sent to the flat, and whether the school can be told not to let him fetch the children.",
        ),
        ..Told::by_phone(
            "I told her that this is recorded as an assault and that she did right to let the neighbour ring. We went \
             through the risk questions together: it is high. I explained the advocate, who is free and has nothing to do \
             with the police, and the help there is at court: a screen, a link, a separate door. She keeps no paper; the \
             crime number is in the school bag.",
            &[
                "r02-record-crime",
                "s-crime-record-24h",
                "r03-process-and-rights-information",
                "r04-needs-assessment-police",
                "r04-specialist-referral",
                "r04-tell-special-measures",
            ],
        )
    };
    story.told(RESPONSE, moments.working(9, "23:30"), visit).await
}

async fn advocate(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    // Her consent first: without it the service would not find the case.
    let words = "I asked whether Hearth and Harbour may know what happened and how to reach her safely, and follow the \
                 case with her. She said: yes, please, she should hear it before me.";
    let purposes = [Purpose::Support, Purpose::Updates];
    story.agreed(OFFICER, moments.working(8, "08:40"), 0, "hearth", &purposes, words).await?;
    story.handed_over(OFFICER, moments.working(8, "08:50"), owner("support_service", ADVOCATE)).await?;
    let meeting = Told {
        channel: Channel::InPerson,
        ..Told::by_phone(
            "Bethan came to our office. I told her who I am, that I go with her to everything, and that the police tell me \
             first so that news reaches her safely. She read the written confirmation here and left it with me. The locks \
             are changed this afternoon and the school has a password.",
            &["r03-written-confirmation", "r04-referral-to-support", "r04-tell-local-services"],
        )
    };
    story.told(ADVOCATE, moments.working(8, "10:15"), meeting).await?;
    story.happened(OFFICER, moments.working(8, "10:50"), Happening::of("investigation_opened")).await?;
    story
        .happened(OFFICER, moments.working(8, "11:00"), Happening::of("witness_statement_requested"))
        .await?;
    let statement = Told {
        channel: Channel::InPerson,
        ..Told::by_phone(
            "With Zainab in the room I explained that a statement may mean being asked to court, and that she can also say \
             in her own words what this has done to her and the children. We agreed that I report every week, through \
             Zainab, even when there is nothing new.",
            &[
                "r02-warn-evidence-consequence",
                "r06-agree-update-pattern",
                "r07-vps-information",
                "r07-vps-opportunity",
            ],
        )
    };
    story.told(OFFICER, moments.working(8, "11:20"), statement).await?;
    story.happened(OFFICER, moments.working(8, "12:30"), Happening::of("da_assault_statement_given")).await
}

async fn arrest_and_bail(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let suspect = PersonDetails { name: "Lewis Marchbank-Ode".into(), ..PersonDetails::default() };
    story.suspected(OFFICER, moments.working(8, "17:00"), suspect).await?;
    let arrested = Happening::with_words(
        "suspect_arrested",
        "Arrested at his place of work for assault and theft of her phone.",
    );
    story.happened(OFFICER, moments.working(8, "17:20"), arrested).await?;
    story
        .happened(OFFICER, moments.working(8, "20:40"), Happening::of("suspect_interviewed_under_caution"))
        .await?;
    let news = Told {
        channel: Channel::Advocate,
        representative: Some(ADVOCATE_NAME),
        ..Told::by_phone(
            format!(
                "I told Zainab, who was with her: he was arrested at work on {} and interviewed that evening. He is in the \
                 cells until about two this afternoon, so there is time to make a plan.",
                spoken_at(moments.working(8, "17:20"))
            ),
            &["r06-arrested", "r06-interviewed"],
        )
    };
    story.told(OFFICER, moments.working(7, "09:40"), news).await?;
    let considered = Happening {
        known: &[("conditions_concern_victim", true)],
        ..Happening::of("bail_conditions_considered")
    };
    story.happened(OFFICER, moments.working(7, "10:30"), considered).await?;
    let views = Told::by_phone(
        "I asked her what would make her feel safe before bail was decided. Not her street, not the school, no word through \
         his mother. I wrote that down as she said it and gave it to the custody sergeant.",
        &["s-bail-views"],
    );
    story.told(OFFICER, moments.working(7, "11:10"), views).await?;
    let bail = Happening {
        known: &[("conditions_concern_victim", true)],
        ..Happening::with_words(
            "bail_granted",
            "Released on bail: not to contact her directly or through his mother, not to enter Foundry Street or go within \
             100 metres of the school, to live at his brother's.",
        )
    };
    story.happened(OFFICER, moments.working(7, "13:50"), bail).await?;
    let released = Told {
        channel: Channel::Advocate,
        representative: Some(ADVOCATE_NAME),
        asked: Some("What happens if his mother comes to the door? Ring 999 and say that he is on bail."),
        ..Told::by_phone(
            "I told Zainab before he left the station: he is out on bail, must not contact her or send anybody, must not come \
             to her street or near the school. If he does, ring 999; the address is marked. She told Bethan at once and \
             they went through the safety plan.",
            &["r06-bail-granted"],
        )
    };
    story.told(OFFICER, moments.working(7, "13:58"), released).await
}

async fn since(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story
        .answered(
            VICTIM,
            moments.working(6, "11:00"),
            "r06-bail-granted",
            Answer::Understood,
            "Zainab told me before he was out. That made all the difference.",
        )
        .await?;
    let changed = Happening {
        known: &[("conditions_concern_victim", true)],
        ..Happening::with_words(
            "bail_changed",
            "He may fetch his tools from the shed once, with an officer, at an hour that she agrees to.",
        )
    };
    story.happened(OFFICER, moments.working(3, "15:10"), changed).await?;
    // The reason why this is late: the safe hours are few, and the advocate was in court all day.
    story
        .tried(
            OFFICER,
            moments.working(2, "10:05"),
            0,
            Channel::Phone,
            AttemptOutcome::NoAnswer,
            "Somebody else picked up. I said wrong number and rang off. Zainab is in court today; I try her tomorrow.",
        )
        .await?;
    story
        .answered(
            VICTIM,
            moments.working(1, "10:20"),
            "r07-vps-information",
            Answer::NotUnderstood,
            "Somebody said I could write something for the court. I do not know what goes in it or who reads it. Would he?",
        )
        .await
}
