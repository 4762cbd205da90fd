//! A cursor over XML that hands each child element to a function, without building a tree.
//!
//! Elements are known by their local names: senders bind the namespaces to any prefix, and some leave them out.

use std::borrow::Cow;

use quick_xml::{
    Error, Reader,
    errors::{IllFormedError, SyntaxError},
    escape::EscapeError,
    events::{BytesRef, Event},
};

use super::{At, MAX_DEPTH, ReadError};

/// A place in one XML text.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    depth: u32,
    layer: u32,
}

impl<'a> Xml<'a> {
    /// At the beginning of `text`, which was escaped `layer` times.
    pub(crate) fn new(text: &'a str, layer: u32) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, text, depth: 0, layer }
    }

    /// Hands each child of the element that has just begun to `child`, which must read it to its end
    /// (with [`Xml::text`], [`Xml::skip`] or this function); returns after the element's own end.
    pub(crate) fn each_child(
        &mut self,
        mut child: impl FnMut(&mut Self, &str) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        loop {
            match self.next()? {
                Event::Start(start) => child(self, start.local_name().into_inner())?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    /// The text of the element that has just begun, read to its end; elements inside it are left out.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        loop {
            let before = self.offset();
            let part = match self.next()? {
                Event::Text(part) => part.xml10_content(),
                Event::CData(part) => part.xml10_content(),
                Event::GeneralRef(reference) => Cow::Owned(self.resolve(&reference, before)?.to_string()),
                Event::Start(_) => {
                    self.skip()?;
                    continue;
                }
                Event::End(_) => return Ok(text),
                _ => continue,
            };
            if text.is_empty() { text = part } else { text.to_mut().push_str(&part) }
        }
    }

    /// Hands each text inside the element that has just begun, at any depth, to `leaf` with the name of its element;
    /// reads to the element's end.
    pub(crate) fn leaves(&mut self, leaf: &mut dyn FnMut(&str, &str)) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        let mut name = String::new();
        let mut text = String::new();
        while self.depth > outside {
            let before = self.offset();
            match self.next()? {
                Event::Start(start) => {
                    text.clear();
                    name.clear();
                    name.push_str(start.local_name().into_inner());
                }
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.push(self.resolve(&reference, before)?),
                Event::End(_) => {
                    if !text.trim_ascii().is_empty() {
                        leaf(&name, &text);
                    }
                    text.clear();
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The text without white space around it; `None` when nothing is left.
    pub(crate) fn value(&mut self) -> Result<Option<String>, ReadError> {
        let text = self.text()?;
        let trimmed = text.trim();
        Ok((!trimmed.is_empty()).then(|| trimmed.to_owned()))
    }

    /// Reads the element that has just begun to its end.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The next event; keeps count of the open elements and refuses what no message may hold.
    pub(super) fn next(&mut self) -> Result<Event<'a>, ReadError> {
        let before = self.offset();
        let event = self.reader.read_event().map_err(|error| self.refusal(&error))?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(ReadError::TooDeep { at: self.at(before) });
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(ReadError::DocumentType { at: self.at(before) }),
            Event::Text(text) if self.depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(self.malformed(before, "text outside the outermost element"));
            }
            Event::CData(_) | Event::GeneralRef(_) if self.depth == 0 => {
                return Err(self.malformed(before, "text outside the outermost element"));
            }
            Event::Eof if self.depth > 0 => return Err(self.truncated()),
            _ => {}
        }
        Ok(event)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Bytes read so far.
    pub(super) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The text from `start` to `end`, as it stands in the source.
    pub(super) fn source(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    pub(super) fn at(&self, offset: usize) -> At {
        At::of(self.text.as_bytes(), offset, self.layer)
    }

    fn resolve(&self, reference: &BytesRef<'_>, offset: usize) -> Result<char, ReadError> {
        let character = match &**reference {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten().filter(|character| is_allowed(*character)),
        };
        character.ok_or_else(|| ReadError::Entity { at: self.at(offset) })
    }

    fn malformed(&self, offset: usize, what: &str) -> ReadError {
        ReadError::Malformed { at: self.at(offset), what: what.to_owned() }
    }

    fn truncated(&self) -> ReadError {
        ReadError::Truncated { at: self.at(self.text.len()), open: self.depth }
    }

    /// The parser's error in our words; its own would repeat names from the message at any length.
    fn refusal(&self, error: &Error) -> ReadError {
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let what = match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "unknown markup after `<!`",
            // Each of these means that the end of the text came first.
            Error::Syntax(_) if self.depth > 0 => return self.truncated(),
            Error::Syntax(_) => "the text ends inside markup",
            Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => {
                "an end tag does not match its start tag"
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => "an end tag without its start tag",
            Error::IllFormed(IllFormedError::UnclosedReference) => "an `&` that begins no reference",
            Error::Escape(EscapeError::UnrecognizedEntity(..)) => {
                return ReadError::Entity { at: self.at(offset) };
            }
            _ => "markup that is not XML",
        };
        self.malformed(offset, what)
    }
}

/// Characters that XML 1.0 allows, those of private and future use among them.
pub(super) fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of_root(xml: &str) -> Result<String, ReadError> {
        let mut cursor = Xml::new(xml, 0);
        assert!(matches!(cursor.next()?, Event::Start(_)));
        let text = cursor.text()?.into_owned();
        while !matches!(cursor.next()?, Event::Eof) {}
        Ok(text)
    }

    #[test]
    fn text_joins_its_parts_and_resolves_references() {
        let xml = "<a>1 &lt; 2 &amp;amp; <b>left out</b><![CDATA[<c> & ]]>&#163;&#x20AC;&apos;\r\nend</a>";
        assert_eq!(text_of_root(xml).unwrap(), "1 < 2 &amp; <c> & £€'\nend");
        assert_eq!(text_of_root("<a/>").unwrap(), "");
    }

    #[test]
    fn entities_and_forbidden_characters_are_refused() {
        for reference in
            ["&xxe;", "&#0;", "&#x0;", "&#8;", "&#xFFFE;", "&#xD800;", "&#99999999999;", "&#;", "&;"]
        {
            let error = text_of_root(&format!("<a>{reference}</a>")).unwrap_err();
            assert!(
                matches!(error, ReadError::Entity { at: At { line: 1, column: 4, .. } }),
                "{reference}: {error}"
            );
        }
    }

    #[test]
    fn a_doctype_is_refused_wherever_it_stands() {
        let mut bomb = Xml::new("<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><a>&lol;</a>", 0);
        assert!(matches!(bomb.next(), Err(ReadError::DocumentType { .. })));
    }

    #[test]
    fn depth_is_limited() {
        let deep = "<a>".repeat(70) + &"</a>".repeat(70);
        let mut cursor = Xml::new(&deep, 0);
        let refused = loop {
            match cursor.next() {
                Ok(Event::Eof) => panic!("read to the end"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(matches!(refused, ReadError::TooDeep { at: At { column: 193, .. } }), "{refused}");
    }

    #[test]
    fn every_way_to_end_early_says_so() {
        for text in [
            "<a>",
            "<a><b>",
            "<a>x",
            "<a><b",
            "<a b='",
            "<a><!-- ",
            "<a><![CDATA[ x",
            "<a></a",
            "<a>&am",
            "<a><?p ",
        ] {
            let error = text_of_root(text).unwrap_err();
            assert!(
                matches!(error, ReadError::Truncated { .. } | ReadError::Malformed { .. }),
                "{text}: {error}"
            );
        }
        assert_eq!(
            text_of_root("<a>\n<b>x").unwrap_err().to_string(),
            "the message ends early, at line 2, column 5: 2 elements are still open"
        );
    }
}
