//! `lantern serve`: the pages, for staff and victims.

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use channels::{Channels, Folder, Notify, NotifySettings, Smtp, SmtpSettings};
use identity::passkey::Passkeys;
use service::{Service, accounts::Accounts};
use std::{error::Error, net::SocketAddr, path::PathBuf, process::ExitCode};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use web::HeaderName;

/// Serve the pages until told to stop (interrupt or SIGTERM); requests that have begun are answered first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Load the demonstration when it is not there yet, and let anybody sign in as one of its people
    #[arg(long)]
    demo: bool,
    /// How many synthetic cases the demonstration has beside its told stories
    #[arg(long, value_name = "NUMBER", default_value_t = 300, requires = "demo")]
    synthetic: u64,
    /// Browsers reach this over TLS: cookies are Secure and HSTS is sent
    #[arg(long)]
    https: bool,
    /// The address by which browsers reach this, such as https://lantern.example.org. Passkeys are bound to it, for good;
    /// an address of numbers cannot have them [default: http://localhost:PORT]
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Folder in which codes and alerts are laid down, a file each, unless --notify or --smtp carries them. Without any of
    /// the three nobody is sent anything
    #[arg(long, value_name = "FOLDER")]
    messages: Option<PathBuf>,
    /// GOV.UK Notify carries text messages, e-mail and letters: a TOML file with its key (docs/channels.md)
    #[arg(long, value_name = "FILE")]
    notify: Option<PathBuf>,
    /// A mail server carries e-mail: a TOML file (docs/channels.md)
    #[arg(long, value_name = "FILE")]
    smtp: Option<PathBuf>,
    /// ClamAV's daemon looks at every file that is sent, at this local socket. Without it files are taken unscanned, and
    /// staff read that they were
    #[arg(long, value_name = "SOCKET")]
    clamd: Option<PathBuf>,
    /// Other organisations' sign-ins (OpenID Connect), a TOML file: docs/issuers.md
    #[arg(long, value_name = "FILE")]
    issuers: Option<PathBuf>,
    /// The header in which your own proxy says whose line it is, such as X-Forwarded-For: its last entry is believed.
    /// Only when nobody can reach this without passing that proxy
    #[arg(long, value_name = "NAME")]
    proxy_header: Option<HeaderName>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Serves.
pub fn run(args: &Args) -> ExitCode {
    let mut filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    if let Ok(never) = web::NEVER_LOGGED.parse() {
        filter = filter.add_directive(never);
    }
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    say_where_a_panic_was();
    database::run(serve(args))
}

/// A panic's message may hold what somebody typed: the log says where it was, and no more.
fn say_where_a_panic_was() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic; the request got an error page");
    }));
}

async fn serve(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    if args.demo && (args.https || !args.listen.ip().is_loopback()) {
        return Err("--demo lets anybody sign in as anybody: it listens on this machine only (127.0.0.1), without --https".into());
    }
    let issuers = match &args.issuers {
        Some(file) => identity::oidc::Issuers::read(file)?,
        None => identity::oidc::Issuers::default(),
    };
    let service = args.database.service().await?;
    if args.demo {
        load_demonstration(&service, args.synthetic).await?;
    }
    let listener = TcpListener::bind(args.listen).await.map_err(|why| format!("{}: {why}", args.listen))?;
    println!("Lantern is at http://{}", listener.local_addr()?);
    let service = service.with_accounts(accounts(args)?).with_channels(channels(args)?);
    let service = match &args.clamd {
        Some(socket) => service.with_scanner(service::files::Scanner::clamd(socket)),
        None => service,
    };
    let ending = service.clone();
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(send_alerts(service.clone(), stopped));
    let app = web::App {
        service,
        clock: clock::now,
        https: args.https,
        demonstration: args.demo,
        issuers,
        proxy_header: args.proxy_header.clone(),
    };
    let served = web::serve(app, listener, told_to_stop()?).await;
    // What is being sent is finished and written down; what is not begun is left for the next start.
    stop.send_replace(true);
    drop(worker.await);
    let ended = ending.end_refusals(clock::now()).await;
    ending.store().close().await;
    served?;
    ended?;
    Ok(ExitCode::SUCCESS)
}

/// What there is for signing in.
fn accounts(args: &Args) -> Result<Accounts, Box<dyn Error>> {
    let origin = match &args.origin {
        Some(origin) => origin.clone(),
        None => format!("http://localhost:{}", args.listen.port()),
    };
    let passkeys = Passkeys::at(&origin).map_err(|reason| format!("--origin {origin}: {reason}"))?;
    println!("Passkeys work at {origin}");
    Ok(Accounts { passkeys: Some(passkeys), ..Accounts::default() })
}

/// Who carries messages.
fn channels(args: &Args) -> Result<Channels, Box<dyn Error>> {
    let mut channels = Channels::default();
    if let Some(file) = &args.smtp {
        channels = channels.with_smtp(Smtp::new(&SmtpSettings::read(file)?)?);
    }
    if let Some(file) = &args.notify {
        channels = channels.with_notify(Notify::new(NotifySettings::read(file)?, clock::now)?);
    }
    if let Some(folder) = &args.messages {
        let made = Folder::new(folder).map_err(|reason| format!("{}: {reason}", folder.display()))?;
        channels = channels.with_folder(made);
    }
    Ok(channels)
}

/// Sends alerts until the service stops.
async fn send_alerts(service: Service, mut stopped: watch::Receiver<bool>) {
    let worker = format!("{}-{}", std::process::id(), clock::now().as_millisecond());
    let stop = async move { drop(stopped.wait_for(|stopped| *stopped).await) };
    service.keep_sending(&worker, clock::now, stop).await;
}

async fn load_demonstration(service: &Service, synthetic: u64) -> Result<(), Box<dyn Error>> {
    let demonstration = service.load_demonstration(clock::now(), synthetic).await?;
    println!("The demonstration's people are invented. Sign in as:");
    for person in demonstration.sign_in {
        println!("  {:<28} {:<34} {}", person.name, person.role, person.sees);
    }
    Ok(())
}

/// Ready when the process is interrupted or asked to end.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut end = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = end.recv() => {}
        }
    })
}
