//! E-mail through a mail server, over TLS. A mail server cannot be asked whether it has a message: the same message
//! always has the same Message-ID, so that whoever receives it twice can tell.

use crate::{Handed, Parcel, SettingsError, SmtpSettings, TlsMode};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::time::Duration;

const ANSWER: Duration = Duration::from_secs(15);
/// Connections that are kept open.
const CONNECTIONS: u32 = 8;

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// The mail server of these settings. It is not asked anything yet.
    ///
    /// # Errors
    /// When the sender is not an address, or a certificate cannot be read.
    pub fn new(settings: &SmtpSettings) -> Result<Smtp, SettingsError> {
        // Whoever installed a provider before keeps it.
        drop(rustls::crypto::ring::default_provider().install_default());
        let from = settings
            .from
            .parse()
            .map_err(|reason: AddressError| SettingsError::Value("smtp: from", reason.to_string()))?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.server)
            .port(settings.port)
            .timeout(Some(ANSWER))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .tls(tls(settings)?);
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.to_string()));
        }
        Ok(Smtp { transport: builder.build(), from })
    }

    pub(crate) async fn send(&self, parcel: &Parcel) -> Handed {
        let to = parcel.to.first().map(String::as_str).unwrap_or_default().trim();
        let Ok(to) = to.parse().map(|address| Mailbox::new(None, address)) else {
            return Handed::Refused { why: "not an address" };
        };
        let id = format!("<{}@{}>", parcel.reference, self.from.email.domain());
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(id.clone()))
            .subject(parcel.words.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(parcel.words.message.clone());
        let Ok(mail) = mail else { return Handed::Refused { why: "the message cannot be written" } };
        match self.transport.send(mail).await {
            Ok(_) => Handed::Taken { carrier: "smtp", id },
            Err(error) if error.is_permanent() => Handed::Refused { why: "the mail server refused it" },
            // A clear "not now" was not taken; a line that broke off may have been.
            Err(error) => Handed::NotNow {
                after: None,
                perhaps: !error.is_transient(),
                why: if error.is_transient() {
                    "the mail server said not now"
                } else {
                    "the mail server cannot be reached"
                },
            },
        }
    }
}

fn tls(settings: &SmtpSettings) -> Result<Tls, SettingsError> {
    let mut parameters = TlsParameters::builder(settings.server.clone());
    if let Some(file) = &settings.ca_file {
        let pem = std::fs::read(file).map_err(|reason| SettingsError::File { file: file.clone(), reason })?;
        let certificate = Certificate::from_pem(&pem)
            .map_err(|reason| SettingsError::Value("smtp: ca_file", reason.to_string()))?;
        parameters = parameters.add_root_certificate(certificate);
    }
    let parameters =
        parameters.build_rustls().map_err(|reason| SettingsError::Value("smtp: tls", reason.to_string()))?;
    Ok(match settings.tls {
        TlsMode::Wrapped => Tls::Wrapper(parameters),
        TlsMode::Starttls => Tls::Required(parameters),
        TlsMode::None => Tls::None,
    })
}
