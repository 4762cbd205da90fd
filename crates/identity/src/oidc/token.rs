//! Whether a token was signed by the issuer, and says what an ID token must say. Times are compared with the caller's
//! clock, not with the machine's.

use jiff::Timestamp;
use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode, decode_header,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse},
};
use serde_json::{Map, Value};

/// Seconds that two clocks may be apart
const SKEW: i64 = 60;
/// Seconds that a token may be old
const OLDEST: i64 = 10 * 60;
/// Never `none`, never a shared secret
const ALGORITHMS: [Algorithm; 4] = [Algorithm::ES256, Algorithm::RS256, Algorithm::PS256, Algorithm::EdDSA];

pub(super) type Claims = Map<String, Value>;

/// Why a token is not accepted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// Its key is not among the known ones; the issuer may have new ones.
    UnknownKey,
    /// Something else, in one word.
    Because(&'static str),
}

/// The claims of a token that one of these keys has signed; `typ` is checked when it is asked for.
pub(super) fn verified(token: &str, keys: &JwkSet, typ: Option<&str>) -> Result<Claims, Bad> {
    let header = decode_header(token).map_err(|_| Bad::Because("token_malformed"))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Bad::Because("token_algorithm"));
    }
    if let Some(typ) = typ
        && !header.typ.as_deref().is_some_and(|is| is.eq_ignore_ascii_case(typ))
    {
        return Err(Bad::Because("token_type"));
    }
    let fits = |key: &&Jwk| fits(key, header.alg, header.kid.as_deref());
    let mut fitting = keys.keys.iter().filter(fits);
    let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(Bad::UnknownKey) };
    let key = DecodingKey::from_jwk(key).map_err(|_| Bad::Because("token_key"))?;
    let mut validation = Validation::new(header.alg);
    // The signature only; what the claims say is checked below, with the caller's clock.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let decoded = decode::<Claims>(token, &key, &validation).map_err(|_| Bad::Because("token_signature"))?;
    Ok(decoded.claims)
}

fn fits(key: &Jwk, algorithm: Algorithm, id: Option<&str>) -> bool {
    let family = match (&key.algorithm, algorithm) {
        (AlgorithmParameters::RSA(_), Algorithm::RS256 | Algorithm::PS256) => true,
        (AlgorithmParameters::EllipticCurve(params), Algorithm::ES256) => params.curve == EllipticCurve::P256,
        (AlgorithmParameters::OctetKeyPair(params), Algorithm::EdDSA) => {
            params.curve == EllipticCurve::Ed25519
        }
        _ => false,
    };
    let of_use = matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature));
    let of_algorithm = key
        .common
        .key_algorithm
        .is_none_or(|is| is.to_string().eq_ignore_ascii_case(&format!("{algorithm:?}")));
    let of_id = id.is_none_or(|id| key.common.key_id.as_deref() == Some(id));
    family && of_use && of_algorithm && of_id
}

/// A claim that is text, and not empty.
pub(super) fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn seconds(claims: &Claims, name: &str) -> Option<i64> {
    let value = claims.get(name)?;
    value.as_i64().or_else(|| value.as_f64().filter(|number| number.abs() < 1e12).map(|number| number as i64))
}

/// What every token must say: who made it, for whom, when.
pub(super) fn check_common(claims: &Claims, issuer: &str, client: &str, now: Timestamp) -> Result<(), Bad> {
    let now = now.as_second();
    if text(claims, "iss") != Some(issuer) {
        return Err(Bad::Because("token_issuer"));
    }
    let is_ours = match claims.get("aud") {
        Some(Value::String(one)) => one == client,
        // Nobody else is trusted with our tokens.
        Some(Value::Array(all)) => !all.is_empty() && all.iter().all(|one| one.as_str() == Some(client)),
        _ => false,
    };
    if !is_ours || claims.get("azp").is_some_and(|azp| azp.as_str() != Some(client)) {
        return Err(Bad::Because("token_audience"));
    }
    let made = seconds(claims, "iat").ok_or(Bad::Because("token_time"))?;
    if made > now + SKEW || made < now - OLDEST - SKEW {
        return Err(Bad::Because("token_time"));
    }
    if claims.contains_key("nbf") && seconds(claims, "nbf").is_none_or(|from| from > now + SKEW) {
        return Err(Bad::Because("token_time"));
    }
    match seconds(claims, "exp") {
        Some(until) if until > now - SKEW => Ok(()),
        Some(_) => Err(Bad::Because("token_expired")),
        None if claims.contains_key("exp") => Err(Bad::Because("token_time")),
        None => Ok(()),
    }
}

/// What an ID token must say beyond that.
pub(super) fn check_id_token(
    claims: &Claims,
    nonce: &str,
    acr: &[String],
    vtr: &[String],
) -> Result<(), Bad> {
    if !claims.contains_key("exp") {
        return Err(Bad::Because("token_expired"));
    }
    if text(claims, "nonce") != Some(nonce) {
        return Err(Bad::Because("token_nonce"));
    }
    let among = |name: &str, wanted: &[String]| {
        wanted.is_empty() || text(claims, name).is_some_and(|is| wanted.iter().any(|one| one == is))
    };
    if !among("acr", acr) || !among("vot", vtr) {
        return Err(Bad::Because("token_level"));
    }
    match text(claims, "sub") {
        Some(sub) if sub.len() <= 255 && sub.is_ascii() => Ok(()),
        _ => Err(Bad::Because("token_subject")),
    }
}
