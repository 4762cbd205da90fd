//! Figures as JSON, for people who may see them: `GET /api/measures`, `GET /api/measures/{measure}`. What pages do not show
//! is not here either.

use super::Answer;
use crate::{Shared, fields::Fields, gate::SignedIn};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use service::{
    ServiceError,
    figures::{MeasureQuery, json as written},
};
use tracing::error;

/// `GET /api/measures`
pub(crate) async fn list(State(shared): State<Shared>, SignedIn(actor): SignedIn) -> Answer {
    let service = &shared.app.service;
    service.figures_reach(&actor).map_err(not_answered)?;
    let all: Vec<Value> = service.measures().all().iter().map(written::measure).collect();
    Ok(answer(StatusCode::OK, &json!({ "measures": all })))
}

/// `GET /api/measures/{measure}`, with `from`, `to`, `by`, `organisation`, `area`, `team` and `duty` in the address
pub(crate) async fn measure(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    Path(measure): Path<String>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let words = fields.pairs().iter().map(|(word, value)| (word.as_str(), value.as_str()));
    let query = MeasureQuery::from_words(&measure, words, now).map_err(not_answered)?;
    let table = shared.app.service.measure(&actor, query, now).await.map_err(not_answered)?;
    Ok(answer(StatusCode::OK, &table.json()))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string()).into_response()
}

fn not_answered(reason: ServiceError) -> Response {
    match reason {
        ServiceError::Invalid(problems) => {
            let problem = |one: &service::Problem| json!({ "field": one.field, "message": one.message });
            let problems: Vec<Value> = problems.iter().map(problem).collect();
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "problems": problems }))
        }
        ServiceError::NotFound | ServiceError::NotAllowed => answer(
            StatusCode::NOT_FOUND,
            &json!({ "problems": [{ "message": "There is no such measure, or nothing of it that you may see." }] }),
        ),
        other => {
            error!(reason = %other, "figures could not be read");
            answer(
                StatusCode::INTERNAL_SERVER_ERROR,
                &json!({ "problems": [{ "message": "The figures cannot be read now. Try again." }] }),
            )
        }
    }
}
