//! The editions as text for people and as JSON lines for programs (`lantern code`).

use crate::code::Code;
use crate::rule::{Clock, Confidence, DutyIndex, DutyRule, EditionIndex, EditionKind, Eligibility};
use serde::Serialize;
use std::fmt::Write as _;

/// How to describe
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Serialize)]
struct EditionLine<'a> {
    edition: &'a str,
    title: &'a str,
    kind: &'a str,
    in_force_from: Option<String>,
    about: &'a str,
    duties: usize,
    with_deadline: usize,
    confidence_high: usize,
    confidence_medium: usize,
    confidence_low: usize,
}

#[derive(Serialize)]
struct DutyLine<'a> {
    id: &'a str,
    edition: &'a str,
    right: Option<u8>,
    paragraph: Option<&'a str>,
    provider: &'a str,
    trigger: &'a str,
    duty: &'a str,
    plain: &'a str,
    limit: Option<String>,
    enhanced_limit: Option<String>,
    enhanced_flags: Vec<&'a str>,
    clock: &'a str,
    clock_note: Option<&'a str>,
    told_by: Vec<&'a str>,
    eligibility: Vec<&'a str>,
    conditions: Vec<&'a str>,
    applies: Option<&'a str>,
    evidence: &'a str,
    source: &'a str,
    confidence: &'a str,
    overlaps: Vec<&'a str>,
    in_force_from: Option<String>,
    in_force: bool,
}

/// Every edition, with how many duties it has and how sure we are of them
#[must_use]
pub fn editions(code: &Code, form: Form) -> String {
    let mut out = String::new();
    for (edition, index) in code.editions().iter().zip(0..) {
        let duties: Vec<&DutyRule> =
            code.duties().iter().filter(|duty| duty.edition == EditionIndex(index)).collect();
        let sure = |confidence| duties.iter().filter(|duty| duty.confidence == confidence).count();
        let line = EditionLine {
            edition: &edition.name,
            title: &edition.title,
            kind: kind(edition.kind),
            in_force_from: edition.in_force_from.map(|date| date.to_string()),
            about: &edition.about,
            duties: duties.len(),
            with_deadline: duties.iter().filter(|duty| has_deadline(duty)).count(),
            confidence_high: sure(Confidence::High),
            confidence_medium: sure(Confidence::Medium),
            confidence_low: sure(Confidence::Low),
        };
        match form {
            Form::Json => json(&mut out, &line),
            Form::Text => edition_text(&mut out, &line),
        }
    }
    out
}

fn edition_text(out: &mut String, line: &EditionLine) {
    let EditionLine { edition, title, kind, about, duties, with_deadline, .. } = line;
    let since = line.in_force_from.as_ref().map_or(String::new(), |date| format!(", in force from {date}"));
    let _ = writeln!(
        out,
        "{edition}  {title}\n    {kind}{since}; {duties} duties, {with_deadline} with a deadline"
    );
    let (high, medium, low) = (line.confidence_high, line.confidence_medium, line.confidence_low);
    let _ = writeln!(out, "    how sure we are: high {high}, medium {medium}, low {low}\n    {about}\n");
}

/// The duties of an edition, by right, in the order of its file
#[must_use]
pub fn edition(code: &Code, edition: EditionIndex, form: Form) -> String {
    let duties = code.duties().iter().filter(|duty| duty.edition == edition);
    let mut sorted: Vec<&DutyRule> = duties.collect();
    sorted.sort_by_key(|duty| duty.right.unwrap_or(0));
    let mut out = String::new();
    if form == Form::Json {
        sorted.iter().for_each(|duty| json(&mut out, &duty_line(code, duty)));
        return out;
    }
    let _ = writeln!(out, "{}", code.edition(edition).title);
    let mut right = None;
    for duty in sorted {
        if right != Some(duty.right) {
            right = Some(duty.right);
            let heading =
                duty.right.map_or("Without numbered right".to_owned(), |right| format!("Right {right}"));
            let _ = writeln!(out, "\n{heading}");
        }
        short(&mut out, duty);
    }
    out
}

/// The duties that we are not sure of, least sure first, each with its source
#[must_use]
pub fn uncertain(code: &Code, form: Form) -> String {
    let mut unsure: Vec<&DutyRule> =
        code.duties().iter().filter(|duty| duty.confidence < Confidence::High || !duty.in_force).collect();
    unsure.sort_by_key(|duty| duty.confidence);
    let mut out = String::new();
    if form == Form::Json {
        unsure.iter().for_each(|duty| json(&mut out, &duty_line(code, duty)));
        return out;
    }
    let mut confidence = None;
    for duty in unsure {
        if confidence != Some(duty.confidence) {
            confidence = Some(duty.confidence);
            let _ = writeln!(out, "Confidence {}: {}", duty.confidence.name(), meaning(duty.confidence));
        }
        short(&mut out, duty);
        let _ = writeln!(out, "      {}{}", duty.source, if duty.in_force { "" } else { " (not in force)" });
    }
    out
}

fn meaning(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "the text itself or two independent sources",
        Confidence::Medium => "one secondary source",
        Confidence::Low => "no source seen",
    }
}

fn short(out: &mut String, duty: &DutyRule) {
    let shorter = duty.enhanced.as_ref().map_or(String::new(), |enhanced| format!(" ({})", enhanced.limit));
    let limit = duty.limit.as_ref().map_or("no limit stated".to_owned(), |limit| format!("{limit}{shorter}"));
    let (id, plain, who) = (&duty.id, &duty.plain, duty.provider.in_words());
    let _ =
        writeln!(out, "  {id}\n      {plain}\n      {who}; {limit}; confidence {}", duty.confidence.name());
}

/// One duty with everything the file says
#[must_use]
pub fn duty(code: &Code, index: DutyIndex, form: Form) -> String {
    let duty = code.duty(index);
    let mut out = String::new();
    if form == Form::Json {
        json(&mut out, &duty_line(code, duty));
        return out;
    }
    let edition = code.edition(duty.edition);
    let trigger = code.trigger(duty.trigger);
    let _ = writeln!(out, "{}  {}", duty.id, duty.plain);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name:<13}{value}");
    };
    field("duty", &duty.duty);
    field("edition", &format!("{}, {}", edition.name, edition.title));
    let right = duty.right.map_or("none numbered".to_owned(), |right| right.to_string());
    field("right", &right);
    field("paragraph", duty.paragraph.as_deref().unwrap_or("not seen in a source"));
    field("owed by", duty.provider.in_words());
    field("owed to", &owed_to(duty));
    field("starts when", &format!("{} ({})", trigger.staff, trigger.slug));
    field("limit", &duty.limit.as_ref().map_or("none stated".to_owned(), ToString::to_string));
    if let Some(enhanced) = &duty.enhanced {
        let who: Vec<&str> = enhanced.flags.in_words().collect();
        field("", &format!("{} for a victim who is {}", enhanced.limit, who.join(", or ")));
    }
    field("clock", &clock_text(code, duty));
    if let Some(applies) = &duty.applies {
        field("applies", applies);
    }
    for condition in &duty.conditions {
        field("depends on", &format!("{} ({})", condition.question(), condition.slug()));
    }
    field("evidence", &duty.evidence);
    field("source", &duty.source);
    field("confidence", &format!("{}: {}", duty.confidence.name(), meaning(duty.confidence)));
    for &other in &duty.overlaps {
        field("same notice", &code.duty(other).id);
    }
    let in_force = match (edition.kind, duty.in_force, duty.in_force_from.or(edition.in_force_from)) {
        (EditionKind::Draft, _, _) => "no: a draft".to_owned(),
        (_, false, _) => "no: not commenced".to_owned(),
        (_, true, Some(from)) => format!("from {from}"),
        (_, true, None) => "yes".to_owned(),
    };
    field("in force", &in_force);
    out
}

fn owed_to(duty: &DutyRule) -> String {
    match duty.eligibility {
        Eligibility::All => "every victim".to_owned(),
        Eligibility::AnyOf(flags) => {
            format!("a victim who is {}", flags.in_words().collect::<Vec<_>>().join(", or "))
        }
    }
}

fn clock_text(code: &Code, duty: &DutyRule) -> String {
    let start = match &duty.clock {
        Clock::Event => "from the event".to_owned(),
        Clock::Received => "from when the provider learns of it".to_owned(),
        Clock::Told(by) => {
            let ids: Vec<&str> = by.iter().map(|&notice| &*code.duty(notice).id).collect();
            format!("from when the victim is told ({})", ids.join(", "))
        }
        Clock::Offence => "from the offence".to_owned(),
        Clock::Sentence => "from the sentence".to_owned(),
        Clock::FirstRemand => "from the first remand in custody".to_owned(),
    };
    let note = duty.clock_note.as_ref().map_or(String::new(), |note| format!("; source: {note}"));
    let back = if duty.ends_on_working_day { "; ends on a working day" } else { "" };
    format!("{start}{note}{back}")
}

fn duty_line<'a>(code: &'a Code, duty: &'a DutyRule) -> DutyLine<'a> {
    let ids = |duties: &[DutyIndex]| duties.iter().map(|&index| &*code.duty(index).id).collect();
    DutyLine {
        id: &duty.id,
        edition: &code.edition(duty.edition).name,
        right: duty.right,
        paragraph: duty.paragraph.as_deref(),
        provider: duty.provider.slug(),
        trigger: &code.trigger(duty.trigger).slug,
        duty: &duty.duty,
        plain: &duty.plain,
        limit: duty.limit.as_ref().map(ToString::to_string),
        enhanced_limit: duty.enhanced.as_ref().map(|enhanced| enhanced.limit.to_string()),
        enhanced_flags: duty.enhanced.iter().flat_map(|enhanced| enhanced.flags.names()).collect(),
        clock: duty.clock.name(),
        clock_note: duty.clock_note.as_deref(),
        told_by: if let Clock::Told(by) = &duty.clock { ids(by) } else { Vec::new() },
        eligibility: match duty.eligibility {
            Eligibility::All => vec!["all"],
            Eligibility::AnyOf(flags) => flags.names().collect(),
        },
        conditions: duty.conditions.iter().map(|condition| condition.slug()).collect(),
        applies: duty.applies.as_deref(),
        evidence: &duty.evidence,
        source: &duty.source,
        confidence: duty.confidence.name(),
        overlaps: ids(&duty.overlaps),
        in_force_from: duty.in_force_from.map(|date| date.to_string()),
        in_force: duty.in_force && code.edition(duty.edition).kind != EditionKind::Draft,
    }
}

fn has_deadline(duty: &DutyRule) -> bool {
    duty.limit.as_ref().is_some_and(crate::Limit::is_counted)
}

fn kind(kind: EditionKind) -> &'static str {
    match kind {
        EditionKind::Code => "edition of the Code",
        EditionKind::Statute => "beside the Code",
        EditionKind::Promise => "a promise of this service, not part of the Code",
        EditionKind::Scheme => "beside the Code, not part of it",
        EditionKind::Draft => "draft, not in force",
    }
}

fn json(out: &mut String, line: &impl Serialize) {
    // A struct of texts and numbers always has a JSON form.
    out.push_str(&serde_json::to_string(line).unwrap_or_default());
    out.push('\n');
}
