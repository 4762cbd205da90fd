//! The files in which a deployment says who carries its messages. Secrets stand in them and never on a command line.

use serde::{Deserialize, de::DeserializeOwned};
use std::{
    fmt,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It cannot be read.
    #[error("{}: {reason}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// It is not the TOML that was expected.
    #[error("{}: {reason}", file.display())]
    Form {
        /// The file.
        file: PathBuf,
        /// Why, with the line, without its text.
        reason: String,
    },
    /// Other people of the machine can read it.
    #[error("{}: others can read this file and it holds a secret; run chmod 600 on it", file.display())]
    Open {
        /// The file.
        file: PathBuf,
    },
    /// A value is wrong.
    #[error("{0}: {1}")]
    Value(&'static str, String),
}

/// A text that is not written anywhere.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl From<String> for Secret {
    fn from(text: String) -> Secret {
        Secret(Zeroizing::new(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl std::ops::Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// GOV.UK Notify.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySettings {
    /// The API key, as Notify shows it once: name, service and secret.
    pub api_key: Secret,
    /// Where Notify is.
    #[serde(default = "notify_address")]
    pub address: String,
    /// Ids of the templates; a way without one is not used.
    pub templates: NotifyTemplates,
    /// Who text messages are from, when it is not the service's usual sender.
    pub sms_sender_id: Option<String>,
    /// Where replies to e-mail go, when it is not the service's usual address.
    pub email_reply_to_id: Option<String>,
    /// The bearer token that Notify sends with receipts, at least 20 letters long.
    pub receipt_token: Option<Secret>,
    /// Requests a minute; Notify allows 3,000 for all processes together.
    #[serde(default = "notify_rate")]
    pub requests_a_minute: u32,
}

/// Ids of the templates in Notify.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NotifyTemplates {
    /// For text messages: `((message))`.
    pub text: Option<String>,
    /// For e-mail: `((subject))` and `((message))`.
    pub email: Option<String>,
    /// For letters: `((subject))` and `((message))`.
    pub letter: Option<String>,
}

fn notify_address() -> String {
    "https://api.notifications.service.gov.uk".to_owned()
}

fn notify_rate() -> u32 {
    3_000
}

/// A mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Its name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the line is protected.
    pub tls: TlsMode,
    /// Name to sign in with.
    pub user: Option<String>,
    /// Password.
    pub password: Option<Secret>,
    /// From whom mail is: `Name <address>`. Nothing in it should tell what this service is.
    pub from: String,
    /// A certificate to trust beside those that everybody trusts, PEM.
    pub ca_file: Option<PathBuf>,
}

/// How the line to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsMode {
    /// TLS from the first byte (port 465).
    Wrapped,
    /// STARTTLS, and nothing without it (port 587).
    Starttls,
    /// Not at all: a server on this machine only.
    None,
}

impl NotifySettings {
    /// Reads the file.
    ///
    /// # Errors
    /// [`SettingsError`] says what to do.
    pub fn read(file: &Path) -> Result<NotifySettings, SettingsError> {
        read(file)
    }
}

impl SmtpSettings {
    /// Reads the file.
    ///
    /// # Errors
    /// [`SettingsError`] says what to do.
    pub fn read(file: &Path) -> Result<SmtpSettings, SettingsError> {
        let settings: SmtpSettings = read(file)?;
        let here = ["localhost", "127.0.0.1", "::1"].contains(&settings.server.as_str());
        if settings.tls == TlsMode::None && !here {
            let remedy =
                "use \"starttls\" or \"wrapped\": without TLS only a server on this machine can be used";
            return Err(SettingsError::Value("smtp: tls", remedy.to_owned()));
        }
        if settings.user.is_some() != settings.password.is_some() {
            return Err(SettingsError::Value("smtp", "give both user and password, or neither".to_owned()));
        }
        Ok(settings)
    }
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, SettingsError> {
    let cannot = |reason| SettingsError::File { file: file.to_owned(), reason };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).map_err(cannot)?.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(SettingsError::Open { file: file.to_owned() });
        }
    }
    let text = Zeroizing::new(std::fs::read_to_string(file).map_err(cannot)?);
    toml::from_str(&text).map_err(|error| {
        // Its own words would show the line, and with it perhaps the secret.
        let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or("").lines().count().max(1));
        let reason = format!("line {line}: {}", error.message());
        SettingsError::Form { file: file.to_owned(), reason }
    })
}
