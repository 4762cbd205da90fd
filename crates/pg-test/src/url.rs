/// The same server, account and options, another database.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (address, options) = match url.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (url, String::new()),
    };
    let authority_start = address.find("://").map_or(0, |colon| colon + "://".len());
    let path_start =
        address[authority_start..].find('/').map_or(address.len(), |slash| authority_start + slash);
    format!("{}/{name}{options}", &address[..path_start])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_changes() {
        for (given, expected) in [
            ("postgres://a:b@host:5433/old", "postgres://a:b@host:5433/new"),
            ("postgres://host", "postgres://host/new"),
            ("postgres://host?sslmode=disable", "postgres://host/new?sslmode=disable"),
            ("postgres://a@localhost/old?host=%2Frun%2Fpg", "postgres://a@localhost/new?host=%2Frun%2Fpg"),
            ("postgres:///old?host=/run/pg", "postgres:///new?host=/run/pg"),
        ] {
            assert_eq!(with_database(given, "new"), expected);
        }
    }
}
