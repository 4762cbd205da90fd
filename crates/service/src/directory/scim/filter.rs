//! Filters: `attribute eq "value"`, several with `and` between. Nothing else is sent by those who keep people here.

use super::Refused;

/// One condition: an attribute, in small letters, and the value that it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub attribute: String,
    pub value: String,
}

/// The longest filter, characters.
const LONGEST: usize = 1000;

pub(super) fn read(text: &str) -> Result<Vec<Condition>, Refused> {
    let not_understood =
        || Refused::new(400, "invalidFilter", "a filter is attribute eq \"value\", with and between");
    if text.chars().count() > LONGEST {
        return Err(not_understood());
    }
    let mut conditions = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        // The attribute may hold a filter of its own with quotes, as in emails[type eq "work"].value.
        let after_brackets = rest.find(']').filter(|end| rest.find('[').is_some_and(|start| start < *end));
        let from = after_brackets.unwrap_or(0);
        let split = rest[from..].to_ascii_lowercase().find(" eq ").ok_or_else(not_understood)? + from;
        let attribute = rest[..split].trim().to_ascii_lowercase();
        let (value, after) = value(rest[split + 4..].trim_start()).ok_or_else(not_understood)?;
        conditions.push(Condition { attribute, value });
        let after = after.trim_start();
        rest = match after.get(..4) {
            _ if after.is_empty() => after,
            Some(and) if and.eq_ignore_ascii_case("and ") => after[4..].trim_start(),
            _ => return Err(not_understood()),
        };
        if rest.is_empty() && !after.is_empty() {
            return Err(not_understood());
        }
    }
    Ok(conditions)
}

/// A value in JSON's quotes, or true or false, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let value = match values.next()?.ok()? {
        serde_json::Value::String(value) => value,
        serde_json::Value::Bool(value) => value.to_string(),
        _ => return None,
    };
    Some((value, &text[values.byte_offset()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<(String, String)> {
        read(text).unwrap().into_iter().map(|c| (c.attribute, c.value)).collect()
    }

    #[test]
    fn the_filters_that_are_sent_are_read() {
        let pair = |a: &str, v: &str| (a.to_owned(), v.to_owned());
        assert_eq!(read_as("userName eq \"a b@x\""), [pair("username", "a b@x")]);
        assert_eq!(read_as("USERNAME EQ \"a\\\"b\""), [pair("username", "a\"b")]);
        let two = read_as("id eq \"1\" and members eq \"and eq\"");
        assert_eq!(two, [pair("id", "1"), pair("members", "and eq")]);
        let work = "emails[type eq \"work\"].value";
        assert_eq!(read_as(&format!("{work} eq \"x\"")), [pair(work, "x")]);
        assert_eq!(read_as(""), []);
    }

    #[test]
    fn what_is_no_such_filter_is_refused() {
        for text in [
            "userName",
            "userName eq",
            "userName eq x",
            "userName sw \"a\"",
            "userName eq \"a\" or id eq \"b\"",
            "userName eq \"a\" and",
            "userName eq \"a",
            "a eq {}",
            "é eq é",
            "] eq [ eq \"é",
        ] {
            assert_eq!(read(text).unwrap_err().kind, "invalidFilter", "{text}");
        }
        assert!(read(&"x".repeat(2000)).is_err());
    }
}
