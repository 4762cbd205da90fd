//! The file with the issuers. Every fault is named when the service starts, not when somebody signs in.

use super::{Grant, assertion::ClientKey};
use serde::Deserialize;
use std::{fs, path::Path, path::PathBuf};
use url::{Host, Url};

/// Why the file of issuers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{}: {reason}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A key or secret that others on the machine can read.
    #[error("{}: others can read it; run `chmod 600` on it and consider the key in it known", file.display())]
    Exposed {
        /// The file.
        file: PathBuf,
    },
    /// It is not the TOML that was expected.
    #[error("{}: {reason}", file.display())]
    Form {
        /// The file.
        file: PathBuf,
        /// Why, with the line.
        reason: String,
    },
    /// An entry is wrong.
    #[error("issuer {issuer}: {reason}")]
    Entry {
        /// Its id.
        issuer: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The machine has no usable TLS.
    #[error("no TLS for issuers: {0}; install the system's CA certificates")]
    Tls(String),
}

/// Whose sign-in an issuer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerKind {
    /// People who work for an agency.
    Staff,
    /// Victims and their representatives.
    Victim,
}

/// How a subject that was never seen before may be linked to somebody in the directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkBy {
    /// Not at all: somebody links it, or the person redeems an invitation.
    #[default]
    Nothing,
    /// By the number that the organisation has for the person (`external_id_claim`).
    ExternalId,
    /// By an e-mail address that the issuer says it has verified, equal to the person's account name.
    VerifiedEmail,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuersFile {
    /// Where browsers reach Lantern, such as `https://lantern.example`.
    pub address: String,
    #[serde(default)]
    pub issuer: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Authentication {
    PrivateKeyJwt,
    ClientSecretBasic,
    ClientSecretPost,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Audience {
    #[default]
    TokenEndpoint,
    Issuer,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub kind: IssuerKind,
    pub authentication: Authentication,
    pub key_file: Option<PathBuf>,
    pub key_id: Option<String>,
    #[serde(default = "es256")]
    pub key_algorithm: jsonwebtoken::Algorithm,
    #[serde(default)]
    pub assertion_audience: Audience,
    pub secret_file: Option<PathBuf>,
    #[serde(default = "openid")]
    pub scopes: Vec<String>,
    #[serde(default = "sub")]
    pub subject_claim: String,
    #[serde(default)]
    pub link_by: LinkBy,
    pub external_id_claim: Option<String>,
    /// The organisation whose people the issuer knows; grants of others are refused.
    #[serde(default)]
    pub organisation: String,
    /// Claim values that admit somebody, with the role and organisation that each stands for.
    #[serde(default)]
    pub grant: Vec<Grant>,
    /// Levels of authentication asked for, and the only ones that are accepted.
    #[serde(default)]
    pub acr: Vec<String>,
    /// GOV.UK One Login's vectors of trust, asked for and the only ones that are accepted.
    #[serde(default)]
    pub vtr: Vec<String>,
}

fn es256() -> jsonwebtoken::Algorithm {
    jsonwebtoken::Algorithm::ES256
}

fn openid() -> Vec<String> {
    vec!["openid".into()]
}

fn sub() -> String {
    "sub".into()
}

/// How Lantern shows the issuer that it is itself.
pub(super) enum Credentials {
    Key(Box<ClientKey>, Audience),
    Basic(zeroize::Zeroizing<String>),
    Post(zeroize::Zeroizing<String>),
}

pub(super) fn read(file: &Path) -> Result<IssuersFile, ConfigError> {
    let text = read_text(file)?;
    let form =
        |reason: toml::de::Error| ConfigError::Form { file: file.to_owned(), reason: reason.to_string() };
    toml::from_str(&text).map_err(form)
}

fn read_text(file: &Path) -> Result<String, ConfigError> {
    fs::read_to_string(file).map_err(|reason| ConfigError::File { file: file.to_owned(), reason })
}

/// A file with something secret in it, which nobody else may be able to read.
fn read_secret(file: &Path) -> Result<zeroize::Zeroizing<String>, ConfigError> {
    use std::os::unix::fs::MetadataExt;
    let failed = |reason| ConfigError::File { file: file.to_owned(), reason };
    let mut opened = fs::File::open(file).map_err(failed)?;
    if opened.metadata().map_err(failed)?.mode() & 0o077 != 0 {
        return Err(ConfigError::Exposed { file: file.to_owned() });
    }
    let mut text = zeroize::Zeroizing::new(String::new());
    std::io::Read::read_to_string(&mut opened, &mut text).map_err(failed)?;
    Ok(text)
}

impl Entry {
    fn fault(&self, reason: impl Into<String>) -> ConfigError {
        ConfigError::Entry { issuer: self.id.clone(), reason: reason.into() }
    }

    /// Everything that can be wrong without asking the issuer.
    pub fn check(&self) -> Result<(), ConfigError> {
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(is_slug) {
            return Err(self.fault("its id goes into addresses: use small letters, digits and hyphens"));
        }
        if !is_safe(&self.issuer) {
            return Err(
                self.fault("its address must begin with https:// (http:// only for this machine itself)")
            );
        }
        if !self.scopes.iter().any(|scope| scope == "openid") {
            return Err(self.fault("its scopes lack openid"));
        }
        match self.kind {
            IssuerKind::Staff if self.grant.is_empty() => Err(self.fault(
                "nobody could sign in: add a [[issuer.grant]] with claim, value, role and organisation",
            )),
            IssuerKind::Staff if self.link_by != LinkBy::Nothing && self.organisation.is_empty() => {
                Err(self.fault("say whose people may be linked: organisation"))
            }
            IssuerKind::Victim if self.link_by != LinkBy::Nothing => {
                Err(self.fault("a victim is linked by an invitation only: leave link_by out"))
            }
            _ if self.link_by == LinkBy::ExternalId && self.external_id_claim.is_none() => {
                Err(self.fault("say which claim holds the number: external_id_claim"))
            }
            _ => Ok(()),
        }
    }

    /// What is read from its files; their names are relative to the file of issuers.
    pub fn credentials(&self, folder: &Path) -> Result<Credentials, ConfigError> {
        let secret = || -> Result<zeroize::Zeroizing<String>, ConfigError> {
            let file = self
                .secret_file
                .as_ref()
                .ok_or_else(|| self.fault("name the file of its secret: secret_file"))?;
            Ok(zeroize::Zeroizing::new(read_secret(&folder.join(file))?.trim().to_owned()))
        };
        match self.authentication {
            Authentication::ClientSecretBasic => Ok(Credentials::Basic(secret()?)),
            Authentication::ClientSecretPost => Ok(Credentials::Post(secret()?)),
            Authentication::PrivateKeyJwt => {
                let file =
                    self.key_file.as_ref().ok_or_else(|| self.fault("name the file of its key: key_file"))?;
                let pem = read_secret(&folder.join(file))?;
                let key =
                    ClientKey::from_pem(&pem, self.key_algorithm, self.key_id.clone()).map_err(|_| {
                        self.fault("its key_file is no private key for its key_algorithm (PKCS #8, PEM)")
                    })?;
                Ok(Credentials::Key(Box::new(key), self.assertion_audience))
            }
        }
    }
}

/// TLS, or this machine itself (for tests).
pub(super) fn is_safe(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let is_loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return false,
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain && (url.scheme() == "https" || (url.scheme() == "http" && is_loopback))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        fs::write(&file, "secret").unwrap();
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o644, false)] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            match read_secret(&file) {
                Ok(text) => assert!(fine && *text == "secret", "{mode:o}"),
                Err(why) => assert!(!fine && why.to_string().contains("chmod 600"), "{mode:o}: {why}"),
            }
        }
    }
}
