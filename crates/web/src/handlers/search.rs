//! Finding a case: `GET` and `POST /search`.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    components::Filled,
    fields::Fields,
    gate::{SignedIn, Visit},
    pages::{
        Page,
        search::{Found, Search},
    },
    present,
};
use axum::{extract::State, response::IntoResponse};
use service::SearchBy;

/// Shorter questions would find everybody.
const SHORTEST: usize = 3;
/// Longer ones are no name, number or reference.
const LONGEST: usize = 100;

/// `GET /search`
pub(crate) async fn ask(visit: Visit) -> Page<Search> {
    Page(page(&visit, Filled::default(), None, false))
}

/// `POST /search`: in the body, so that a name is in no address, history or log
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let query = fields.text("query");
    let length = query.chars().filter(|c| c.is_alphanumeric()).count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        let complaint = "Enter a reference, a name or a phone number of 3 to 100 letters and digits";
        let mut page = page(&visit, Filled::with(query).wrong(complaint), None, false);
        page.shell = page.shell.wrong(true);
        return Ok(refused(page));
    }
    let result = shared.app.service.search(&actor, &meant(&query)).await;
    let result = result.map_err(|reason| trouble(&visit, reason))?;
    let found = result.found.into_iter().map(|one| Found {
        reference: one.reference,
        case: present::case_address(one.case),
        offence: one.title,
        because: one.victims.join(", "),
        stage: present::stage_words(&one.stage).into(),
    });
    Ok(Page(page(&visit, Filled::with(query), Some(found.collect()), result.more)).into_response())
}

/// Digits that begin like a phone number are one; anything else with a digit in it is a reference
fn meant(query: &str) -> SearchBy {
    let only_phone = query.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')'));
    let digits = query.chars().filter(char::is_ascii_digit).count();
    let text = query.to_owned();
    match () {
        () if only_phone && digits >= 9 && query.starts_with(['0', '+', '(']) => SearchBy::Phone(text),
        () if digits > 0 => SearchBy::Reference(text),
        () => SearchBy::Name(text),
    }
}

fn page(visit: &Visit, query: Filled, found: Option<Vec<Found>>, more: bool) -> Search {
    Search { shell: visit.shell("Search").within("/search"), query, found, more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_seen_from_what_was_typed() {
        assert_eq!(meant("020 7946 0101"), SearchBy::Phone("020 7946 0101".into()));
        assert_eq!(meant("+44 20 7946 0101"), SearchBy::Phone("+44 20 7946 0101".into()));
        assert_eq!(meant("01zz0000126"), SearchBy::Reference("01zz0000126".into()));
        assert_eq!(meant("O'Brien"), SearchBy::Name("O'Brien".into()));
    }
}
