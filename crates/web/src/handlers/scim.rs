//! SCIM 2.0 at `/scim/v2`: a thin cover over the use cases. Who comes here has a token and no cookie, so nothing that a
//! browser sends by itself opens anything.

use crate::{
    Shared, client,
    fields::Fields,
    gate::{SignedIn, Visit},
};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use serde_json::Value;
use service::{
    ServiceError,
    directory::scim::{
        self, Asked, Refused,
        Resources::{self, Groups, Users},
    },
};
use tracing::error;

/// What SCIM calls its JSON
pub(crate) const CONTENT: &str = "application/scim+json";
/// The longest body, bytes
const LARGEST: usize = 512 * 1024;

/// The gate for machines: a token that is alive, and the audit before the answer
pub(crate) async fn pass(shared: Shared, request: Request, next: Next) -> Response {
    let (now, from) = (shared.now(), client::address(&shared, &request));
    let machine = match bearer(request.headers()) {
        Some(token) => shared.app.service.machine(token, now).await,
        None => Ok(None),
    };
    let actor = match machine {
        Ok(Some(actor)) => actor,
        Ok(None) => {
            let noted = shared.app.service.refuse_stranger("directory_token", "", &from, now).await;
            return if noted.is_ok() { unknown() } else { fault() };
        }
        Err(reason) => return failed(&reason),
    };
    actor.trail.comes_from(&from);
    let mut request = request;
    let asked = Fields::parsed(request.uri().query().unwrap_or("").as_bytes());
    request.extensions_mut().insert(Visit::of_machine(actor.clone(), now));
    request.extensions_mut().insert(asked);
    let response = next.run(request).await;
    match shared.app.service.end_visit(&actor).await {
        Ok(()) => response,
        Err(reason) => failed(&reason),
    }
}

pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| token.len() <= 200)
}

fn failed(reason: &ServiceError) -> Response {
    error!(%reason, "a machine could not be answered");
    fault()
}

fn fault() -> Response {
    refused(&Refused { status: 500, kind: "", detail: "something went wrong here; try again later".into() })
}

fn unknown() -> Response {
    let detail = "send a token of this service: Authorization: Bearer TOKEN";
    let mut response = refused(&Refused { status: 401, kind: "", detail: detail.into() });
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn refused(why: &Refused) -> Response {
    answer(StatusCode::from_u16(why.status).unwrap_or(StatusCode::BAD_REQUEST), &why.body())
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, CONTENT)], body.to_string()).into_response()
}

fn result(status: StatusCode, done: Result<Value, Refused>) -> Response {
    match done {
        Ok(body) => answer(status, &body),
        Err(why) => refused(&why),
    }
}

/// The JSON of a body that is not too long
async fn json(body: Body) -> Result<Value, Refused> {
    let wrong = |status, kind, detail: &str| Refused { status, kind, detail: detail.into() };
    let (mut body, mut bytes) = (body, Vec::new());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| wrong(400, "invalidSyntax", "the body was broken off"))?;
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > LARGEST {
                return Err(wrong(413, "", "the body is too long"));
            }
            bytes.extend_from_slice(data);
        }
    }
    serde_json::from_slice(&bytes).map_err(|_| wrong(400, "invalidSyntax", "the body is no JSON"))
}

/// `GET /scim/v2/ServiceProviderConfig`
pub(crate) async fn config(SignedIn(_): SignedIn) -> Response {
    answer(StatusCode::OK, &scim::service_provider_config())
}

/// `GET /scim/v2/ResourceTypes`
pub(crate) async fn resource_types(SignedIn(_): SignedIn) -> Response {
    answer(StatusCode::OK, &scim::resource_types())
}

/// `GET /scim/v2/Schemas`
pub(crate) async fn schemas(SignedIn(_): SignedIn) -> Response {
    answer(StatusCode::OK, &scim::schemas())
}

fn without_members(fields: &Fields) -> bool {
    fields.text("excludedAttributes").split(',').any(|name| name.trim().eq_ignore_ascii_case("members"))
}

fn list(shared: &Shared, actor: &service::Actor, of: Resources, fields: &Fields) -> Response {
    let asked = Asked {
        filter: fields.text("filter"),
        start: fields.text("startIndex").parse().ok(),
        count: fields.text("count").parse().ok(),
        without_members: without_members(fields),
    };
    result(StatusCode::OK, shared.app.service.scim_list(actor, of, &asked))
}

macro_rules! resource {
    ($of:expr, $list:ident, $get:ident, $new:ident, $replace:ident, $patch:ident, $end:ident, $patched:expr) => {
        #[doc = "`GET` of a list"]
        pub(crate) async fn $list(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            fields: Fields,
        ) -> Response {
            list(&shared, &actor, $of, &fields)
        }

        #[doc = "`GET` of one"]
        pub(crate) async fn $get(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            Path(id): Path<String>,
            fields: Fields,
        ) -> Response {
            result(StatusCode::OK, shared.app.service.scim_get(&actor, $of, &id, without_members(&fields)))
        }

        #[doc = "`POST` of a new one"]
        pub(crate) async fn $new(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            body: Body,
        ) -> Response {
            match json(body).await {
                Ok(body) => {
                    result(StatusCode::CREATED, shared.app.service.scim_create(&actor, $of, &body).await)
                }
                Err(why) => refused(&why),
            }
        }

        #[doc = "`PUT` of a whole one"]
        pub(crate) async fn $replace(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            Path(id): Path<String>,
            body: Body,
        ) -> Response {
            match json(body).await {
                Ok(body) => {
                    result(StatusCode::OK, shared.app.service.scim_replace(&actor, $of, &id, &body).await)
                }
                Err(why) => refused(&why),
            }
        }

        #[doc = "`PATCH` of parts"]
        pub(crate) async fn $patch(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            Path(id): Path<String>,
            body: Body,
        ) -> Response {
            match json(body).await {
                Ok(body) => $patched(shared.app.service.scim_patch(&actor, $of, &id, &body).await),
                Err(why) => refused(&why),
            }
        }

        #[doc = "`DELETE`: shuts out or ends"]
        pub(crate) async fn $end(
            State(shared): State<Shared>,
            SignedIn(actor): SignedIn,
            Path(id): Path<String>,
        ) -> Response {
            nothing(shared.app.service.scim_delete(&actor, $of, &id).await)
        }
    };
}

resource!(Users, users, user, new_user, replace_user, patch_user, end_user, |done| result(
    StatusCode::OK,
    done
));
resource!(Groups, groups, group, new_group, replace_group, patch_group, end_group, nothing);

/// Done, and nothing to show
fn nothing<T>(done: Result<T, Refused>) -> Response {
    match done {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => refused(&why),
    }
}
