//! A list of routes in which each one must say who may use it.

use crate::{Shared, frame, gate, gate::Who, pages::problem, speaking::in_language, uploads::TakesFiles};
use axum::{
    Extension, Router,
    extract::State,
    handler::Handler,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::{MethodRouter, delete, get, patch, post, put},
};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// Routes being listed; there is no way to add one without saying who may use it
pub(crate) struct Routes {
    shared: Shared,
    router: Router<Shared>,
    listed: Vec<(&'static str, &'static str, Who)>,
}

impl Routes {
    /// No routes yet
    pub fn new(shared: Shared) -> Self {
        Self { shared, router: Router::new(), listed: Vec::new() }
    }

    /// A page that is looked at
    pub fn page<H, T>(self, who: Who, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.add("GET", who, path, get(handler))
    }

    /// A form that is sent; always to the address of the page it is on
    pub fn form<H, T>(self, who: Who, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.add("POST", who, path, post(handler))
    }

    /// A form that may bring files
    pub fn upload<H, T>(self, who: Who, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.add_marked("POST", who, path, post(handler), Some(TakesFiles))
    }

    /// Something that a machine changes or takes away
    pub fn machine<H, T>(self, method: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        let route = match method {
            "POST" => post(handler),
            "PUT" => put(handler),
            "PATCH" => patch(handler),
            "DELETE" => delete(handler),
            _ => get(handler),
        };
        self.add(method, Who::Machine, path, route)
    }

    /// Something that whoever carries our messages tells
    pub fn carrier<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.add("POST", Who::Carrier, path, post(handler))
    }

    /// Something that a deployment sends
    pub fn sender<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        self.add("POST", Who::Sender, path, post(handler))
    }

    fn add(self, method: &'static str, who: Who, path: &'static str, route: MethodRouter<Shared>) -> Self {
        self.add_marked(method, who, path, route, None)
    }

    fn add_marked(
        mut self,
        method: &'static str,
        who: Who,
        path: &'static str,
        route: MethodRouter<Shared>,
        marked: Option<TakesFiles>,
    ) -> Self {
        let guarded = route.layer(from_fn_with_state((self.shared.clone(), who), gate::pass));
        let guarded = match marked {
            Some(mark) => guarded.layer(Extension(mark)),
            None => guarded,
        };
        self.router = self.router.route(path, guarded);
        self.listed.push((method, path, who));
        self
    }

    /// Method, path and admission of every route
    pub fn listed(&self) -> &[(&'static str, &'static str, Who)] {
        &self.listed
    }

    /// The finished service
    pub fn finish(self) -> Router {
        self.router
            .fallback(nothing_here)
            .layer(CatchPanicLayer::custom(frame::after_panic))
            .layer(map_response(plain_refusals))
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(is_page))
            .layer(from_fn_with_state(self.shared.clone(), frame::around))
            .with_state(self.shared)
    }
}

/// Pages only: files carry their own compression, and what somebody sent us is given back as it is
fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let content = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content.is_some_and(|content| content.starts_with("text/html"))
}

async fn nothing_here(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let visit = gate::visit_of(&shared, &headers).await;
    in_language(visit.language(), async { problem::not_there(visit.shell("")).into_response() }).await
}

/// Refusals of the framework itself (wrong method, unreadable address) have no page of their own
async fn plain_refusals(response: Response) -> Response {
    let content = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_page = content.is_some_and(|content| {
        ["text/html", "application/json", crate::handlers::scim::CONTENT]
            .iter()
            .any(|kind| content.starts_with(kind))
    });
    match response.status().as_u16() {
        400 | 404 | 405 | 415 if !is_page => {
            problem::not_there(crate::shell::Shell::public("")).into_response()
        }
        500 if !is_page => problem::fault().into_response(),
        _ => response,
    }
}
