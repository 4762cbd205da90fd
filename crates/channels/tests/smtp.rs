//! E-mail, against a real mail server (Nodemailer's `smtp-server`, which `npm ci` brings).

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says where")]

use channels::{By, Channels, Handed, Language, Parcel, Smtp, SmtpSettings, Template};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    process::{Command as Plain, Stdio},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

struct Server {
    port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    _input: ChildStdin,
    _child: Child,
}

impl Server {
    async fn start(certificate: &[&str]) -> Server {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/server.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .args(certificate)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node does not start: `make test` needs it");
        let input = child.stdin.take().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next_line().await.unwrap().expect("the mail server ended: run `npm ci`");
        let port = serde_json::from_str::<Value>(&first).unwrap()["port"].as_u64().unwrap() as u16;
        Server { port, lines, _input: input, _child: child }
    }

    async fn took(&mut self) -> Value {
        serde_json::from_str(&self.lines.next_line().await.unwrap().unwrap()).unwrap()
    }

    fn settings(&self, more: Value) -> SmtpSettings {
        let mut all = json!({
            "server": "localhost",
            "port": self.port,
            "tls": "none",
            "from": "Messages <messages@invented.example>",
        });
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(all).unwrap()
    }
}

fn mail(reference: &str, to: &str) -> Parcel {
    Parcel {
        reference: reference.into(),
        by: By::Email,
        to: vec![to.into()],
        words: Template::News { named: false }.words(Language::Welsh),
    }
}

#[tokio::test]
async fn mail_goes_with_a_name_that_stays_the_same() {
    let mut server = Server::start(&[]).await;
    let smtp = Smtp::new(&server.settings(json!({}))).unwrap();
    let channels = Channels::default().with_smtp(smtp);
    for _ in 0..2 {
        let id = "<0198.1@invented.example>".to_owned();
        assert_eq!(
            channels.send(&mail("0198.1", "rosa@invented.example")).await,
            Handed::Taken { carrier: "smtp", id }
        );
        let took = server.took().await;
        assert_eq!(took["to"], json!(["rosa@invented.example"]));
        let message = took["message"].as_str().unwrap();
        assert!(message.contains("Message-ID: <0198.1@invented.example>"), "{message}");
        assert!(message.contains("Subject: Mae gennych neges newydd"), "{message}");
        assert!(message.contains("From: Messages <messages@invented.example>"), "{message}");
        assert!(!message.to_lowercase().contains("lantern"), "the mail tells from whom it is: {message}");
    }
}

#[tokio::test]
async fn what_a_mail_server_says_is_for_ever_or_for_now() {
    let server = Server::start(&[]).await;
    let channels = Channels::default().with_smtp(Smtp::new(&server.settings(json!({}))).unwrap());
    let send = async |to: &str| channels.send(&mail("a", to)).await;
    assert!(matches!(send("nobody@invented.example").await, Handed::Refused { .. }));
    assert!(matches!(send("full@invented.example").await, Handed::NotNow { perhaps: false, .. }));
    for no_address in ["", "rosa", "rosa@invented.example\r\nBcc: x@invented.example"] {
        assert!(matches!(send(no_address).await, Handed::Refused { .. }), "{no_address:?}");
    }
    let gone = server.settings(json!({ "port": 9 }));
    let channels = Channels::default().with_smtp(Smtp::new(&gone).unwrap());
    assert!(matches!(channels.send(&mail("a", "rosa@invented.example")).await, Handed::NotNow { .. }));
}

#[tokio::test]
async fn a_password_goes_over_tls_to_a_server_that_is_who_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    let made = Plain::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .stderr(Stdio::null())
        .status();
    assert!(made.expect("openssl does not start: scripts/prerequisites.sh test").success());
    let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    let (pem, key) = (read(&certificate), read(&key));
    let mut server = Server::start(&[&pem, &key]).await;
    let known = json!({ "tls": "starttls", "user": "lantern", "password": "teapot", "ca_file": certificate });
    let channels = Channels::default().with_smtp(Smtp::new(&server.settings(known)).unwrap());
    let sent = channels.send(&mail("a", "rosa@invented.example")).await;
    assert!(matches!(sent, Handed::Taken { .. }), "{sent:?}");
    let took = server.took().await;
    assert_eq!((took["secure"].clone(), took["user"].clone()), (json!(true), json!("lantern")));

    let stranger = json!({ "tls": "starttls", "user": "lantern", "password": "teapot" });
    let channels = Channels::default().with_smtp(Smtp::new(&server.settings(stranger)).unwrap());
    let sent = channels.send(&mail("b", "rosa@invented.example")).await;
    assert!(matches!(sent, Handed::NotNow { .. }), "a certificate that nobody vouches for: {sent:?}");
}

#[test]
fn without_tls_only_a_server_on_this_machine_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtp.toml");
    let write = |server: &str| {
        let text =
            format!("server = \"{server}\"\nport = 25\ntls = \"none\"\nfrom = \"a@invented.example\"\n");
        std::fs::write(&file, text).unwrap();
        let only_mine: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&file, only_mine).unwrap();
        SmtpSettings::read(&file)
    };
    assert!(write("localhost").is_ok());
    assert!(write("mail.invented.example").unwrap_err().to_string().contains("TLS"));
}
