//! The real provider and new keys, both from Node.

use serde_json::{Value, json};
use std::{path::PathBuf, process::Stdio};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStdin, Command},
};

fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oidc").join(name)
}

/// Key pairs by name: `pem` and `jwk`
pub fn keys() -> Value {
    let made = std::process::Command::new("node").arg(script("keys.mjs")).output();
    let made = made.expect("node does not start: `make test` needs it");
    serde_json::from_slice(&made.stdout).unwrap()
}

/// A running provider; ends with the test
pub struct Provider {
    pub issuer: String,
    _input: ChildStdin,
    _child: Child,
}

impl Provider {
    /// With one client of Lantern at `lantern`, and these accounts
    pub async fn start(client: &Value, accounts: &Value) -> Provider {
        let configuration = json!({ "clients": [client], "accounts": accounts }).to_string();
        let mut child = Command::new("node")
            .arg(script("provider.mjs"))
            .arg(configuration)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .expect("node does not start: `make test` needs it");
        let input = child.stdin.take().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Until it listens; warnings for developers may come first.
        let issuer = loop {
            let line = lines.next_line().await.unwrap().expect("the provider ended: run `npm ci`");
            if let Ok(said) = serde_json::from_str::<Value>(&line) {
                break said["issuer"].as_str().unwrap().to_owned();
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Provider { issuer, _input: input, _child: child }
    }
}
