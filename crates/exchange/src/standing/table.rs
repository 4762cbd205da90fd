//! A sorted table of tab-separated text, searched where it lies: no index to build at start-up.

use memchr::{memchr, memchr2, memrchr};

/// One table made by the build script: a row a line, sorted by its first column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table(pub(super) &'static str);

/// The columns after the key of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The first column.
    pub key: &'static str,
    rest: &'static str,
}

impl Row {
    fn of_line(line: &'static str) -> Row {
        let (key, rest) = line.split_once('\t').unwrap_or((line, ""));
        Row { key, rest }
    }

    /// The columns after the key; a missing one reads as empty.
    pub fn columns<const N: usize>(self) -> [&'static str; N] {
        let mut parts = self.rest.split('\t');
        std::array::from_fn(|_| parts.next().unwrap_or(""))
    }
}

impl Table {
    /// All rows in order.
    pub fn rows(self) -> impl Iterator<Item = Row> {
        self.0.lines().map(Row::of_line)
    }

    /// The row with exactly this key.
    pub fn row(self, key: &str) -> Option<Row> {
        let found = self.rows_from(key).next()?;
        (found.key == key).then_some(found)
    }

    /// Rows in order, from the first whose key is not below `key`.
    pub fn rows_from(self, key: &str) -> impl Iterator<Item = Row> {
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        // INVARIANT: low and high are starts of lines (or the end); every line before low has a smaller key,
        // every line from high on does not.
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memrchr(b'\n', &bytes[..middle]).map_or(0, |at| at + 1).max(low);
            let end = memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |at| middle + at + 1);
            let line = &bytes[start..end];
            let line_key = &line[..memchr2(b'\t', b'\n', line).unwrap_or(line.len())];
            if line_key < key.as_bytes() { low = end } else { high = start }
        }
        self.0.get(low..).unwrap_or("").lines().map(Row::of_line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table("AA01\tone\t1\nAA01B\ttwo\t2\nAB\tthree\nZZ\t\tlast\n");

    #[test]
    fn finds_each_row_and_only_those() {
        for (key, first) in [("AA01", "one"), ("AA01B", "two"), ("AB", "three"), ("ZZ", "")] {
            assert_eq!(TABLE.row(key).unwrap().columns::<1>(), [first], "{key}");
        }
        for key in ["", "A", "AA01A", "AA01C", "AC", "ZZZ"] {
            assert!(TABLE.row(key).is_none(), "{key}");
        }
        assert_eq!(TABLE.row("ZZ").unwrap().columns::<3>(), ["", "last", ""]);
    }

    #[test]
    fn rows_from_starts_at_the_first_not_below() {
        assert_eq!(TABLE.rows_from("AA02").map(|row| row.key).collect::<Vec<_>>(), ["AB", "ZZ"]);
        assert_eq!(TABLE.rows_from("").count(), 4);
        assert_eq!(Table("").rows_from("x").count(), 0);
    }
}
