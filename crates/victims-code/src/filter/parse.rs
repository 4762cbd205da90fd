//! One JSON line to one event, with a reason that a person can act on when it cannot be.

use crate::code::Code;
use crate::event::Scope;
use crate::instant::parse_instant;
use crate::{Flags, TriggerId};
use jiff::Timestamp;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use thiserror::Error;

/// A line that was understood
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    pub(super) case: Cow<'a, str>,
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) event: ParsedEvent<'a>,
    pub(super) at: Timestamp,
    pub(super) received_at: Option<Timestamp>,
    pub(super) victim: Option<Cow<'a, str>>,
}

#[derive(Debug)]
pub(super) enum ParsedEvent<'a> {
    Trigger(TriggerId),
    VictimAdded { flags: Flags },
    VictimFactsRecorded { add: Flags, remove: Flags },
    DutyDone { duty: Cow<'a, str>, trigger: Cow<'a, str> },
    DutyWaived(Scope),
    WaiverWithdrawn(Scope),
}

/// A line that was not, and the case it names if it names one
#[derive(Debug)]
pub(super) struct Unread<'a> {
    pub(super) case: Option<Cow<'a, str>>,
    pub(super) why: LineError,
}

/// Why a line could not be understood. Nothing from the line is repeated except short words that cannot be about a
/// person.
#[derive(Debug, PartialEq, Eq, Error)]
pub(super) enum LineError {
    #[error("the text is not UTF-8")]
    NotUtf8,
    #[error("not valid JSON: {0}")]
    NotJson(String),
    #[error("not a JSON object")]
    NotAnObject,
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("`{0}` must be a text that is not empty")]
    NotText(&'static str),
    #[error("`{0}` is given twice")]
    Twice(&'static str),
    #[error("`{0}` is not an RFC 3339 instant with an offset, such as 2024-05-01T09:30:00+01:00")]
    NotAnInstant(&'static str),
    #[error("unknown `event`{0}")]
    UnknownEvent(ShownWord),
    #[error("`data` must be an object")]
    DataNotAnObject,
    #[error("`data.{0}` must be a list of flags")]
    NotFlags(&'static str),
    #[error("unknown flag{0}")]
    UnknownFlag(ShownWord),
    #[error("`data.right` must be a whole number from 1 to 12")]
    NotARight,
    #[error("unknown duty{0}")]
    UnknownDuty(ShownWord),
    #[error(
        "a waiver is of one duty, of one right, or of all: give `data.duty`, `data.right`, or an empty `data`"
    )]
    NotAScope,
}

/// A word from the input if it looks like a name of ours, otherwise nothing
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ShownWord(String);

impl ShownWord {
    fn of(word: &str) -> ShownWord {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let shown = !word.is_empty() && word.len() <= 60 && word.bytes().all(plain);
        ShownWord(if shown { format!(" `{word}`") } else { String::new() })
    }
}

impl fmt::Display for ShownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads one line.
pub(super) fn parse<'a>(code: &Code, line: &'a [u8]) -> Result<Parsed<'a>, Unread<'a>> {
    let unread = |why| Unread { case: None, why };
    let text = std::str::from_utf8(line).map_err(|_| unread(LineError::NotUtf8))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let object = json.deserialize_map(ObjectVisitor).and_then(|object| json.end().map(|()| object));
    let mut object = object.map_err(|error| unread(not_json(&error)))?;
    let case =
        object.case.take("case").and_then(|case| case.ok_or(LineError::Missing("case"))).map_err(unread)?;
    match object.event_of(code) {
        Ok(Rest { id, event, at, received_at, victim }) => {
            Ok(Parsed { case, id, event, at, received_at, victim })
        }
        Err(why) => Err(Unread { case: Some(case), why }),
    }
}

fn not_json(error: &serde_json::Error) -> LineError {
    match error.classify() {
        serde_json::error::Category::Data => LineError::NotAnObject,
        // The column says where; the line is always the first of this text and would only confuse.
        _ => LineError::NotJson(error.to_string().replace(" at line 1 column ", " at column ")),
    }
}

/// A member whose value should be a text
#[derive(Debug, Default)]
enum Text<'a> {
    #[default]
    Absent,
    Given(Cow<'a, str>),
    Wrong,
    Twice,
}

impl<'a> Text<'a> {
    fn set(&mut self, value: Text<'a>) {
        *self = if matches!(self, Text::Absent) { value } else { Text::Twice };
    }

    fn take(&mut self, name: &'static str) -> Result<Option<Cow<'a, str>>, LineError> {
        match std::mem::take(self) {
            Text::Absent => Ok(None),
            Text::Given(text) if text.is_empty() => Err(LineError::NotText(name)),
            Text::Given(text) => Ok(Some(text)),
            Text::Wrong => Err(LineError::NotText(name)),
            Text::Twice => Err(LineError::Twice(name)),
        }
    }
}

/// The members of a line that mean something here
#[derive(Debug, Default)]
struct Object<'a> {
    case: Text<'a>,
    id: Text<'a>,
    event: Text<'a>,
    at: Text<'a>,
    received_at: Text<'a>,
    victim: Text<'a>,
    data: Option<&'a str>,
    data_twice: bool,
}

struct Rest<'a> {
    id: Option<Cow<'a, str>>,
    event: ParsedEvent<'a>,
    at: Timestamp,
    received_at: Option<Timestamp>,
    victim: Option<Cow<'a, str>>,
}

impl<'a> Object<'a> {
    fn event_of(mut self, code: &Code) -> Result<Rest<'a>, LineError> {
        let id = self.id.take("id")?;
        let name = self.event.take("event")?.ok_or(LineError::Missing("event"))?;
        let at = instant(&mut self.at, "at")?.ok_or(LineError::Missing("at"))?;
        let received_at = instant(&mut self.received_at, "received_at")?;
        let victim = self.victim.take("victim")?;
        if self.data_twice {
            return Err(LineError::Twice("data"));
        }
        let event = match code.trigger_id(&name) {
            Some(trigger) => {
                self.check_data()?;
                ParsedEvent::Trigger(trigger)
            }
            None => {
                let event = self.record_event(code, &name)?;
                if victim.is_none() {
                    return Err(LineError::Missing("victim"));
                }
                event
            }
        };
        Ok(Rest { id, event, at, received_at, victim })
    }

    fn record_event(&self, code: &Code, name: &str) -> Result<ParsedEvent<'a>, LineError> {
        match name {
            "victim_added" => Ok(ParsedEvent::VictimAdded { flags: self.data()?.flags.take("flags")? }),
            "victim_facts_recorded" => {
                let data = self.data()?;
                Ok(ParsedEvent::VictimFactsRecorded {
                    add: data.add.take("add")?,
                    remove: data.remove.take("remove")?,
                })
            }
            "duty_done" => {
                let mut data = self.data()?;
                Ok(ParsedEvent::DutyDone {
                    duty: data.duty.take("data.duty")?.ok_or(LineError::Missing("data.duty"))?,
                    trigger: data.trigger.take("data.trigger")?.ok_or(LineError::Missing("data.trigger"))?,
                })
            }
            "duty_waived" => Ok(ParsedEvent::DutyWaived(self.data()?.scope(code)?)),
            "waiver_withdrawn" => Ok(ParsedEvent::WaiverWithdrawn(self.data()?.scope(code)?)),
            _ => Err(LineError::UnknownEvent(ShownWord::of(name))),
        }
    }

    fn check_data(&self) -> Result<(), LineError> {
        match self.data {
            Some(data) if !matches!(data.as_bytes().first(), Some(b'{' | b'n')) => {
                Err(LineError::DataNotAnObject)
            }
            _ => Ok(()),
        }
    }

    fn data(&self) -> Result<Data<'a>, LineError> {
        self.check_data()?;
        match self.data {
            Some(text) if text.starts_with('{') => serde_json::Deserializer::from_str(text)
                .deserialize_map(DataVisitor)
                .map_err(|error| not_json(&error)),
            _ => Ok(Data::default()),
        }
    }
}

fn instant(text: &mut Text, name: &'static str) -> Result<Option<Timestamp>, LineError> {
    let Some(text) = text.take(name)? else { return Ok(None) };
    parse_instant(&text).map(Some).map_err(|_| LineError::NotAnInstant(name))
}

/// What `data` may hold on a record event
#[derive(Debug, Default)]
struct Data<'a> {
    flags: FlagList,
    add: FlagList,
    remove: FlagList,
    duty: Text<'a>,
    trigger: Text<'a>,
    right: Right,
    /// Members that mean nothing here, or name nothing
    others: usize,
}

#[derive(Debug, Default)]
enum FlagList {
    #[default]
    Absent,
    Given(Flags),
    Unknown(ShownWord),
    Wrong,
}

#[derive(Debug, Default)]
enum Right {
    #[default]
    Absent,
    Given(u8),
    Wrong,
}

impl FlagList {
    fn take(self, name: &'static str) -> Result<Flags, LineError> {
        match self {
            FlagList::Absent => Ok(Flags::NONE),
            FlagList::Given(flags) => Ok(flags),
            FlagList::Unknown(word) => Err(LineError::UnknownFlag(word)),
            FlagList::Wrong => Err(LineError::NotFlags(name)),
        }
    }
}

impl Data<'_> {
    /// A waiver of everything needs an empty `data`: a misspelt member must not waive every duty.
    fn scope(mut self, code: &Code) -> Result<Scope, LineError> {
        let duty = self.duty.take("data.duty")?;
        match (duty, self.right) {
            (Some(duty), Right::Absent) => match code.duty_index(&duty) {
                Some(index) => Ok(Scope::Duty(index)),
                None => Err(LineError::UnknownDuty(ShownWord::of(&duty))),
            },
            (None, Right::Given(right)) => Ok(Scope::Right(right)),
            (None, Right::Wrong) => Err(LineError::NotARight),
            (None, Right::Absent) if self.others == 0 => Ok(Scope::All),
            _ => Err(LineError::NotAScope),
        }
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut object = Object::default();
        while let Some(Key(key)) = map.next_key()? {
            let slot = match &*key {
                "case" => &mut object.case,
                "id" => &mut object.id,
                "event" => &mut object.event,
                "at" => &mut object.at,
                "received_at" => &mut object.received_at,
                "victim" => &mut object.victim,
                "data" => {
                    object.data_twice |= object.data.is_some();
                    object.data = Some(map.next_value::<&RawValue>()?.get());
                    continue;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            slot.set(map.next_value()?);
        }
        Ok(object)
    }
}

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data<'de>, A::Error> {
        let mut data = Data::default();
        while let Some(Key(key)) = map.next_key()? {
            match &*key {
                "flags" => data.flags = map.next_value()?,
                "add" => data.add = map.next_value()?,
                "remove" => data.remove = map.next_value()?,
                "duty" => {
                    let duty: Text = map.next_value()?;
                    // Naming a duty and leaving it empty is not "every duty".
                    data.others += usize::from(matches!(duty, Text::Absent));
                    data.duty.set(duty);
                }
                "trigger" => data.trigger.set(map.next_value()?),
                "right" => data.right = map.next_value()?,
                _ => {
                    data.others += 1;
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(data)
    }
}

/// A member's name, borrowed where it has no escapes
struct Key<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'de>, D::Error> {
        match deserializer.deserialize_str(TextVisitor)? {
            Text::Given(key) => Ok(Key(key)),
            _ => Err(D::Error::custom("a member's name must be a text")),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text<'de>, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

/// Takes whatever is there, so that the reason for refusing can name the member
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text::Given(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text::Given(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Text<'de>, E> {
        Ok(Text::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Text<'de>, E> {
        Ok(Text::Wrong)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Text<'de>, E> {
        Ok(Text::Wrong)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Text<'de>, E> {
        Ok(Text::Wrong)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Text<'de>, E> {
        Ok(Text::Wrong)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text::Wrong)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text::Wrong)
    }
}

impl<'de> serde::Deserialize<'de> for FlagList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FlagList, D::Error> {
        // Values are looked at one by one, so that a list of numbers and a number are both "not a list of flags".
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw == "null" {
            return Ok(FlagList::Absent);
        }
        if !raw.starts_with('[') {
            return Ok(FlagList::Wrong);
        }
        let list: Vec<Text> = serde_json::from_str(raw).map_err(D::Error::custom)?;
        let mut flags = Flags::NONE;
        for entry in list {
            match entry {
                Text::Given(name) => match Flags::named(&name) {
                    Some(flag) => flags = flags.union(flag),
                    None => return Ok(FlagList::Unknown(ShownWord::of(&name))),
                },
                _ => return Ok(FlagList::Wrong),
            }
        }
        Ok(FlagList::Given(flags))
    }
}

impl<'de> serde::Deserialize<'de> for Right {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Right, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        Ok(match raw.parse() {
            Ok(right @ 1..=12) => Right::Given(right),
            _ => Right::Wrong,
        })
    }
}
