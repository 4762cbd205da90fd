//! From where a request comes, for the audit: the address of the other end of the line.

use crate::Shared;
use axum::extract::Request;
use std::net::SocketAddr;

/// The other end of the line; put into each request by whoever accepted the connection
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub SocketAddr);

/// The address of the client; empty when there is no line, as in tests. Behind a proxy it is the proxy's: a header that
/// anybody can send is not believed.
pub(crate) fn address(_: &Shared, request: &Request) -> String {
    request.extensions().get::<Peer>().map(|peer| peer.0.ip().to_string()).unwrap_or_default()
}
