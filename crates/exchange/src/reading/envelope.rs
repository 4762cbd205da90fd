//! Finding the message inside its envelopes: `DeliverRequest`, `RouteData`, SOAP or none; as elements, as CDATA or as
//! escaped text, also text that was escaped once more on its way.

use std::borrow::Cow;

use quick_xml::{escape, events::Event};

use super::{
    At, MAX_ESCAPED_LAYERS, ReadError, shown,
    xml::{Xml, is_allowed},
};

/// The messages of the Standard Prosecutor Interface that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlMessage {
    /// `ResultedCaseMessage`: results of a hearing.
    ResultedCase,
    /// `NewCaseMessage`: a charge file.
    NewCase,
}

/// What was found on the way to the message.
#[derive(Debug, Default)]
struct Envelope {
    identifier: Option<String>,
    outermost: Option<String>,
    outcome: bool,
}

/// Reads the one message in `text` with `read`, called when its element has just begun; gives its result and the
/// identifier that the envelope carries.
pub(crate) fn inner_message<T>(
    text: &str,
    mut read: impl FnMut(&mut Xml<'_>, XmlMessage) -> Result<T, ReadError>,
) -> Result<(T, Option<String>), ReadError> {
    let mut found = None;
    let mut envelope = Envelope::default();
    search(text, 0, &mut envelope, &mut |xml, kind| {
        if found.is_some() {
            return Err(ReadError::SeveralMessages);
        }
        found = Some(read(xml, kind)?);
        Ok(())
    })?;
    match found {
        Some(message) => Ok((message, envelope.identifier)),
        None => Err(ReadError::UnknownMessage { found: envelope.description() }),
    }
}

type Reading<'r> = dyn FnMut(&mut Xml<'_>, XmlMessage) -> Result<(), ReadError> + 'r;

fn search(text: &str, layer: u32, envelope: &mut Envelope, read: &mut Reading<'_>) -> Result<(), ReadError> {
    if layer > MAX_ESCAPED_LAYERS {
        return Err(ReadError::TooManyLayers);
    }
    if text.trim_start().starts_with('&') {
        let inner =
            unescaped(text).ok_or_else(|| ReadError::Entity { at: At::of(text.as_bytes(), 0, layer) })?;
        return search(&inner, layer + 1, envelope, read);
    }
    let mut xml = Xml::new(text, layer);
    // Whether only white space has come since the last tag: escaped messages begin there.
    let mut fresh = true;
    loop {
        let start = xml.offset();
        match xml.next()? {
            Event::Start(tag) => {
                fresh = true;
                let name = tag.local_name().into_inner();
                match name {
                    "ResultedCaseMessage" => read(&mut xml, XmlMessage::ResultedCase)?,
                    "NewCaseMessage" => read(&mut xml, XmlMessage::NewCase)?,
                    "MessageIdentifier" | "CorrelationID" | "RequestID" if envelope.identifier.is_none() => {
                        envelope.identifier = xml.value()?;
                    }
                    _ => envelope.note(name),
                }
            }
            Event::End(_) => fresh = true,
            Event::GeneralRef(_) if fresh => {
                let inner = rest_of_element(&mut xml, start)?;
                if begins_markup(inner) {
                    let inner = unescaped(inner).ok_or_else(|| ReadError::Entity { at: xml.at(start) })?;
                    search(&inner, layer + 1, envelope, read)?;
                }
            }
            Event::CData(data) if fresh && data.trim_start().starts_with(['<', '&']) => {
                search(&data.into_inner(), layer + 1, envelope, read)?;
            }
            Event::Text(part) => fresh = fresh && part.trim_ascii().is_empty(),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The source from `start`, an escaped character, to the end tag of the element, which is read.
fn rest_of_element<'a>(xml: &mut Xml<'a>, start: usize) -> Result<&'a str, ReadError> {
    let outside = xml.depth().saturating_sub(1);
    let mut end = xml.offset();
    while xml.depth() > outside {
        end = xml.offset();
        xml.next()?;
    }
    Ok(xml.source(start, end))
}

/// Whether escaped text begins with `<`, at whatever layer.
fn begins_markup(escaped: &str) -> bool {
    let bare = escaped.trim_start().trim_start_matches("&amp;").trim_start_matches("amp;");
    ["&lt;", "lt;", "&#60;", "#60;", "&#x3c;", "&#x3C;", "#x3c;", "#x3C;"]
        .iter()
        .any(|begin| bare.starts_with(begin))
}

fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    escape::unescape(text).ok().filter(|text| text.chars().all(is_allowed))
}

impl Envelope {
    fn note(&mut self, name: &str) {
        if self.outermost.is_none() {
            self.outermost = Some(shown(name));
        }
        self.outcome |= matches!(name, "AnnotatedHearingOutcome" | "HearingOutcome");
    }

    fn description(&self) -> String {
        match &self.outermost {
            _ if self.outcome => {
                "a hearing outcome of the police's own system, not a court's message".to_owned()
            }
            Some(name) => format!("XML in <{name}> without a ResultedCaseMessage or a NewCaseMessage"),
            None => "no XML element".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_inside(text: &str) -> Result<(String, Option<String>), ReadError> {
        inner_message(text, |xml, kind| Ok(format!("{kind:?} {}", xml.text()?)))
    }

    fn escaped(text: &str) -> String {
        escape::escape(text).into_owned()
    }

    const MESSAGE: &str =
        "<d:ResultedCaseMessage xmlns:d='x'>caf\u{e9} &amp; &lt;tea&gt;</d:ResultedCaseMessage>";
    const INSIDE: &str = "ResultedCase caf\u{e9} & <tea>";

    #[test]
    fn the_same_message_in_every_wrapping() {
        let once = escaped(MESSAGE);
        let twice = escaped(&once);
        let thrice = escaped(&twice);
        for wrapped in [
            MESSAGE.to_owned(),
            format!("<a><b>{MESSAGE}</b><c/></a>"),
            format!("<a><b> \n{once}</b></a>"),
            format!("<a><b>{twice}</b></a>"),
            format!("<a><b>{thrice}</b></a>"),
            format!("<a><![CDATA[<?xml version='1.0'?>{MESSAGE}]]></a>"),
            format!("<a>{}</a>", escaped(&format!("<b>{once}</b>"))),
            once.clone(),
            twice.clone(),
            thrice.clone(),
        ] {
            assert_eq!(text_inside(&wrapped).unwrap().0, INSIDE, "{wrapped}");
        }
        assert_eq!(text_inside(&format!("<a>{}</a>", escaped(&thrice))), Err(ReadError::TooManyLayers));
    }

    #[test]
    fn the_identifier_comes_from_the_envelope() {
        let wrapped = format!("<R><CorrelationID> ID-1 </CorrelationID>{MESSAGE}</R>");
        assert_eq!(text_inside(&wrapped).unwrap().1.as_deref(), Some("ID-1"));
    }

    #[test]
    fn an_end_that_comes_early_is_refused_in_every_layer() {
        let wrapped = format!("<a>{}</a>", escaped(&MESSAGE[..40]));
        let error = text_inside(&wrapped).unwrap_err();
        assert!(matches!(error, ReadError::Truncated { at: At { layer: 1, .. }, .. }), "{error}");
        assert!(matches!(text_inside(&format!("<a>{MESSAGE}")), Err(ReadError::Truncated { open: 1, .. })));
    }

    #[test]
    fn what_is_no_message_is_named() {
        let reason = |text: &str| text_inside(text).unwrap_err().to_string();
        assert!(reason("<html><p>x &lt; y</p></html>").contains("XML in <html>"));
        assert!(reason("<a><HearingOutcome/></a>").contains("hearing outcome"));
        assert_eq!(text_inside(&format!("<a>{MESSAGE}{MESSAGE}</a>")), Err(ReadError::SeveralMessages));
        assert!(matches!(text_inside("<a/>trailing"), Err(ReadError::Malformed { .. })));
        assert!(matches!(text_inside("<a>&lt;b&gt;&bomb;&lt;/b&gt;</a>"), Err(ReadError::Entity { .. })));
    }
}
