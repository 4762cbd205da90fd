//! The service under test, with made-up people.

use crate::{cases::World, chrome::Chrome};
use std::{env, fs, net::SocketAddr, path::PathBuf};
use tokio::net::TcpListener;

/// The service over a small world, with every page's sample, on a port of its own
pub async fn serve() -> (World, SocketAddr) {
    let world = World::new().await;
    let router = web::gallery::router(world.app());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (world, address)
}

/// Keeps what the page looks like, when somebody asked for it
pub async fn save_screenshot(chrome: &Chrome, name: &str, width: u32) {
    let Some(folder) = env::var_os("LANTERN_SCREENSHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}-{width}.png")), chrome.photograph().await).unwrap();
}
