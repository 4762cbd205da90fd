//! A death on the road. The family is told by one person who knows them, in person where the news is bad; the daughter
//! speaks for them. The Crown Court has set a date that the witness care unit has not been told of.

use super::{
    moments::{Moments, spoken},
    people::{courts, owner},
    story::{Happening, Story, Told, conditions, flag},
};
use crate::{
    Service, ServiceError,
    open_case::{NewVictim, OpenCaseForm},
};
use jiff::civil::{date, time};
use record::{
    Answer, Hearing, PersonDetails, Preferences, Understood,
    event::{Channel, ReferenceKind},
};

pub(super) const DAUGHTER: &str = "victim-3";
pub(super) const WIFE: &str = "victim-4";
const LIAISON: &str = "police-officer-4";
const WITNESS_CARE: &str = "witness-care-1";
const PROSECUTION: &str = "prosecution-liaison-1";
/// The daughter is told; her mother hears it from her, as both asked.
const MOTHER_TOO: Option<(usize, &str)> = Some((1, "Anneka Lindqvist-Rao, her daughter"));

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.days_ago(75, "18:30");
    let form = OpenCaseForm {
        title: "A death on Mill Lane".into(),
        area: Some("46".into()),
        references: vec![
            (ReferenceKind::Urn, format!("46DL00731{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "DL/0731/F".into()),
        ],
        victims: family(),
        owners: vec![owner("police", LIAISON)],
        reported_at: reported,
        known: conditions(&[
            ("lives_elsewhere", false),
            ("summary_only", false),
            ("recordable_crime", true),
            ("sexual_gender_or_domestic", false),
        ]),
        words: Some(
            "A man of 63 was hit by a car on the crossing in Mill Lane and died there. The driver stopped."
                .into(),
        ),
    };
    let Some(mut story) = Story::begin(service, moments.now, LIAISON, &[DAUGHTER, WIFE], form).await? else {
        return Ok(());
    };
    first_days(&mut story, moments).await?;
    investigation(&mut story, moments).await?;
    charge(&mut story, moments).await?;
    court(&mut story, moments).await
}

fn family() -> Vec<NewVictim> {
    let address = vec!["The Old Bakery, Mill Lane".to_owned(), "Downland".to_owned()];
    let bereaved = |because: &str| {
        vec![flag("bereaved", because), flag("serious_crime", "a close relative was killed on the road")]
    };
    vec![
        NewVictim {
            details: PersonDetails {
                name: "Anneka Lindqvist-Rao".into(),
                born: Some(date(1989, 4, 9)),
                address: address.clone(),
                phones: vec!["07700 900203".into()],
                email: Some("anneka@example.com".into()),
            },
            flags: bereaved("his daughter"),
            preferences: Some(Preferences {
                channels: vec![Channel::Phone, Channel::InPerson],
                times: Some("Any time; she would rather be woken than hear it from somebody else".into()),
                every_days: Some(7),
                tell_also: Some("She speaks for the family and tells her mother".into()),
                bad_news: Some(
                    "In person, from Rhiannon, before it is on the radio or in the village".into(),
                ),
                ..Preferences::default()
            }),
        },
        NewVictim {
            details: PersonDetails {
                name: "Meera Lindqvist-Rao".into(),
                born: Some(date(1962, 1, 27)),
                address,
                phones: vec!["01632 960203".into()],
                email: None,
            },
            flags: bereaved("his wife"),
            preferences: Some(Preferences {
                channels: vec![Channel::InPerson, Channel::Advocate, Channel::Letter],
                never: vec![Channel::Phone],
                tell_also: Some("Tell Anneka, her daughter, who tells her: she does not want calls".into()),
                bad_news: Some("At home, with Anneka beside her".into()),
                ..Preferences::default()
            }),
        },
    ]
}

/// Told to the daughter, who tells her mother.
fn to_the_family<'a>(words: impl Into<String>, meets: &'a [&'a str]) -> Told<'a> {
    Told { and_through: MOTHER_TOO, ..Told::by_phone(words, meets) }
}

async fn first_days(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.happened(LIAISON, moments.days_ago(75, "19:20"), Happening::of("death_reported")).await?;
    let at_the_door = Told {
        channel: Channel::InPerson,
        understood: Understood::Partly,
        asked: Some("Was he in pain? Where is he now, and when can they see him?"),
        ..to_the_family(
            "I told them that he died on the crossing, at once, and that somebody held his hand. I stay with them through \
             all of it. I said where he is, that they can see him tomorrow, and that a coroner will have to be told. I left \
             my number and promised to come back in the morning.",
            &["r04-family-liaison-officer", "r02-record-crime", "s-crime-record-24h"],
        )
    };
    story.told(LIAISON, moments.days_ago(75, "21:05"), at_the_door).await?;
    let morning = Told {
        channel: Channel::InPerson,
        ..to_the_family(
            "I went with them to see him. Afterwards we went through what happens now, slowly: the coroner, the \
             investigation, who decides what. I offered the national service for bereaved families; a caseworker rings \
             Anneka tomorrow. I said what help there is nearby, and that they can each say to the court what he was to them.",
            &[
                "r03-process-and-rights-information",
                "r04-needs-assessment-police",
                "r04-homicide-service-referral",
                "r04-referral-to-support",
                "r04-specialist-referral",
                "r04-tell-local-services",
                "r07-vps-information",
            ],
        )
    };
    story.told(LIAISON, moments.days_ago(74, "12:30"), morning).await?;
    let letter = Told {
        channel: Channel::Letter,
        understood: Understood::NotKnown,
        against_preference: Some("The confirmation has to be in writing. I had told her that it would come."),
        ..to_the_family(
            "We wrote to confirm the report: the number of the case, that the collision is being investigated, and how to \
             reach me at any hour.",
            &["r03-written-confirmation"],
        )
    };
    story.told(LIAISON, moments.days_ago(72, "10:00"), letter).await
}

async fn investigation(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.happened(LIAISON, moments.days_ago(70, "09:00"), Happening::of("investigation_opened")).await?;
    let agreed = Told {
        channel: Channel::InPerson,
        ..to_the_family(
            "We agreed that I ring Anneka every week, on a day that suits her, also when there is nothing new, and that \
             anything difficult I tell them at home. The car and the crossing are being examined; that takes weeks.",
            &["r06-agree-update-pattern"],
        )
    };
    story.told(LIAISON, moments.days_ago(69, "17:00"), agreed).await?;
    let driver = PersonDetails { name: "Corin Bexwell-Tan".into(), ..PersonDetails::default() };
    story.suspected(LIAISON, moments.days_ago(61, "09:30"), driver).await?;
    story
        .happened(LIAISON, moments.days_ago(60, "11:00"), Happening::of("suspect_interviewed_under_caution"))
        .await?;
    let interviewed = to_the_family(
        "I told her that the driver came to the station and was interviewed. I could not say yet what he said, and told her \
         why: it may be evidence. He said sorry to the family; she did not want to hear more of that today.",
        &["r06-interviewed"],
    );
    story.told(LIAISON, moments.days_ago(60, "15:30"), interviewed).await?;
    story.happened(LIAISON, moments.days_ago(46, "08:00"), Happening::of("agreed_update_due")).await?;
    let nothing_new = to_the_family(
        "I rang as we had agreed. The report about the car is not finished. Nothing has gone wrong; it is the usual time. \
         Meera sleeps a little better. The funeral was on Friday and the whole lane came.",
        &["r06-update-at-agreed-interval"],
    );
    story.told(LIAISON, moments.days_ago(46, "18:15"), nothing_new).await?;
    let statements = Told {
        channel: Channel::InPerson,
        ..to_the_family(
            "I sat with each of them while they wrote what his death has meant. They can change or add to it at any time \
             before sentence, and say later whether it is read aloud. I left a leaflet about compensation and one about \
             meeting the driver one day, for a drawer, to be read only if they ever want to.",
            &["r07-vps-bereaved", "r05-compensation-information", "r03-rj-information-police"],
        )
    };
    story.told(LIAISON, moments.days_ago(33, "14:00"), statements).await?;
    story.happened(LIAISON, moments.days_ago(30, "16:00"), Happening::of("case_file_submitted")).await
}

async fn charge(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.handed_over(LIAISON, moments.days_ago(30, "16:05"), owner("cps", PROSECUTION)).await?;
    story.handed_over(LIAISON, moments.working(10, "09:50"), owner("wcu", WITNESS_CARE)).await?;
    story.handed_over(LIAISON, moments.working(10, "09:55"), courts()).await?;
    let charged = Happening::with_words("charged", "Causing death by careless driving.");
    story.happened(LIAISON, moments.working(10, "10:00"), charged).await?;
    let at_home = Told {
        channel: Channel::InPerson,
        asked: Some("Why careless and not dangerous? Could somebody explain that to Meera in her own time?"),
        ..to_the_family(
            "I told them at home, before anything was published: he is charged with causing death by careless driving. I \
             explained why the prosecutor chose that charge and not a heavier one, and that the prosecutor will meet them \
             if they want to ask. There were tears, and then tea.",
            &["r06-charged", "r06-charge-reasons"],
        )
    };
    story.told(LIAISON, moments.working(10, "11:30"), at_home).await?;
    let first = Hearing {
        date: moments.working_day(4),
        time: Some(time(10, 0, 0, 0)),
        court: None,
        court_name: Some("Downland Magistrates' Court".into()),
    };
    let set = Happening {
        received_at: Some(moments.working(9, "09:20")),
        hearing: Some(first),
        known: &[("first_hearing", true)],
        ..Happening::of("hearing_date_set")
    };
    story.happened(LIAISON, moments.working(10, "15:00"), set).await?;
    let hearing = to_the_family(
        format!(
            "I introduced myself: from now on I tell them about the court. The first hearing is on {} at ten. It is short, \
             they need not come, and if they do I meet them at the side door. Their seats are kept.",
            spoken(moments.working_day(4))
        ),
        &["r08-hearing-details", "r06-first-hearing"],
    );
    story.told(WITNESS_CARE, moments.working(9, "11:10"), hearing).await
}

async fn court(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story
        .answered(
            DAUGHTER,
            moments.working(8, "21:00"),
            "r06-charged",
            Answer::Understood,
            "Rhiannon came to the house and told us herself. We were ready when it was in the paper.",
        )
        .await?;
    story
        .answered(
            DAUGHTER,
            moments.working(8, "21:10"),
            "r03-written-confirmation",
            Answer::NotUnderstood,
            "The letter calls it the incident and my father the deceased male. We had to read it three times.",
        )
        .await?;
    let outcome = Happening {
        received_at: Some(moments.working(4, "16:30")),
        known: &[("case_ended", false), ("bail_decided", true)],
        ..Happening::with_words(
            "hearing_outcome_known",
            "No plea yet. The case goes to the Crown Court. He stays on bail and must not drive.",
        )
    };
    story.happened(WITNESS_CARE, moments.working(4, "11:45"), outcome).await?;
    let passed_on = to_the_family(
        "I told her what the court sent us: the case goes up to the Crown Court, which will set a date. She was glad that \
         nobody spoke to them on the way in. What was decided about his bail I will explain when I have it in writing.",
        &["r08-court-supplies-hearing-result"],
    );
    story.told(WITNESS_CARE, moments.working(4, "17:10"), passed_on).await?;
    // Nobody has told the witness care unit: its clock waits, and the family with it.
    let crown_court = Hearing {
        date: moments.day_ahead(27),
        time: Some(time(10, 30, 0, 0)),
        court: None,
        court_name: Some("Downland Crown Court".into()),
    };
    let set = Happening {
        hearing: Some(crown_court),
        known: &[("first_hearing", false)],
        ..Happening::of("hearing_date_set")
    };
    story.happened(PROSECUTION, moments.working(1, "15:20"), set).await
}
