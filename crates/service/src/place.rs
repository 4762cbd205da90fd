//! The place from which somebody tries: what attempts and refusals are counted by.

use std::net::IpAddr;

/// The place of a client's address: the address, or the network of a household for IPv6, in which one machine has as many
/// addresses as it likes.
pub fn place(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_household_is_one_place() {
        assert_eq!(place("192.0.2.1"), "192.0.2.1");
        assert_eq!(place("2001:db8:1:2:aaaa::1"), place("2001:db8:1:2:bbbb::2"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
        assert_eq!(place(&place("2001:db8:1:2:aaaa::1")), place("2001:db8:1:2:aaaa::1"));
        assert_eq!(place(""), "");
    }
}
