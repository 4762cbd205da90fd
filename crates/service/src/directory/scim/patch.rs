//! Changes of parts. Entra ID writes `Replace` and `replace`, `"False"` and `false`, one path or an object of paths;
//! all of them become the same list here: an attribute without its filter, in small letters, and its new value.

use super::Refused;
use serde_json::Value;

/// The most changes in one request.
const MOST: usize = 1000;

/// What happens to an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Replace,
    Remove,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub op: Op,
    /// The attribute in small letters, without a filter and without `.value`.
    pub attribute: String,
    /// For `members[value eq "id"]`: the id.
    pub member: Option<String>,
    pub value: Value,
}

/// The changes of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    pub(super) changes: Vec<Change>,
    /// Whether what is not named is taken away.
    pub(super) is_whole: bool,
}

fn not_understood(detail: &str) -> Refused {
    Refused::new(400, "invalidSyntax", detail)
}

impl Patch {
    /// From a `PatchOp` message.
    pub(super) fn read(body: &Value) -> Result<Patch, Refused> {
        let operations = field(body, "Operations").and_then(Value::as_array);
        let operations = operations.ok_or_else(|| not_understood("send a list of Operations"))?;
        if operations.len() > MOST {
            return Err(Refused::new(413, "tooMany", format!("send {MOST} operations at most")));
        }
        let mut changes = Vec::new();
        for operation in operations {
            let op = field(operation, "op").and_then(Value::as_str).unwrap_or_default();
            let op = match op.to_ascii_lowercase().as_str() {
                "add" => Op::Add,
                "replace" => Op::Replace,
                "remove" => Op::Remove,
                _ => return Err(not_understood("op is add, replace or remove")),
            };
            let value = field(operation, "value").cloned().unwrap_or(Value::Null);
            match (field(operation, "path").and_then(Value::as_str), &value) {
                (Some(path), _) => changes.push(change(op, path, value)),
                (None, Value::Object(paths)) if op != Op::Remove => {
                    changes.extend(paths.iter().map(|(path, value)| change(op, path, value.clone())));
                }
                _ => return Err(Refused::new(400, "noTarget", "send a path, or an object of paths")),
            }
        }
        Ok(Patch { changes, is_whole: false })
    }

    /// From a whole resource.
    pub(super) fn whole(body: &Value) -> Result<Patch, Refused> {
        let attributes = body.as_object().ok_or_else(|| not_understood("send an object"))?;
        let changes = attributes.iter().map(|(path, value)| change(Op::Replace, path, value.clone()));
        Ok(Patch { changes: changes.collect(), is_whole: true })
    }

    /// The last new value of an attribute.
    pub(super) fn last(&self, attribute: &str) -> Option<&Change> {
        self.changes.iter().rfind(|change| change.attribute == attribute)
    }
}

/// A field of an object, whatever the case of its letters.
fn field<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn change(op: Op, path: &str, value: Value) -> Change {
    let path = path.strip_prefix("urn:ietf:params:scim:schemas:core:2.0:User:").unwrap_or(path);
    let (attribute, member) = match (path.find('['), path.rfind(']')) {
        (Some(start), Some(end)) if start < end => {
            let quoted = path[start..end].split('"').nth(1).map(str::to_owned);
            (format!("{}{}", &path[..start], &path[end + 1..]), quoted)
        }
        _ => (path.to_owned(), None),
    };
    let attribute = attribute.to_ascii_lowercase();
    let attribute = attribute.strip_suffix(".value").unwrap_or(&attribute).to_owned();
    Change { op, attribute, member, value }
}

/// A text, or the value or first value of a list; none when it is taken away or no text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(list) => text(list.iter().find(|v| v["primary"] == true).or_else(|| list.first())?),
        Value::Object(_) => text(field(value, "value")?),
        _ => None,
    }
}

/// True or false, also as Entra ID writes them in text.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
