//! What an issuer says about somebody, and what of it admits them.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A claim's value that admits somebody, and the role and organisation for which.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Name of the claim: `groups`, `roles`.
    pub claim: String,
    /// The value that it must have, or hold when it is a list.
    pub value: String,
    /// Role slug of the directory.
    pub role: String,
    /// Organisation of the directory.
    pub organisation: String,
}

impl Grant {
    pub(super) fn is_given(&self, claims: &Map<String, Value>) -> bool {
        let same = |value: &Value| value.as_str() == Some(self.value.as_str());
        match claims.get(&self.claim) {
            Some(Value::Array(values)) => values.iter().any(same),
            Some(value) => same(value),
            None => false,
        }
    }
}

/// Somebody for whom an issuer vouches.
#[derive(Clone, Debug)]
pub struct Vouched {
    /// The issuer's id in the configuration.
    pub issuer_id: String,
    /// The issuer.
    pub issuer: String,
    /// Its stable name for the person, from the claim that the configuration names.
    pub subject: String,
    /// Its `sub`, which logout tokens name.
    pub sub: String,
    /// Its own session, when it says.
    pub provider_session: Option<String>,
    /// The number that the organisation has for the person, when they may be linked by it.
    pub external_id: Option<String>,
    /// An address that the issuer has verified, when they may be linked by it.
    pub verified_email: Option<String>,
    /// What the claims admit them to. Empty for a victim's issuer.
    pub grants: Vec<Grant>,
    /// The ID token, for signing out at the issuer.
    pub id_token: String,
}

/// A name that can be compared: plain ASCII without spaces. Letters of other scripts can look the same and be somebody
/// else, so a name with any of them is no name.
pub fn plain(name: &str) -> Option<&str> {
    let is_plain = !name.is_empty() && name.len() <= 255 && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_claim_admits_by_its_whole_value_only() {
        let grant = Grant {
            claim: "groups".into(),
            value: "officers".into(),
            role: "officer".into(),
            organisation: "met".into(),
        };
        let given = |claims: Value| grant.is_given(claims.as_object().unwrap());
        assert!(given(json!({"groups": ["staff", "officers"]})));
        assert!(given(json!({"groups": "officers"})));
        for no in [
            json!({}),
            json!({"groups": []}),
            json!({"groups": ["officers2"]}),
            json!({"groups": "officers,x"}),
        ] {
            assert!(!given(no.clone()), "{no}");
        }
        assert!(!given(json!({"roles": ["officers"]})));
        assert!(!given(json!({"groups": {"officers": true}})));
    }

    #[test]
    fn a_name_that_only_looks_the_same_is_no_name() {
        assert_eq!(plain("sam.okafor@met.example"), Some("sam.okafor@met.example"));
        // Cyrillic а, fullwidth s, a zero-width space, a combining accent, spaces and controls
        for homograph in
            ["s\u{430}m@met.example", "\u{ff53}am", "sam\u{200b}", "sa\u{301}m", "sam okafor", "sam\n", ""]
        {
            assert_eq!(plain(homograph), None, "{homograph:?}");
        }
    }
}
