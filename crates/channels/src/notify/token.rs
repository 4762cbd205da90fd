//! The token that goes with each request.

use crate::SettingsError;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use uuid::Uuid;

/// A service's key: `name-SERVICE-SECRET`, both of the latter UUIDs of 36 letters.
pub struct ApiKey {
    service: String,
    secret: EncodingKey,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    iat: i64,
}

impl ApiKey {
    /// From the text that Notify shows.
    ///
    /// # Errors
    /// When it is not of that form; its text is not repeated.
    pub fn parse(text: &str) -> Result<ApiKey, SettingsError> {
        let text = text.trim();
        let wrong = || {
            let form = "expected NAME-SERVICE-SECRET as Notify shows it once";
            SettingsError::Value("notify: api_key", form.to_owned())
        };
        let (before, secret) = text.split_at_checked(text.len().wrapping_sub(36)).ok_or_else(wrong)?;
        let before = before.strip_suffix('-').ok_or_else(wrong)?;
        let (_, service) = before.split_at_checked(before.len().wrapping_sub(36)).ok_or_else(wrong)?;
        if Uuid::parse_str(secret).is_err() || Uuid::parse_str(service).is_err() {
            return Err(wrong());
        }
        Ok(ApiKey { service: service.to_owned(), secret: EncodingKey::from_secret(secret.as_bytes()) })
    }

    /// A token for a request at this moment; Notify takes it for 30 seconds.
    pub fn token(&self, now: Timestamp) -> Option<String> {
        let claims = Claims { iss: &self.service, iat: now.as_second() };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.secret).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_its_end_because_its_name_may_hold_anything() {
        const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
        const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
        let key = ApiKey::parse(&format!("my-own-key-{SERVICE}-{SECRET}\n")).unwrap();
        assert_eq!(key.service, SERVICE);
        for wrong in ["", "name", SECRET, &format!("{SERVICE}{SECRET}"), &format!("n-{SERVICE}-{SECRET}x")] {
            let error = ApiKey::parse(wrong).err().unwrap().to_string();
            assert!(wrong.is_empty() || !error.contains(wrong), "{error}");
        }
    }
}
