//! The service under test, with made-up people.

use crate::chrome::Chrome;
use std::{env, fs, net::SocketAddr, path::PathBuf};
use tokio::net::TcpListener;
use web::{App, Person, Role};

/// The service with every page's sample, on a port of its own
pub async fn serve() -> SocketAddr {
    let person = |id: &str, name: &str, role, organisation: &str| Person {
        id: id.into(),
        name: name.into(),
        role,
        organisation: organisation.into(),
    };
    let app = App {
        clock: || "2026-03-05T09:00:00Z".parse().unwrap(),
        https: false,
        demonstration: true,
        cast: vec![
            person("v1", "Rosa Example", Role::Victim, ""),
            person("o1", "PC Sam Okafor", Role::Officer, "Croydon victim team"),
        ],
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, web::gallery::router(app)).await.unwrap() });
    address
}

/// Keeps what the page looks like, when somebody asked for it
pub async fn save_screenshot(chrome: &Chrome, name: &str, width: u32) {
    let Some(folder) = env::var_os("LANTERN_SCREENSHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}-{width}.png")), chrome.photograph().await).unwrap();
}
