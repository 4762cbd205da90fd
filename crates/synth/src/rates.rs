//! How often what is owed is delivered, and how often a trial starts: published figures, as counts.
//!
//! "Inspection" is the joint inspection of 2023, "London 2015" and "London 2019" are the two London reviews of compliance
//! with the Code. A record is what is counted: of the rest some were told without a record. Where a source gives the
//! share that was done and not the share done in time, the division is an assumption and says so.

use jiff::civil::{Date, date};

use crate::chance::Share;

/// From this day the edition of 2013 is in force.
pub(crate) const EDITION_2013: Date = date(2013, 12, 10);

/// London 2019: 67 % of trials start on the first date, 15 % are put off before it and 18 % on the day.
pub(crate) const TRIAL_STARTS: Share = Share(67, 100);
/// Of those put off, the part that is put off on the day.
pub(crate) const TRIAL_ADJOURNED_ON_THE_DAY: Share = Share(18, 33);

/// Of so many duties, how many are delivered before the limit, and how many after it. The rest never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) on_time: u32,
    pub(crate) late: u32,
    pub(crate) out_of: u32,
}

impl Delivery {
    const fn new(on_time: u32, late: u32, out_of: u32) -> Self {
        Self { on_time, late, out_of }
    }
}

/// No source covers the duty: an assumption between the best and the worst of the published rates.
const UNMEASURED: Delivery = Delivery::new(65, 12, 100);

/// What a duty is about, as far as the published figures tell duties apart.
pub(crate) fn delivery(trigger: &str, duty: &str, from_prosecutor: bool) -> Delivery {
    match trigger {
        // Inspection: no record of a referral to support in 68 of 132; in time or not is an assumption.
        "crime_reported" if duty.contains("support") => Delivery::new(54, 10, 132),
        // Inspection: needs assessment completed in 77 of 132.
        "crime_reported" if duty.contains("needs-assessment") => Delivery::new(77, 0, 132),
        // Inspection: opportunity for a personal statement not offered in 92 of 132.
        "crime_reported" | "witness_statement_requested" if duty.contains("vps") => Delivery::new(40, 0, 132),
        // London 2019: written confirmation received by 44 % (online) and 69 % (by telephone): the middle.
        "crime_reported" if duty.contains("written") || duty.contains("leaflet") => Delivery::new(50, 6, 100),
        // Inspection: letter after a charge was dropped or changed not sent in 10 of 20, late in 6 of the 10 sent.
        "charge_dropped_or_altered" | "vcl_letter_due" | "nfa_decision_cps" if from_prosecutor => {
            Delivery::new(4, 6, 20)
        }
        // London 2015: 68 % recorded compliance for news of a release, and of a disposal out of court.
        "bail_granted"
        | "suspect_released_no_charge"
        | "suspect_released_under_investigation"
        | "out_of_court_disposal_given" => Delivery::new(68, 10, 100),
        // London 2019: told of hearings 64 %, of the outcome 61 % (online) and 87 % (by telephone): the middle.
        "hearing_date_set" => Delivery::new(64, 8, 100),
        "hearing_outcome_known" | "sentence_passed" if !is_vcs_referral(duty) => Delivery::new(74, 10, 100),
        // Inspection: 64 of 603 eligible not referred; one force took up to 40 working days (how many is an assumption).
        "sentence_passed" | "vcs_opt_out_period_expired" => Delivery::new(485, 54, 603),
        // Inspection: invitation in time and with enough information in 55 of 60.
        "vcs_referral_received" => Delivery::new(55, 5, 60),
        // Inspection: not contacted within 24 hours in 8 of 29; half of them later is an assumption.
        "offender_released" => Delivery::new(21, 4, 29),
        _ => UNMEASURED,
    }
}

/// The duty whose delivery sets the Victim Contact Scheme going.
pub(crate) fn is_vcs_referral(duty: &str) -> bool {
    duty.contains("vcs") && duty.contains("referral")
}
