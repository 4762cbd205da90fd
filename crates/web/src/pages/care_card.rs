//! The care card: rights in short, whom to call, the reference, and the way to sign in; a page to print and a PDF. It says
//! nothing of what happened, and its code leads to the sign-in page and nowhere else.

use crate::{
    components as c,
    pages::your_case::YourContact,
    paper::{Code, Part, Sheet},
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use askama::Template;
use policy::Role;

/// Rights in short, in the order in which they become useful
const RIGHTS: [&str; 8] =
    ["understand", "told", "support", "review", "statement", "court", "after", "complain"];

/// The page
#[derive(Template)]
#[template(path = "own_care_card.html")]
pub struct CareCard {
    /// surroundings
    pub shell: Shell,
    pub(crate) card: Card,
}

/// What stands on the card
#[derive(Debug, Clone, Default)]
pub(crate) struct Card {
    /// as they can say it on the phone; empty = not known
    pub reference: String,
    /// whom to ask
    pub contact: YourContact,
    /// address of the sign-in page
    pub address: String,
}

impl Card {
    /// Whom to call, a line each
    fn calls(&self) -> Vec<String> {
        let contact = match self.contact.name.is_empty() {
            true => vec![say("card-no-contact")],
            false => {
                let phone = [("phone", self.contact.phone.as_str().into())];
                let phone = (!self.contact.phone.is_empty()).then(|| say_with("who-phone", &phone));
                [Some(self.contact.words()), phone].into_iter().flatten().collect()
            }
        };
        let others = ["card-danger", "card-not-danger", "card-support"].map(say);
        contact.into_iter().chain(others).collect()
    }

    fn rights(&self) -> Vec<String> {
        RIGHTS.iter().map(|right| say(&format!("card-right-{right}"))).collect()
    }

    fn reference_words(&self) -> String {
        if self.reference.is_empty() { say("card-reference-none") } else { self.reference.clone() }
    }

    fn code_words(&self) -> String {
        say_with("card-code-leads", &[("address", self.address.as_str().into())])
    }

    fn code(&self) -> Option<Code> {
        Code::of(&self.address)
    }

    /// The card as a sheet of paper
    pub fn sheet(&self) -> Sheet {
        let mut parts = vec![Part::Heading(say("card-contact")), Part::List(self.calls())];
        parts.extend([Part::Heading(say("card-reference")), Part::Text(self.reference_words())]);
        parts.extend([Part::Heading(say("card-rights")), Part::List(self.rights())]);
        parts.extend([Part::Heading(say("card-code")), Part::Text(self.address.clone())]);
        parts.extend(self.code().map(|code| Part::Code(code, self.code_words())));
        Sheet { title: say("card-title"), language: speaking().tag(), parts }
    }
}

impl CareCard {
    fn svg(&self) -> Option<(usize, String)> {
        self.card.code().map(|code| (code.side(), code.path()))
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample(say("card-title"), Role::Victim).within("/your-case"),
            card: sample_card(),
        }
    }
}

fn sample_card() -> Card {
    Card {
        reference: "01ZZ0000126".into(),
        contact: YourContact {
            name: "PC Sam Okafor".into(),
            team: "anyone in the Croydon victim team".into(),
            phone: "020 7946 0101".into(),
        },
        address: "https://lantern.example/sign-in".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        paper::{self, pdf_tests},
        speaking::while_speaking,
    };
    use language::Language;

    #[test]
    fn the_card_on_paper_says_what_the_page_says_in_both_languages() {
        for language in Language::ALL {
            while_speaking(language, || {
                let card = sample_card();
                let words = pdf_tests::words_of(&paper::pdf(&card.sheet()).unwrap());
                let lines = card.calls().into_iter().chain(card.rights()).chain([card.reference_words()]);
                for line in lines.chain([say("card-title"), say("card-code"), card.address.clone()]) {
                    assert!(words.contains(&line), "{line:?} is not in {words:?}");
                }
                let html = CareCard::sample().render().unwrap();
                for right in card.rights() {
                    assert!(html.contains(&right), "{right}");
                }
            });
        }
    }

    #[test]
    fn its_code_leads_to_the_sign_in_page_and_says_nothing_else() {
        let pdf = paper::pdf(&sample_card().sheet()).unwrap();
        assert_eq!(pdf_tests::code_of(&pdf), "https://lantern.example/sign-in");
    }

    #[test]
    fn a_name_that_the_font_cannot_print_does_not_cost_the_card() {
        let contact = YourContact { name: "李 Madeup".into(), ..YourContact::default() };
        let words = pdf_tests::words_of(&paper::pdf(&Card { contact, ..sample_card() }.sheet()).unwrap());
        assert!(words.contains("? Madeup"), "{words}");
    }

    #[test]
    fn it_fits_one_page_in_both_languages() {
        for language in Language::ALL {
            let pdf = while_speaking(language, || paper::pdf(&sample_card().sheet()).unwrap());
            assert_eq!(lopdf::Document::load_mem(&pdf).unwrap().get_pages().len(), 1, "{language:?}");
            assert!(pdf.len() < 60_000, "{} bytes", pdf.len());
        }
    }
}
