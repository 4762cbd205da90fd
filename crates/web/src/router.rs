//! Every address of the service, and who may use it.

use crate::{
    App, Shared, assets,
    gate::Who::{self, Anyone, SignedIn},
    handlers::{information, sign_in},
    routes::Routes,
};
use axum::Router;

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
}
