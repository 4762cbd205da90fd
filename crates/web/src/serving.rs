//! Answering connections: patient with people, not with those who only hold a line.

use crate::{App, client::Peer, router};
use axum::http::Request;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt;
use tracing::{debug, warn};

/// How long the server waits for whom
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// for the head of a request, also the first bytes of the next one on the same line
    head: Duration,
    /// for requests that have begun, when the server stops
    stop: Duration,
}

const PATIENCE: Patience = Patience { head: Duration::from_secs(30), stop: Duration::from_secs(30) };

/// Lines held at once; more wait to be accepted
const MOST_LINES: usize = 4096;

/// Rest when the machine has no room for another connection
const REST: Duration = Duration::from_millis(100);

/// Serves the pages until `shutdown` is ready; requests that have begun are answered first
///
/// # Errors
/// None at present: a connection that cannot be accepted is tried again. The type leaves room for a listener that
/// is gone for good.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    serve_with(PATIENCE, router(app), listener, shutdown).await
}

async fn serve_with(
    patience: Patience,
    router: axum::Router,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let lines = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    let places = Arc::new(Semaphore::new(MOST_LINES));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { break };
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => answer(patience, stream, peer, router.clone(), &lines, place),
                Err(reason) => {
                    warn!(%reason, "a connection could not be accepted");
                    tokio::time::sleep(REST).await;
                }
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(patience.stop, lines.shutdown()).await.is_err() {
        warn!("some requests did not end in time and were cut off");
    }
    Ok(())
}

fn answer(
    patience: Patience,
    stream: TcpStream,
    peer: SocketAddr,
    router: axum::Router,
    lines: &GracefulShutdown,
    place: OwnedSemaphorePermit,
) {
    // Answers are small and whole: waiting to fill a packet only delays them.
    if let Err(reason) = stream.set_nodelay(true) {
        debug!(%reason, "a connection keeps its delay");
    }
    // A proxy speaks HTTP/1.1 to us; HTTP/2 without TLS would escape the limit on how long a head may take.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.head);
    let from_peer = move |mut request: Request<_>| {
        request.extensions_mut().insert(Peer(peer));
        request
    };
    let service = TowerToHyperService::new(router.map_request(from_peer));
    let connection = lines.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned());
    tokio::spawn(async move {
        let _place = place;
        if let Err(reason) = connection.await {
            debug!(%reason, "a connection ended badly");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, routing::get};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::{Notify, oneshot},
    };

    async fn listening() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    #[tokio::test]
    async fn whoever_sends_half_a_request_is_cut_off() {
        let (listener, address) = listening().await;
        let patience = Patience { head: Duration::from_millis(50), ..PATIENCE };
        let router = Router::new().route("/", get(async || "hello"));
        tokio::spawn(serve_with(patience, router, listener, std::future::pending()));
        let mut line = TcpStream::connect(address).await.unwrap();
        line.write_all(b"GET / HTTP/1.1\r\nHost: lan").await.unwrap();
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), line.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "the line stayed open");
        assert!(!String::from_utf8_lossy(&answer).contains("hello"));
    }

    #[tokio::test]
    async fn a_request_that_has_begun_is_answered_before_the_server_stops() {
        let (listener, address) = listening().await;
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (tell, wait) = (begun.clone(), go_on.clone());
        let slow = async move || {
            tell.notify_one();
            wait.notified().await;
            "done"
        };
        let (stop, stopping) = oneshot::channel::<()>();
        let shutdown = async move { drop(stopping.await) };
        let router = Router::new().route("/", get(slow));
        let server = tokio::spawn(serve_with(PATIENCE, router, listener, shutdown));
        let mut line = TcpStream::connect(address).await.unwrap();
        line.write_all(b"GET / HTTP/1.1\r\nHost: lantern\r\n\r\n").await.unwrap();
        begun.notified().await;
        stop.send(()).unwrap();
        go_on.notify_one();
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("done"), "{answer}");
        server.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "it still listens");
    }
}
