//! From where a request comes, for the audit and for the limits on attempts: the address of the other end of the line,
//! or what a proxy of the deployment says of it.

use crate::Shared;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName},
};
use std::net::{IpAddr, SocketAddr};

/// The other end of the line; put into each request by whoever accepted the connection
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub SocketAddr);

/// The address of the client; empty when there is no line, as in tests. Behind a proxy it is the proxy's, unless the
/// configuration names the header in which that proxy says whose line it is: a header that anybody can send is not
/// believed.
pub(crate) fn address(shared: &Shared, request: &Request) -> String {
    let said = shared.app.proxy_header.as_ref().and_then(|name| last_of(request.headers(), name));
    let peer = || request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    said.or_else(peer).map(|address| address.to_canonical().to_string()).unwrap_or_default()
}

/// The last entry is the one that the nearest proxy wrote; those before it are whatever the client sent.
fn last_of(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_what_the_nearest_proxy_wrote_is_believed() {
        let name = HeaderName::from_static("x-forwarded-for");
        let said = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(&name, HeaderValue::from_static(line));
            }
            last_of(&headers, &name).map(|address| address.to_string()).unwrap_or_default()
        };
        assert_eq!(said(&["203.0.113.9, 192.0.2.1"]), "192.0.2.1");
        assert_eq!(said(&["203.0.113.9", "192.0.2.1"]), "192.0.2.1");
        assert_eq!(said(&["192.0.2.1, nonsense"]), "");
        assert_eq!(said(&[]), "");
    }
}
