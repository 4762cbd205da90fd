//! After a sentence: she joined the contact scheme, said which conditions the release should have, and he was released
//! yesterday. Somebody has to ring her within a day of that, which ends today.

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

pub(super) const VICTIM: &str = "victim-9";
const OFFICER: &str = "police-officer-5";
const WITNESS_CARE: &str = "witness-care-2";
const PROSECUTION: &str = "prosecution-liaison-2";
const LIAISON: &str = "probation-liaison-1";

pub(super) async fn tell(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    let reported = moments.working(260, "12:10");
    let form = OpenCaseForm {
        title: "Stalking".into(),
        area: Some("46".into()),
        references: vec![
            (ReferenceKind::Urn, format!("46DL00208{}", moments.year_of(reported))),
            (ReferenceKind::Crime, "DL/0208/S".into()),
        ],
        victims: vec![NewVictim {
            details: PersonDetails {
                name: "Tamar Eskildsen-Roy".into(),
                born: Some(date(1987, 2, 17)),
                address: vec!["Top floor, 40 Harbour View".into(), "Downland".into()],
                phones: vec!["07700 900209".into()],
                email: Some("tamar@example.com".into()),
            },
            flags: vec![
                flag("persistently_targeted", "followed and written to for eleven months"),
                flag("intimidated", "afraid to meet him in the corridor of the court"),
            ],
            preferences: Some(Preferences {
                channels: vec![Channel::Phone, Channel::Email, Channel::InPerson],
                times: Some("Lunch time; never from a withheld number".into()),
                every_days: Some(14),
                bad_news: Some(
                    "By phone, at lunch time, with the facts and what they mean for her street".into(),
                ),
                ..Preferences::default()
            }),
        }],
        owners: vec![owner("police", OFFICER)],
        reported_at: reported,
        known: conditions(&[("lives_elsewhere", false), ("summary_only", false), ("recordable_crime", true)]),
        words: Some(
            "Letters, gifts on the doorstep and a tracker under her car, all from a former colleague.".into(),
        ),
    };
    let Some(mut story) = Story::begin(service, moments.now, OFFICER, &[VICTIM], form).await? else {
        return Ok(());
    };
    investigation(&mut story, moments).await?;
    court(&mut story, moments).await?;
    sentence(&mut story, moments).await?;
    contact_scheme(&mut story, moments).await
}

async fn investigation(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    let first = Told {
        channel: Channel::InPerson,
        ..Told::by_phone(
            "I told her that this is stalking and recorded as that, that she should keep everything he sends, and what \
             happens next. We went through what would keep her safe. She wants a stalking adviser, and a screen if it ever \
             comes to court.",
            &[
                "r02-record-crime",
                "s-crime-record-24h",
                "r03-process-and-rights-information",
                "r03-rj-information-police",
                "r04-needs-assessment-police",
                "r04-tell-local-services",
                "r04-specialist-referral",
                "r04-tell-special-measures",
                "r05-compensation-information",
                "r07-vps-information",
            ],
        )
    };
    story.told(OFFICER, moments.working(260, "14:00"), first).await?;
    let email = Told {
        channel: Channel::Email,
        understood: Understood::NotKnown,
        ..Told::by_phone(
            "We wrote: this is your crime number, this is what you told us, and the stalking service has your name as you \
             agreed. I told the other agencies of your Enhanced Rights, so that you need not explain again.",
            &["r03-written-confirmation", "r04-referral-to-support", "r04-share-enhanced-status"],
        )
    };
    story.told(OFFICER, moments.working(259, "10:00"), email).await?;
    story.happened(OFFICER, moments.working(258, "09:00"), Happening::of("investigation_opened")).await?;
    let suspect = PersonDetails { name: "Julian Petherbridge-Moss".into(), ..PersonDetails::default() };
    story.suspected(OFFICER, moments.working(255, "07:10"), suspect).await?;
    story.happened(OFFICER, moments.working(255, "07:30"), Happening::of("suspect_arrested")).await?;
    story
        .happened(OFFICER, moments.working(255, "11:00"), Happening::of("suspect_interviewed_under_caution"))
        .await?;
    let arrested = Told::by_phone(
        "I told her that he was arrested this morning and interviewed, and that his telephone and car are with us. We agreed \
         that I ring every two weeks at lunch time from my own number.",
        &["r06-arrested", "r06-interviewed", "r06-agree-update-pattern"],
    );
    story.told(OFFICER, moments.working(255, "12:30"), arrested).await
}

async fn court(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    for agency in [owner("wcu", WITNESS_CARE), owner("cps", PROSECUTION), courts()] {
        story.handed_over(OFFICER, moments.working(235, "09:00"), agency).await?;
    }
    story
        .happened(
            OFFICER,
            moments.working(235, "10:00"),
            Happening::with_words("charged", "Stalking involving serious alarm or distress."),
        )
        .await?;
    let hearing = Hearing {
        date: moments.working_day(215),
        time: Some(time(10, 0, 0, 0)),
        court: None,
        court_name: Some("Downland Crown Court".into()),
    };
    let set = Happening {
        received_at: Some(moments.working(235, "10:40")),
        hearing: Some(hearing),
        known: &[("first_hearing", true)],
        ..Happening::of("hearing_date_set")
    };
    story.happened(OFFICER, moments.working(235, "10:30"), set).await?;
    let charged = Told::by_phone(
        format!(
            "I told her that he is charged with stalking that caused serious alarm, why the prosecutor thinks that the letters \
             are enough, and that the hearing is on {} at ten. She need not come.",
            spoken(moments.working_day(215))
        ),
        &["r06-charged", "r06-charge-reasons", "r06-first-hearing", "r08-hearing-details"],
    );
    story.told(OFFICER, moments.working(235, "12:40"), charged).await?;
    let outcome = Happening {
        received_at: Some(moments.working(215, "13:00")),
        known: &[("case_ended", false), ("bail_decided", false)],
        ..Happening::with_words("hearing_outcome_known", "He pleaded guilty. Sentence after reports.")
    };
    story.happened(WITNESS_CARE, moments.working(215, "12:00"), outcome).await?;
    let known = &[("reading_asked_for", false)];
    story
        .happened(
            WITNESS_CARE,
            moments.working(215, "13:05"),
            Happening { known, ..Happening::of("conviction") },
        )
        .await?;
    let guilty = Told::by_phone(
        "I told her what the court sent us: he pleaded guilty this morning, so she will not be asked to give evidence. The \
         judge wants reports and passes sentence in three weeks.",
        &["r08-court-supplies-hearing-result"],
    );
    story.told(WITNESS_CARE, moments.working(215, "13:20"), guilty).await
}

async fn sentence(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story
        .found(
            WITNESS_CARE,
            moments.working(200, "15:00"),
            0,
            "vcs_eligible",
            "a violent offence and a sentence of twelve months or more",
        )
        .await?;
    let passed = Happening {
        received_at: Some(moments.working(200, "15:10")),
        known: &[
            ("sentence_reviewable", true),
            ("short_stalking_sentence", false),
            ("unrestricted_patient", false),
        ],
        ..Happening::with_words(
            "sentence_passed",
            "Two years in prison, and a restraining order for ten years.",
        )
    };
    story.happened(WITNESS_CARE, moments.working(200, "15:05"), passed).await?;
    let explained = Told {
        asked: Some("Will she hear when he comes out, or meet him in the street one day?"),
        ..Told::by_phone(
            "I told her the sentence: two years, of which he serves about half, then he is on licence, and a restraining order \
             for ten years. Anybody can ask for a lenient sentence to be looked at again, within 28 days. I referred her to \
             the contact scheme, so that she hears before he comes out.",
            &["r09-sentence", "r09-uls-information", "r11-vcs-referral"],
        )
    };
    story.told(WITNESS_CARE, moments.working(199, "12:20"), explained).await
}

async fn contact_scheme(story: &mut Story<'_>, moments: &Moments) -> Result<(), ServiceError> {
    story.handed_over(WITNESS_CARE, moments.working(198, "09:00"), owner("probation", LIAISON)).await?;
    story.happened(LIAISON, moments.working(198, "09:10"), Happening::of("vcs_referral_received")).await?;
    let invited = Told::by_phone(
        "I introduced myself as her liaison officer and explained the scheme: what I may tell her, what I may not, and that \
         she can leave and come back when she likes.",
        &["r11-assign-vlo", "r11-vlo-contact"],
    );
    story.told(LIAISON, moments.working(190, "12:30"), invited).await?;
    story.happened(LIAISON, moments.working(188, "10:00"), Happening::of("vcs_joined")).await?;
    let meaning = Told {
        channel: Channel::InPerson,
        ..Told::by_phone(
            "We met. I showed her on a calendar what his sentence means, from which day he can be released and how long he is \
             on licence after that.",
            &["r11-sentence-meaning"],
        )
    };
    story.told(LIAISON, moments.working(186, "12:30"), meaning).await?;
    story.happened(LIAISON, moments.working(60, "11:00"), Happening::of("release_planned")).await?;
    let conditions = Told::by_phone(
        "I asked which conditions she wants for his release. We drew the zone on the map together: her street, the office, \
         her sister's village.",
        &["r11-licence-representations"],
    );
    story.told(LIAISON, moments.working(58, "12:45"), conditions).await?;
    story.happened(LIAISON, moments.working(15, "10:00"), Happening::of("licence_conditions_set")).await?;
    let set = Told::by_phone(
        "I told her the conditions: no contact of any kind, the whole zone she drew, and a tag. I gave her the number to ring \
         if she sees him, day or night, and the day of the release.",
        &["r11-licence-conditions-told"],
    );
    story.told(LIAISON, moments.working(14, "12:35"), set).await?;
    story
        .answered(
            VICTIM,
            moments.working(13, "19:00"),
            "r11-licence-conditions-told",
            Answer::Understood,
            "They used the map I drew. I have it on my fridge.",
        )
        .await?;
    let released = Happening::with_words("offender_released", "Released on licence with a tag.");
    story.happened(LIAISON, moments.a_day_before_later_today(), released).await
}
