//! What was told, for the duties that synthetic cases deliver most; titles of the cases.

use super::draw::Draw;
use record::event::Channel;
use synth::Crime;
use victims_code::DutyRule;

/// What the contact that delivers a duty said, and how it was made where that is usual.
pub(super) fn told(rule: &DutyRule) -> (String, Option<Channel>) {
    let letter = Some(Channel::Letter);
    let (words, channel) = match &*rule.id {
        "r02-record-crime" => {
            ("I told them that what happened is recorded as a crime, and gave them the crime number.", None)
        }
        "r02-warn-evidence-consequence" => (
            "Before I took the statement I explained that it may mean being asked to court.",
            Some(Channel::InPerson),
        ),
        "r03-written-confirmation" => (
            "We wrote: this is the crime number, this is what you told us happened, and this is how to reach us. Please say if a detail is wrong.",
            letter,
        ),
        "r03-process-and-rights-information" => (
            "I explained what happens now and where to read about their rights, medical help and housing.",
            None,
        ),
        "r03-rj-information-police" => (
            "I explained restorative justice: meeting or writing to the person who did it, only if they want to.",
            None,
        ),
        "r04-needs-assessment-police" => (
            "We went through what would help: times to ring, who else may be told, and whether they feel safe at home.",
            None,
        ),
        "r04-referral-to-support" => (
            "With their agreement I passed their name to the support service, who will ring within a week.",
            None,
        ),
        "r04-tell-local-services" => ("I named the support services near them and left the numbers.", None),
        "r04-specialist-referral" => (
            "I offered a specialist service and explained that it is free and independent of the police.",
            None,
        ),
        "r04-tell-special-measures" => {
            ("I explained the help there is at court: a screen, a video link, a separate way in.", None)
        }
        "r04-share-enhanced-status" => (
            "I told them that the other agencies now know of their Enhanced Rights, so that they need not ask again.",
            None,
        ),
        "r05-compensation-information" => {
            ("I explained how to ask for compensation and that there is a time limit of two years.", None)
        }
        "r06-arrested" => {
            ("I told them that a suspect was arrested this week and what happens to him now.", None)
        }
        "r06-interviewed" => (
            "I told them that the suspect was interviewed, and that it will be some weeks before we know more.",
            None,
        ),
        "r06-bail-granted" => (
            "I told them that he was released on bail, what he must not do, and whom to ring if he does.",
            None,
        ),
        "r06-bail-changed" | "r06-bail-cancelled" => (
            "I told them what changed about his bail and why, and asked whether they feel safe with it.",
            None,
        ),
        "r06-rui" | "r06-released-no-charge" => (
            "I told them that he was released while we go on, without conditions, and what to do if he turns up.",
            None,
        ),
        "r06-agree-update-pattern" => {
            ("We agreed how often I ring and at what time of day, also when there is nothing new.", None)
        }
        "r06-update-at-agreed-interval" => {
            ("I rang as we had agreed: nothing new this time, we still wait for the phone records.", None)
        }
        "r06-not-investigating" => (
            "I explained that there is no camera, witness or trace to follow, so we will not investigate further, and said that I am sorry.",
            None,
        ),
        "r06-not-investigating-referral" => (
            "I said that support is there although we will not investigate, and offered to make the call for them.",
            None,
        ),
        "r06-nfa-police" => (
            "I explained why there will be no prosecution: the evidence is one word against another, and I said that I believe them.",
            None,
        ),
        "r06-nfa-cps" => (
            "We wrote why the prosecutor decided not to charge, in plain words, with a name and number for questions.",
            letter,
        ),
        "r06-vrr-information-police" | "r06-vrr-information-cps" => (
            "We explained that they can have the decision reviewed, by whom, and that three months is the limit.",
            letter,
        ),
        "r06-charged" | "r06-charge-reasons" => (
            "I told them that he was charged today, with what, and why the prosecutor thinks there is enough evidence.",
            None,
        ),
        "r06-first-hearing" | "r08-hearing-details" => (
            "I told them the day, the time and the court, and that they do not have to come to this one.",
            None,
        ),
        "r06-charge-dropped" | "r06-vcl-letter-content" => {
            ("We wrote which charge was dropped, why, and how to ask for a review or for a meeting.", letter)
        }
        "r07-vps-information" | "r07-vps-opportunity" => (
            "I explained the personal statement: their own words about what this did to them, and that the court can hear it.",
            None,
        ),
        "r08-bail-hearing-outcome" | "r08-court-bail-changed" => {
            ("I told them what the court decided about bail and which conditions he has now.", None)
        }
        "r08-evidence-required" => (
            "I told them that he pleads not guilty, so they are asked to give evidence, and what help there is for that.",
            None,
        ),
        "r08-needs-and-witness-service" => (
            "We went through travel, childcare and safety for the trial, and I offered a visit to the court beforehand.",
            None,
        ),
        "r08-special-measures-outcome" => ("I told them that the court agreed to a screen.", None),
        "r09-outcome" => ("I told them how the case ended today and what that means.", None),
        "r09-sentence" => (
            "I told them the sentence, how much of it he will serve, and what happens when he is released.",
            None,
        ),
        "r09-uls-information" => {
            ("I told them that anybody can ask for a lenient sentence to be reviewed, within 28 days.", None)
        }
        "r11-vcs-referral" => (
            "I told them that I have referred them to the contact scheme, and what a liaison officer does.",
            None,
        ),
        "r11-vlo-contact" => (
            "We wrote to invite them to the contact scheme and explained what they would hear and when.",
            letter,
        ),
        "r11-release-contact-24h" => (
            "I rang within a day of the release and went through the conditions that keep him away from them.",
            None,
        ),
        "r12-acknowledge-complaint" => {
            ("We wrote that the complaint arrived, who looks into it, and when they will hear.", letter)
        }
        _ => ("", None),
    };
    if words.is_empty() {
        let plain = rule.plain.trim_end_matches('.');
        return (format!("We talked about what they are owed here ({plain}) and settled it together."), None);
    }
    (words.to_owned(), channel)
}

/// What agencies say when they catch up.
pub(super) const SORRY: &str = "I apologised that this comes late. ";

pub(super) fn title(crime: Crime, draw: &mut Draw) -> &'static str {
    match crime {
        Crime::Theft => {
            draw.one_of(&["Theft of a bicycle", "Theft from a car", "Theft of a phone", "Theft from a shop"])
        }
        Crime::Burglary => {
            draw.one_of(&["Burglary of a home", "Burglary of a garage", "Burglary of business premises"])
        }
        Crime::Damage => {
            draw.one_of(&["Criminal damage to a car", "Criminal damage to a home", "Graffiti on a wall"])
        }
        Crime::Violence => {
            draw.one_of(&["Assault in the street", "Assault at work", "Assault causing injury"])
        }
        Crime::DomesticAbuse => draw.one_of(&["Assault by a partner", "Controlling behaviour by a partner"]),
        Crime::Harassment => draw.one_of(&["Harassment by a neighbour", "Stalking", "Threatening messages"]),
        Crime::Robbery => draw.one_of(&["Robbery of a phone", "Robbery in the street"]),
        Crime::SexualOffence => "Sexual offence",
        Crime::Death => "A death on the road",
    }
}

/// Why a flag holds.
pub(super) fn because(flag: &str) -> &'static str {
    match flag {
        "vulnerable" => "needs help to give their best evidence",
        "intimidated" => "afraid of giving evidence",
        "serious_crime" => "the offence is one of the most serious",
        "persistently_targeted" => "it has happened again and again",
        "under_18" => "is under 18",
        "bereaved" => "lost a close relative",
        "witness" => "is asked to give evidence",
        "business" => "a business with a named contact",
        "vcs_eligible" => "the offence and the sentence open the contact scheme",
        _ => "recorded at first contact",
    }
}
