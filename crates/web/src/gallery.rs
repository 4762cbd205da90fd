//! Every page with made-up content, for the tests that print and look at each one. The binary does
//! not serve it.

use crate::{
    App, Shared, Who,
    pages::{
        access, accounts, audit,
        case::CasePage,
        copies,
        guidance::Guidance,
        hand_over, information,
        my_work::MyWork,
        preferences::Preferences,
        problem,
        quarantine::{Quarantine, QuarantineItem},
        record_contact::RecordContact,
        record_event::RecordEvent,
        search::Search,
        sessions, sign_in,
        silent_cases::SilentCases,
        waiver::Waiver,
        your_answer::{AnswerKind, YourAnswer},
        your_case::YourCase,
        your_rights::{WordsExplained, YourRights},
    },
    speaking::while_speaking,
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use language::Language;

/// A page that tests look at
pub struct Sample {
    /// last part of its address
    pub name: &'static str,
    /// the printed page
    pub html: String,
}

pub(crate) fn sample(name: &'static str, page: impl Template) -> Sample {
    let html = page.render().unwrap_or_else(|error| format!("{name}: {error}"));
    Sample { name, html }
}

/// Every page once, some in several states
pub fn samples() -> Vec<Sample> {
    let mut samples = vec![
        sample("start", information::Start::sample()),
        sample("help", information::Help::sample()),
        sample("accessibility", information::Accessibility::sample()),
        sample("privacy", information::Privacy::sample()),
        sample("covering-tracks", information::CoveringTracks::sample()),
        sample("carry-on", sessions::CarryOn::sample()),
        sample("your-sign-ins", sessions::YourSignIns::sample()),
        sample("signed-out", sessions::SignedOut::sample()),
        sample("go-there", sessions::GoThere::sample()),
        sample("sign-in", sign_in::SignIn::sample()),
        sample("conflict", problem::Conflict::sample()),
        sample("my-work", MyWork::sample()),
        sample("my-work-empty", MyWork::sample_empty()),
        sample("silent-cases", SilentCases::sample()),
        sample("hand-over", hand_over::sample()),
        sample("case", CasePage::sample()),
        sample("case-saved", CasePage::sample_saved()),
        sample("contact", RecordContact::sample()),
        sample("contact-refused", RecordContact::sample_refused()),
        sample("event", RecordEvent::sample()),
        sample("event-refused", RecordEvent::sample_refused()),
        sample("waiver", Waiver::sample()),
        sample("preferences", Preferences::sample()),
        sample("search", Search::sample()),
        sample("search-found", Search::sample_found()),
        sample("search-nothing", Search::sample_nothing()),
        sample("quarantine", Quarantine::sample()),
        sample("quarantine-item", QuarantineItem::sample()),
        sample("guidance", Guidance::sample()),
        sample("your-case", YourCase::sample()),
        sample("your-case-answered", YourCase::sample_answered()),
        sample("your-case-ended", YourCase::sample_ended()),
        sample("care-card", crate::pages::care_card::CareCard::sample()),
        sample("your-answer-happened", YourAnswer::sample(AnswerKind::Happened)),
        sample("your-answer-understood", YourAnswer::sample(AnswerKind::Understood)),
        sample("your-answer-not-understood", YourAnswer::sample(AnswerKind::NotUnderstood)),
        sample("your-answer-did-not-happen", YourAnswer::sample(AnswerKind::DidNotHappen)),
        sample("your-rights", YourRights::sample()),
        sample("words", WordsExplained::sample()),
        sample("who-has-seen-your-information", audit::sample_who_looked()),
        sample("odd-patterns", audit::sample_patterns()),
        sample("odd-pattern", audit::sample_finding()),
        sample("audit", audit::sample_lines_page()),
        sample("national", crate::pages::national::sample_national()),
        sample("national-area", crate::pages::national::sample_area()),
        sample("sharing", access::sharing::sample()),
        sample("representatives", access::your_people::sample_for_staff()),
        sample("suspension", access::case_access::sample_suspension()),
        sample("restriction", access::case_access::sample_restriction()),
        sample("conflict-of-interest", access::case_access::sample_conflict()),
        sample("open-a-case", access::openings::sample_open()),
        sample("opened-cases", access::openings::sample_list()),
        sample("opened-case", access::openings::sample_review()),
        sample("agreements", access::agreements::sample_list()),
        sample("agreement", access::agreements::sample_one()),
        sample("agreement-new", access::agreements::sample_new()),
        sample("terms", access::agreements::sample_terms()),
        sample("your-sharing", access::your_sharing::sample()),
        sample("your-people", access::your_people::sample()),
        sample("your-people-new", access::your_people::sample_give()),
        sample("your-copy", copies::own::sample()),
        sample("own-copy", copies::own::sample_staff()),
        sample("disclosures", copies::defence::sample_list()),
        sample("disclosure-choose", copies::defence::sample_choose()),
        sample("disclosure-mark", copies::defence::sample_mark()),
        sample("disclosure-waits", copies::defence::sample_one(true)),
        sample("disclosure-released", copies::defence::sample_one(false)),
    ];
    samples.extend(around_the_case());
    samples.extend(accounts::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::report::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::files::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::keeping::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::asking::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::case_requests::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::statement::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::survey::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples
        .extend(crate::pages::case_statement::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::safe_contact::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::directory::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::messages::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::feedback::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::supervise::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples
        .extend(crate::pages::supervise::plain_samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::meetings::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::figures::samples::all());
    samples.extend(crate::pages::updates::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::disputes::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(crate::pages::inspections::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.push(sample("inspection-read", crate::pages::inspections::reading_sample()));
    samples.extend(crate::pages::quality::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples.extend(problem::Problem::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples
}

/// Property, hearings, people, what comes next
fn around_the_case() -> Vec<Sample> {
    use crate::pages::{
        about_them, differences, hearings, own_cases, property, what_happens_next, who_is_who,
    };
    let pages = [
        about_them::samples(),
        differences::samples(),
        property::samples(),
        own_cases::samples(),
        hearings::samples(),
        who_is_who::samples(),
        what_happens_next::samples(),
    ];
    pages.into_iter().flatten().map(|(name, page)| sample(name, page)).collect()
}

/// The service with the samples under `/gallery/`
pub fn router(app: App) -> Router {
    crate::router::routes(Shared::new(app)).page(Who::Anyone, "/gallery/{name}", show).finish()
}

/// What asks for a page as if its language were written from right to left. Only the gallery knows it
pub const MIRRORED: &str = "lang=ar-XB";

async fn show(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let samples = match query.as_deref() {
        Some(MIRRORED) => while_speaking(Language::Mirrored, samples),
        _ => samples(),
    };
    match samples.into_iter().find(|sample| sample.name == name) {
        Some(sample) => Html(sample.html).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that nobody should have to read, and why a form of words is kept out of every page
    const NEVER_SAID: &[&str] = &[
        "as per ",
        "pursuant",
        "n/a",
        "failed to engage",
        "aggrieved",
        " ip ",
        "please note",
        "in respect of",
    ];

    fn text_of(html: &str) -> String {
        let pieces = html.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
        pieces.collect::<Vec<_>>().join(" ").to_lowercase()
    }

    #[test]
    fn every_page_prints_and_finds_its_files() {
        for Sample { name, html } in samples() {
            assert!(html.trim_end().ends_with("</html>"), "{name} does not print: {html}");
            assert!(!html.contains("/assets/missing"), "{name} asks for a file that is not there");
            assert_eq!(html.matches("<h1").count(), 1, "{name} needs one main heading");
        }
    }

    #[test]
    fn no_page_talks_like_an_office() {
        for Sample { name, html } in samples() {
            let text = text_of(&html);
            for words in NEVER_SAID {
                assert!(!text.contains(words), "{name} says “{words}”");
            }
        }
    }

    #[test]
    fn a_victims_page_has_no_percentage_and_no_code_and_a_way_to_leave_at_once() {
        let names = ["your-case", "your-case-answered", "your-answer-did-not-happen", "your-rights", "words"];
        for Sample { name, html } in samples().into_iter().filter(|sample| names.contains(&sample.name)) {
            let text = text_of(&html);
            assert!(!text.contains('%'), "{name} shows a percentage");
            for code in [" r6", "wcu", "cps", "vps", "er ", "nfa"] {
                assert!(!text.split_whitespace().any(|word| word == code.trim()), "{name} says {code}");
            }
            assert!(html.contains("govuk-js-exit-this-page-button"), "{name} cannot be left at once");
        }
    }

    #[test]
    fn every_form_that_changes_something_brings_the_secret_back() {
        for Sample { name, html } in samples() {
            for form in html.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
                let form = form.split("</form>").next().unwrap();
                let signing_in = form.contains("action=\"/sign-in\"");
                assert!(signing_in || form.contains("name=\"_token\""), "{name}: a form without its secret");
            }
        }
    }

    #[test]
    fn a_language_from_right_to_left_needs_nothing_but_its_messages() {
        let mut many = 0;
        for Sample { name, html } in while_speaking(Language::Mirrored, samples) {
            // Staff's pages are in English, whatever is spoken around them.
            if html.contains("<html lang=\"en\"") {
                continue;
            }
            many += 1;
            assert!(html.contains("<html lang=\"ar-XB\" dir=\"rtl\""), "{name} does not say its direction");
            assert!(html.contains("/govuk-frontend-rtl-"), "{name} has the style of the other direction");
            assert!(html.contains("/moj-frontend-rtl-"), "{name} has the style of the other direction");
        }
        assert!(many > 35, "{many} pages of the public");
        // A name in a sentence stays whole, whichever way it is written.
        let named = Language::Mirrored
            .say_with("sharing-written-down", &[("who", "PC Sam".into()), ("day", "1".into())]);
        assert!(named.contains("\u{2068}PC Sam\u{2069}"), "{named:?}");
        assert_eq!(Language::from_tag("ar-XB"), None, "nobody can choose it");
    }

    #[test]
    fn what_people_typed_is_printed_as_text() {
        let mut page = RecordContact::sample();
        let script = "</textarea><script>alert(1)</script>";
        page.told.value = script.into();
        page.channel.error = Some(script.into());
        let html = page.render().unwrap();
        assert!(!html.contains("<script>alert"), "a script got into the page");
        assert!(html.contains("&#60;script&#62;alert(1)"), "the text was lost");
    }
}
