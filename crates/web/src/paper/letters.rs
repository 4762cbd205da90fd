//! The letters of a sheet: how wide they are, and where lines break.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, instance::Size};

/// A font that is built into the program
pub(super) struct Letters {
    bytes: &'static [u8],
    /// the font as a PDF carries it
    pub font: Font,
}

impl Letters {
    /// Thin ones
    pub fn regular() -> Option<Self> {
        Self::of(include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"))
    }

    /// Fat ones
    pub fn bold() -> Option<Self> {
        Self::of(include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Bold.ttf"))
    }

    fn of(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { bytes, font: Font::new(bytes.into(), 0)? })
    }

    /// The glyphs of a text, and the text as it can be printed: a letter that the font does not have is a question mark,
    /// so that it is seen that one is missing.
    pub fn glyphs(&self, text: &str) -> (String, Vec<KrillaGlyph>) {
        let Ok(font) = FontRef::new(self.bytes) else { return (String::new(), Vec::new()) };
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1));
        let mut printed = String::with_capacity(text.len());
        let mut glyphs = Vec::new();
        for letter in text.chars() {
            let known = map.map(letter).filter(|glyph| glyph.to_u32() != 0);
            let (letter, glyph) = match known {
                Some(glyph) => (letter, glyph),
                None => ('?', map.map('?').unwrap_or_default()),
            };
            let from = printed.len();
            printed.push(letter);
            let advance = metrics.advance_width(glyph).unwrap_or_default() / em;
            glyphs.push(KrillaGlyph {
                glyph_id: GlyphId::new(glyph.to_u32()),
                text_range: from..printed.len(),
                x_advance: advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            });
        }
        (printed, glyphs)
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        self.glyphs(text).1.iter().map(|glyph| glyph.x_advance * size).sum()
    }

    /// A text in lines that are at most this wide; a word that is wider stands alone in its line
    pub fn lines(&self, text: &str, size: f32, widest: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= widest => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_have_the_letters_of_both_languages() {
        for letters in [Letters::regular().unwrap(), Letters::bold().unwrap()] {
            let all = "ŵŷŴŶâêîôûïöëáéíóú’‘“”–—•£ ABC xyz 0123456789 .,:;!?()/@";
            assert_eq!(letters.glyphs(all).0, all);
            assert_eq!(letters.glyphs("漢").0, "?", "it is seen that a letter is missing");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_paper() {
        let letters = Letters::regular().unwrap();
        let text = "Mae’r heddlu’n casglu tystiolaeth ac efallai y byddant yn siarad â chi eto. ".repeat(5);
        let lines = letters.lines(&text, 12.0, 200.0);
        assert!(lines.len() > 5 && lines.iter().all(|line| letters.width(line, 12.0) <= 200.0));
        assert_eq!(lines.join(" "), text.trim(), "a word got lost");
    }
}
