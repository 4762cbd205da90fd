//! Where a sealed text belongs.

/// Where a sealed text belongs: what it is for, and the ids of the row and the people it is about. The seal holds at this
/// place only.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What it is: a table and column, `personal.body`.
    pub what: &'a str,
    /// Ids of the row and of whom it is about, in a fixed order.
    pub ids: &'a [&'a [u8]],
}

impl<'a> Place<'a> {
    /// A text of the kind `what` in the row with these ids.
    pub fn new(what: &'a str, ids: &'a [&'a [u8]]) -> Place<'a> {
        Place { what, ids }
    }

    /// Each part with its length before it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        for part in std::iter::once(self.what.as_bytes()).chain(self.ids.iter().copied()) {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }
}
