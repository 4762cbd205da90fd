//! Every address of the service, and who may use it.

use crate::{
    App, Shared, assets,
    gate::Who::{self, Anyone, Only, SignedIn, Staff, Victim},
    handlers::{contact, event, information, preferences, quarantine, search, sign_in, victim, waiver, work},
    routes::Routes,
};
use axum::Router;
use policy::Role;

/// Those who mend messages; the gate of the use case says the same
const MENDERS: Who = Only(&[Role::Supervisor, Role::WitnessCare]);

/// The service as one router
pub fn router(app: App) -> Router {
    routes(Shared::new(app)).finish()
}

/// Method, path and admission of every route, for tests and documentation
pub fn routes_listed(app: App) -> Vec<(&'static str, &'static str, Who)> {
    routes(Shared::new(app)).listed().to_vec()
}

pub(crate) fn routes(shared: Shared) -> Routes {
    Routes::new(shared)
        // everybody
        .page(Anyone, "/", information::start)
        .page(Anyone, "/help", information::help)
        .page(Anyone, "/accessibility", information::accessibility)
        .page(Anyone, "/privacy", information::privacy)
        .page(Anyone, "/health", information::health)
        .page(Anyone, "/assets/{file}", assets::show)
        .page(Anyone, "/sign-in", sign_in::ask)
        .form(Anyone, "/sign-in", sign_in::begin)
        .form(SignedIn, "/sign-out", sign_in::end)
        .page(SignedIn, "/words", victim::words)
        // staff
        .page(Staff, "/my-work", work::my_work)
        .page(Staff, "/silent-cases", work::silent_cases)
        .page(Staff, "/search", search::ask)
        .form(Staff, "/search", search::look)
        .page(Staff, "/guidance", information::guidance)
        .page(Staff, "/case/{case}", work::case)
        .page(Staff, "/case/{case}/contact", contact::ask)
        .form(Staff, "/case/{case}/contact", contact::save)
        .page(Staff, "/case/{case}/event", event::ask)
        .form(Staff, "/case/{case}/event", event::save)
        .page(Staff, "/case/{case}/preferences", preferences::ask)
        .form(Staff, "/case/{case}/preferences", preferences::save)
        .page(Staff, "/case/{case}/waiver", waiver::ask)
        .form(Staff, "/case/{case}/waiver", waiver::save)
        .page(MENDERS, "/quarantine", quarantine::list)
        .page(MENDERS, "/quarantine/{message}", quarantine::ask)
        .form(MENDERS, "/quarantine/{message}", quarantine::mend)
        // victims
        .page(Victim, "/your-case", victim::your_case)
        .page(Victim, "/your-case/answer/{trigger}/{duty}/{kind}", victim::ask)
        .form(Victim, "/your-case/answer/{trigger}/{duty}/{kind}", victim::say)
        .page(Victim, "/your-rights", victim::your_rights)
        .page(Victim, "/how-we-contact-you", victim::how_we_contact_you)
}
