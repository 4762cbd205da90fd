//! The contract's events as types, and their text.

use std::fmt;

use calendar::LondonTime;
use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap, Serializer};
use victims_code::Flags;

/// A case's reference: `SY` and its index in the population, nothing that could be taken for a real reference number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseReference(pub u64);

/// An event's id in its case, `e1` for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u32);

/// A victim's id in their case, `v1` for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VictimId(pub u8);

/// One contract event: something that happened in a case or was recorded about a victim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Event {
    /// The case it belongs to.
    pub case: CaseReference,
    /// Its id in the case, by position.
    pub id: EventId,
    /// The slug of what happened.
    pub event: &'static str,
    /// When it happened.
    #[serde(serialize_with = "in_london")]
    pub at: Timestamp,
    /// When the provider whose clock it starts learned of it, if it did.
    #[serde(serialize_with = "in_london_if_any", skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// The victim concerned; every victim of the case when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub victim: Option<VictimId>,
    /// What the event says beyond that.
    #[serde(skip_serializing_if = "Data::is_none")]
    pub data: Data,
}

/// The `data` object of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// No object.
    None,
    /// A victim joins with these flags.
    Victim(Flags),
    /// Flags change.
    Facts {
        /// Flags that hold from now on.
        add: Flags,
        /// Flags that hold no longer.
        remove: Flags,
    },
    /// A duty was delivered.
    Done {
        /// The duty's id in the Code.
        duty: &'static str,
        /// The event that started it.
        trigger: EventId,
    },
    /// What a waiver, or its withdrawal, covers.
    Waiver(Scope),
}

/// What a victim no longer wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anything.
    Everything,
    /// The duties of one right of the 2020 Code, by its number.
    Right(u8),
    /// One duty.
    Duty(&'static str),
}

impl Event {
    /// Appends the event as one line of JSON with its line end.
    ///
    /// Written by hand because a population is millions of lines. Nothing in an event needs escaping; a test holds the
    /// text against the general serialiser's.
    pub fn write_line(&self, line: &mut Vec<u8>) {
        append(line, format_args!(r#"{{"case":"{}","id":"{}","event":""#, self.case, self.id));
        line.extend_from_slice(self.event.as_bytes());
        append(line, format_args!(r#"","at":"{}""#, LondonTime(self.at)));
        if let Some(received_at) = self.received_at {
            append(line, format_args!(r#","received_at":"{}""#, LondonTime(received_at)));
        }
        if let Some(victim) = self.victim {
            append(line, format_args!(r#","victim":"{victim}""#));
        }
        self.data.write(line);
        line.extend_from_slice(b"}\n");
    }
}

impl Data {
    fn is_none(&self) -> bool {
        *self == Self::None
    }

    fn write(&self, line: &mut Vec<u8>) {
        match *self {
            Self::None => {}
            Self::Victim(flags) => append(line, format_args!(r#","data":{{"flags":[{}]}}"#, Names(flags))),
            Self::Facts { add, remove } => {
                let (add, remove) = (Names(add), Names(remove));
                append(line, format_args!(r#","data":{{"add":[{add}],"remove":[{remove}]}}"#));
            }
            Self::Done { duty, trigger } => {
                append(line, format_args!(r#","data":{{"duty":"{duty}","trigger":"{trigger}"}}"#));
            }
            Self::Waiver(Scope::Everything) => line.extend_from_slice(br#","data":{}"#),
            Self::Waiver(Scope::Right(right)) => append(line, format_args!(r#","data":{{"right":{right}}}"#)),
            Self::Waiver(Scope::Duty(duty)) => append(line, format_args!(r#","data":{{"duty":"{duty}"}}"#)),
        }
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        match self {
            Self::None | Self::Waiver(Scope::Everything) => {}
            Self::Victim(flags) => object.serialize_entry("flags", &Names(*flags))?,
            Self::Facts { add, remove } => {
                object.serialize_entry("add", &Names(*add))?;
                object.serialize_entry("remove", &Names(*remove))?;
            }
            Self::Done { duty, trigger } => {
                object.serialize_entry("duty", duty)?;
                object.serialize_entry("trigger", trigger)?;
            }
            Self::Waiver(Scope::Right(right)) => object.serialize_entry("right", right)?,
            Self::Waiver(Scope::Duty(duty)) => object.serialize_entry("duty", duty)?,
        }
        object.end()
    }
}

/// Flags as the inside of a JSON array: `"vulnerable","witness"`.
struct Names(Flags);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for name in self.0.names() {
            write!(f, r#"{separator}"{name}""#)?;
            separator = ",";
        }
        Ok(())
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.names())
    }
}

impl fmt::Display for CaseReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SY{:09}", self.0)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

impl fmt::Display for VictimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl Serialize for CaseReference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for VictimId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn append(line: &mut Vec<u8>, text: fmt::Arguments<'_>) {
    use std::io::Write;
    // Writing to memory does not fail.
    let _ = line.write_fmt(text);
}

fn in_london<S: Serializer>(instant: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&LondonTime(*instant))
}

fn in_london_if_any<S: Serializer>(instant: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match instant {
        Some(instant) => in_london(instant, serializer),
        None => serializer.serialize_none(),
    }
}
