//! The shapes of Common Platform's JSON, as far as they are read. Everything is optional; unknown fields are passed over.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::reading::MAX_ITEMS;

/// A scalar as text: a string, a number or a truth value. Null, empty and anything else is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) Option<String>);

impl Text {
    pub(super) fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }

    pub(super) fn is_true(&self) -> bool {
        self.as_str() == Some("true")
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Scalar;
        impl<'de> Visitor<'de> for Scalar {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a scalar")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                // Databases do not keep NUL, and no field means any control character.
                let printable = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c };
                let text: String = text.trim().chars().map(printable).collect();
                Ok(Text((!text.is_empty()).then_some(text)))
            }
            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Text, E> {
                Ok(Text(Some(truth.to_string())))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text, E> {
                Ok(Text(Some(number.to_string())))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Text, E> {
                Ok(Text(Some(number.to_string())))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Text, E> {
                Ok(Text(Some(number.to_string())))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Text, E> {
                Ok(Text(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Text(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Text, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Text(None))
            }
        }
        deserializer.deserialize_any(Scalar)
    }
}

/// A list, empty for null; nulls in it are left out.
#[derive(Debug, Clone)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        struct Items<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_unit<E: de::Error>(self) -> Result<List<T>, E> {
                Ok(List::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element::<Option<T>>()? {
                    if items.len() == MAX_ITEMS {
                        return Err(de::Error::custom("a list of too many"));
                    }
                    items.extend(item);
                }
                Ok(List(items))
            }
        }
        deserializer.deserialize_any(Items(PhantomData))
    }
}

macro_rules! shape {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        pub(super) struct $name {
            $($(#[$field_meta])* #[serde(deserialize_with = "absent_when_null")] pub(super) $field: $kind,)*
        }
    };
}

fn absent_when_null<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

shape! {
    /// What stands at the top, for telling the shapes apart.
    Top {
        hearing: Option<IgnoredAny>,
        session: Option<IgnoredAny>,
        defendant: Option<IgnoredAny>,
        prosecution_cases: Option<IgnoredAny>,
        prosecution_case: Option<IgnoredAny>,
        court_applications: Option<IgnoredAny>,
        court_centre: Option<IgnoredAny>,
        prosecution_concluded: Option<IgnoredAny>,
        #[serde(rename = "Message")]
        message: Text,
    }
}
shape! {
    /// The public event, and the internal payload that it is made from.
    HearingEvent {
        hearing: Hearing,
        hearing_day: Text,
        shared_time: Text,
        is_reshare: Text,
        targets: List<Target>,
    }
}
shape! {
    /// The hearing itself; some systems pass it on without the event around it.
    Hearing {
        id: Text,
        jurisdiction_type: Text,
        court_centre: CourtCentre,
        hearing_days: List<SittingDay>,
        #[serde(rename = "type")]
        kind: HearingType,
        prosecution_cases: List<Case>,
        court_applications: List<Application>,
        defendant_judicial_results: List<DefendantResult>,
    }
}
shape! {
    /// The command from which results are recorded for the police.
    SessionResults {
        session: Session,
        cases: List<Case>,
        court_applications: List<Application>,
        jurisdiction_type: Text,
        hearing_day: Text,
        shared_time: Text,
    }
}
shape! {
    /// A case as other parts of the platform ask for it, with its hearings "at a glance".
    CaseView { prosecution_case: Case, hearings_at_a_glance: HearingsAtAGlance, }
}
shape! { HearingsAtAGlance { hearings: List<Hearing>, } }
shape! { Session { id: Text, #[serde(rename = "courtCentreWithLJA")] court: CourtCentre, session_days: List<SittingDay>, } }
shape! {
    /// One defendant's results in one case, as generated for the police.
    PoliceResult {
        id: Text,
        urn: Text,
        case_id: Text,
        #[serde(rename = "courtCentreWithLJA")]
        court: CourtCentre,
        session_days: List<SittingDay>,
        defendant: Defendant,
    }
}
shape! {
    /// A court; inside another one when its local justice area stands beside it.
    CourtCentre {
        code: Text,
        ou_code: Text,
        court_hearing_location: Text,
        name: Text,
        court_centre: InnerCourtCentre,
    }
}
shape! { InnerCourtCentre { code: Text, court_hearing_location: Text, name: Text, } }
shape! { SittingDay { sitting_day: Text, } }
shape! { HearingType { description: Text, } }
shape! {
    Case {
        urn: Text,
        prosecution_case_identifier: CaseIdentifier,
        defendants: List<Defendant>,
        offences: List<Offence>,
    }
}
shape! {
    CaseIdentifier {
        #[serde(rename = "caseURN")]
        case_urn: Text,
        prosecution_authority_reference: Text,
    }
}
shape! {
    Defendant {
        id: Text,
        defendant_id: Text,
        master_defendant_id: Text,
        prosecution_authority_reference: Text,
        prosecutor_reference: Text,
        person_defendant: Option<PersonDefendant>,
        individual_defendant: Option<PersonDefendant>,
        legal_entity_defendant: Option<Organisation>,
        corporate_defendant: Option<Organisation>,
        defendant_case: List<DefendantCase>,
        offences: List<Offence>,
        judicial_results: List<JudicialResult>,
        defendant_case_judicial_results: List<JudicialResult>,
    }
}
shape! { DefendantCase { case_reference: Text, } }
shape! {
    PersonDefendant {
        arrest_summons_number: Text,
        bail_status: Coded,
        bail_conditions: Text,
        bail_reasons: Text,
        reason_for_bail_conditions_or_custody: Text,
        person_details: Person,
        person: Person,
    }
}
shape! { Coded { code: Text, description: Text, } }
shape! { Person { first_name: Text, middle_name: Text, last_name: Text, date_of_birth: Text, } }
shape! { Organisation { name: Text, organisation_name: Text, organisation: OrganisationName, bail_status: Coded, } }
shape! { OrganisationName { name: Text, } }
shape! {
    Offence {
        id: Text,
        offence_code: Text,
        offence_sequence_number: Text,
        order_index: Text,
        plea: Option<Plea>,
        verdict: Option<Verdict>,
        finding: Text,
        conviction_date: Text,
        start_date: Text,
        end_date: Text,
        arrest_date: Text,
        charge_date: Text,
        wording: Text,
        final_disposal: Text,
        proceedings_concluded: Text,
        is_disposed: Text,
        judicial_results: List<JudicialResult>,
    }
}
shape! { Plea { plea_value: Text, } }
shape! { Verdict { verdict_type: VerdictType, } }
shape! {
    VerdictType {
        cjs_verdict_code: Text,
        verdict_code: Text,
        category_type: Text,
        category: Text,
    }
}
shape! {
    JudicialResult {
        judicial_result_id: Text,
        cjs_code: Text,
        label: Text,
        result_text: Text,
        qualifier: Text,
        offence_id: Text,
        ordered_date: Text,
        is_deleted: Text,
        is_new_amendment: Text,
        life_duration: Text,
        duration_element: DurationElement,
        judicial_result_prompts: List<Prompt>,
        next_hearing: Option<NextHearing>,
    }
}
shape! {
    DurationElement {
        primary_duration_value: Text,
        primary_duration_unit: Text,
        secondary_duration_value: Text,
        secondary_duration_unit: Text,
        duration_start_date: Text,
        duration_end_date: Text,
    }
}
shape! {
    Prompt {
        label: Text,
        value: Text,
        qualifier: Text,
        prompt_reference: Text,
        is_financial_imposition: Text,
        duration_sequence: Text,
    }
}
shape! {
    NextHearing {
        listed_start_date_time: Text,
        week_commencing_date: Text,
        court_centre: CourtCentre,
        #[serde(rename = "type")]
        kind: HearingType,
        adjournment_reason: Text,
    }
}
shape! { DefendantResult { master_defendant_id: Text, defendant_id: Text, judicial_result: JudicialResult, } }
shape! {
    Application {
        application_reference: Text,
        #[serde(rename = "type")]
        kind: ApplicationType,
        court_application_cases: List<Case>,
        court_order: Option<CourtOrder>,
        subject: Party,
        applicant: Party,
        judicial_results: List<JudicialResult>,
    }
}
shape! { ApplicationType { code: Text, #[serde(rename = "type")] name: Text, application_type: Text, } }
shape! { CourtOrder { court_order_offences: List<OrderOffence>, } }
shape! { OrderOffence { offence: Offence, prosecution_case_identifier: CaseIdentifier, } }
shape! { Party { master_defendant: Option<Defendant>, } }
shape! {
    /// Result lines of one offence, as the court's staff entered them.
    Target {
        offence_id: Text,
        defendant_id: Text,
        master_defendant_id: Text,
        result_lines: List<ResultLine>,
    }
}
shape! {
    ResultLine {
        result_line_id: Text,
        result_label: Text,
        ordered_date: Text,
        is_deleted: Text,
        offence_id: Text,
        prompts: List<Prompt>,
    }
}
