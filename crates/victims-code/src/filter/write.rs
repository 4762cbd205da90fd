//! Duties as JSON lines. Written by hand: most of a line is the same for every duty of a rule and is prepared once.

use crate::code::Code;
use crate::ledger::{DutyRow, Ledger};
use calendar::{Calendar, LondonTime};
use jiff::Timestamp;
use jiff::civil::Date;

/// Writes the duties of cases as of one instant
#[derive(Debug)]
pub(super) struct CaseWriter<'c> {
    code: &'c Code,
    calendar: &'c Calendar,
    as_of: Timestamp,
    rules: Vec<RuleText>,
}

/// The parts of a line that follow from the rule alone
#[derive(Debug)]
struct RuleText {
    /// From the end of the victim to the start of the trigger's id
    head: String,
    /// From the end of the trigger's id to the start of the clock
    event: String,
    /// The limit, and the one for victims with the shorter limit
    limits: [String; 2],
}

/// The instant written last, with its text: the duties of one trigger share their instants
#[derive(Debug)]
struct Remembered {
    instant: Option<Timestamp>,
    text: Vec<u8>,
}

impl<'c> CaseWriter<'c> {
    pub(super) fn new(code: &'c Code, calendar: &'c Calendar, as_of: Timestamp) -> CaseWriter<'c> {
        let rules = code.duties().iter().map(|rule| {
            let limit = |limit: Option<&crate::Limit>| match limit {
                Some(limit) => format!(",\"limit\":\"{limit}\",\"due\":"),
                None => ",\"limit\":null,\"due\":".to_owned(),
            };
            RuleText {
                head: format!(
                    "\",\"duty\":\"{}\",\"edition\":\"{}\",\"right\":{},\"provider\":\"{}\",\"trigger\":\"",
                    rule.id,
                    code.edition(rule.edition).name,
                    rule.right.map_or("null".to_owned(), |right| right.to_string()),
                    rule.provider
                ),
                event: format!(
                    "\",\"trigger_event\":\"{}\",\"clock_start\":",
                    code.trigger(rule.trigger).slug
                ),
                limits: [
                    limit(rule.limit.as_ref()),
                    limit(rule.enhanced.as_ref().map(|enhanced| &enhanced.limit)),
                ],
            }
        });
        CaseWriter { code, calendar, as_of, rules: rules.collect() }
    }

    /// Appends the lines of one case.
    pub(super) fn write(&self, case: &str, ledger: &Ledger, out: &mut Vec<u8>) {
        let mut opening = b"{\"case\":\"".to_vec();
        escape(case, &mut opening);
        opening.extend_from_slice(b"\",\"victim\":\"");
        let mut memory = [Remembered::new(), Remembered::new(), Remembered::new()];
        for row in ledger.duties(self.code, self.calendar) {
            out.extend_from_slice(&opening);
            self.row(&row, &mut memory, out);
        }
    }

    fn row(&self, row: &DutyRow, memory: &mut [Remembered; 3], out: &mut Vec<u8>) {
        let [starts, dues, dones] = memory;
        let rule = &self.rules[usize::from(row.index.0)];
        escape(row.victim, out);
        out.extend_from_slice(rule.head.as_bytes());
        escape(row.trigger, out);
        out.extend_from_slice(rule.event.as_bytes());
        starts.write(row.clock_start, out);
        out.extend_from_slice(rule.limits[usize::from(row.enhanced)].as_bytes());
        match row.due {
            Some(date) => {
                out.push(b'"');
                write_date(date, out);
                out.push(b'"');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"due_at\":");
        dues.write(row.due_at, out);
        out.extend_from_slice(b",\"status\":\"");
        out.extend_from_slice(row.status(self.as_of).name().as_bytes());
        out.extend_from_slice(b"\",\"done_by\":");
        match row.done_by {
            Some(event) => {
                out.push(b'"');
                escape(event, out);
                out.push(b'"');
            }
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"done_at\":");
        dones.write(row.done_at, out);
        out.extend_from_slice(b"}\n");
    }
}

impl Remembered {
    fn new() -> Remembered {
        Remembered { instant: None, text: b"null".to_vec() }
    }

    fn write(&mut self, instant: Option<Timestamp>, out: &mut Vec<u8>) {
        if self.instant != instant {
            self.instant = instant;
            self.text.clear();
            match instant {
                Some(instant) => write_instant(instant, &mut self.text),
                None => self.text.extend_from_slice(b"null"),
            }
        }
        out.extend_from_slice(&self.text);
    }
}

/// The inside of a JSON string
fn escape(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&text.as_bytes()[plain_from..at]);
        plain_from = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => {
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
        }
    }
    out.extend_from_slice(&text.as_bytes()[plain_from..]);
}

fn two_digits(number: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&[b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]);
}

fn write_date(date: Date, out: &mut Vec<u8>) {
    let Ok(year) = u32::try_from(date.year()) else {
        // Years before 0 cannot be read, so they are not written in practice.
        out.extend_from_slice(date.to_string().as_bytes());
        return;
    };
    two_digits(year / 100, out);
    two_digits(year, out);
    out.push(b'-');
    two_digits(date.month().unsigned_abs().into(), out);
    out.push(b'-');
    two_digits(date.day().unsigned_abs().into(), out);
}

/// As `LondonTime` displays it, in quotation marks; a test holds the two together.
fn write_instant(instant: Timestamp, out: &mut Vec<u8>) {
    let (date, second, nanosecond, offset) = LondonTime(instant).parts();
    out.push(b'"');
    write_date(date, out);
    for (separator, number) in [(b'T', second / 3_600), (b':', second / 60 % 60), (b':', second % 60)] {
        out.push(separator);
        two_digits(number, out);
    }
    if nanosecond != 0 {
        out.push(b'.');
        out.extend_from_slice(format!("{nanosecond:09}").trim_end_matches('0').as_bytes());
    }
    out.push(if offset < 0 { b'-' } else { b'+' });
    two_digits(offset.unsigned_abs() / 3_600, out);
    out.push(b':');
    two_digits(offset.unsigned_abs() / 60 % 60, out);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back_as_they_were(text in any::<String>()) {
            let mut out = b"\"".to_vec();
            escape(&text, &mut out);
            out.push(b'"');
            prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }

        #[test]
        fn instants_are_written_as_they_display(second in -62_167_219_200_i64..253_402_207_200, nanosecond in prop_oneof![Just(0_i32), 0..1_000_000_000_i32]) {
            let at = Timestamp::new(second, 0).unwrap() + jiff::SignedDuration::from_nanos(nanosecond.into());
            let mut out = Vec::new();
            write_instant(at, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("\"{}\"", LondonTime(at)));
        }
    }
}
