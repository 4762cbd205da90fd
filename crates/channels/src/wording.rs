//! The words of every message, in one place and in each language. Somebody else may read them: unless the victim allowed
//! it, they say nothing of police, crime, courts, or this service.

pub use language::Language;

/// What a message is.
#[derive(Clone, PartialEq, Eq)]
pub enum Template {
    /// There is something new to read.
    News {
        /// Whether the victim allowed that it says from whom it is.
        named: bool,
    },
    /// A code for signing in.
    Code(String),
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What stands above it where there is such a place.
    pub subject: String,
    /// All that it says.
    pub message: String,
}

impl Template {
    /// In words.
    pub fn words(&self, language: Language) -> Words {
        use Language::{English, Mirrored, Welsh};
        let (subject, message) = match (self, language) {
            (Template::News { named: false }, English | Mirrored) => (
                "You have a new message",
                "You have a new message. You can read it where you usually sign in. Nobody reads replies to this."
                    .to_owned(),
            ),
            (Template::News { named: false }, Welsh) => (
                "Mae gennych neges newydd",
                "Mae gennych neges newydd. Gallwch ei darllen lle rydych chi’n mewngofnodi fel arfer. Does neb yn darllen atebion i hon."
                    .to_owned(),
            ),
            (Template::News { named: true }, English | Mirrored) => (
                "You have a new message about your case",
                "There is something new about your case. You can read it in Lantern, where you usually sign in. Nobody reads replies to this."
                    .to_owned(),
            ),
            (Template::News { named: true }, Welsh) => (
                "Mae gennych neges newydd am eich achos",
                "Mae rhywbeth newydd am eich achos. Gallwch ei ddarllen yn Lantern, lle rydych chi’n mewngofnodi fel arfer. Does neb yn darllen atebion i hon."
                    .to_owned(),
            ),
            (Template::Code(code), English | Mirrored) => (
                "Your code",
                format!("Your code is {code}. It works for 10 minutes. Do not share it with anybody."),
            ),
            (Template::Code(code), Welsh) => (
                "Eich cod",
                format!("Eich cod yw {code}. Mae’n gweithio am 10 munud. Peidiwch â’i rannu â neb."),
            ),
        };
        Words { subject: subject.to_owned(), message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_tells_whoever_looks_over_a_shoulder() {
        const TELLING: [&str; 20] = [
            "police",
            "crime",
            "court",
            "victim",
            "case",
            "lantern",
            "officer",
            "justice",
            "offen",
            "support",
            "witness",
            "arrest",
            "heddlu",
            "trosedd",
            "llys",
            "dioddef",
            "achos",
            "cyfiawnder",
            "swyddog",
            "cymorth",
        ];
        for language in [Language::English, Language::Welsh] {
            for template in [Template::News { named: false }, Template::Code("123456".into())] {
                let words = template.words(language);
                let all = format!("{} {}", words.subject, words.message).to_lowercase();
                for telling in TELLING {
                    assert!(!all.contains(telling), "{telling:?} in {all:?}");
                }
                assert!(!all.contains("http"), "no links: {all:?}");
            }
        }
        let named = Template::News { named: true }.words(Language::English);
        assert!(named.message.contains("Lantern"), "who allowed it is told");
    }

    #[test]
    fn a_text_message_is_one_text_message() {
        // 160 letters of the alphabet of text messages; 70 when one is of another, in two parts 67 each.
        let english = Template::News { named: false }.words(Language::English).message;
        assert!(english.len() <= 160 && english.is_ascii(), "{}", english.len());
    }
}
