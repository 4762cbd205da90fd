//! Splits a stream into lines without ever holding more than one long line.

use std::io::{ErrorKind, Read, Result};

/// The longest line that is read, in bytes without its end; longer ones are refused
pub const LONGEST_LINE: usize = 1 << 20;

/// How much is read at a time
const CHUNK: usize = 256 << 10;

/// Calls `each` with the number (from 1) and text of every line; `None` stands for a line that is too long.
///
/// A byte order mark before the first line is dropped. Memory stays bounded whatever the input.
pub(super) fn for_each_line(mut input: impl Read, mut each: impl FnMut(u64, Option<&[u8]>)) -> Result<()> {
    let mut buffer = vec![0; LONGEST_LINE + 1 + CHUNK];
    let mut kept = 0; // bytes of an unfinished line at the front
    let mut skipping = false; // inside a line that is too long
    let mut number = 1;
    loop {
        let read = match input.read(&mut buffer[kept..]) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let filled = kept + read;
        let mut start = 0;
        // The bytes kept from before hold no line end.
        for end in memchr::memchr_iter(b'\n', &buffer[kept..filled]).map(|at| kept + at) {
            let line = Some(&buffer[start..end]).filter(|line| !skipping && line.len() <= LONGEST_LINE);
            each(number, line.map(|line| without_mark(number, line)));
            skipping = false;
            number += 1;
            start = end + 1;
        }
        kept = filled - start;
        if skipping || kept > LONGEST_LINE {
            skipping = true;
            kept = 0;
        } else {
            buffer.copy_within(start..filled, 0);
        }
    }
    if skipping {
        each(number, None);
    } else if kept > 0 {
        each(number, Some(without_mark(number, &buffer[..kept])));
    }
    Ok(())
}

fn without_mark(number: u64, line: &[u8]) -> &[u8] {
    if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a text a few bytes at a time.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let length = self.0.len().min(self.1).min(buffer.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn lines(text: &[u8], step: usize) -> Vec<(u64, Option<usize>)> {
        let mut seen = Vec::new();
        for_each_line(Trickle(text, step), |number, line| seen.push((number, line.map(<[u8]>::len))))
            .unwrap();
        seen
    }

    #[test]
    fn lines_are_the_same_however_they_arrive() {
        for step in [1, 2, 3, 100] {
            assert_eq!(lines(b"\xef\xbb\xbfab\n\ncde", step), [(1, Some(2)), (2, Some(0)), (3, Some(3))]);
            assert_eq!(lines(b"ab\n", step), [(1, Some(2))]);
            assert_eq!(lines(b"", step), []);
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_named_once_and_the_next_one_is_read() {
        let longest = vec![b'x'; LONGEST_LINE];
        let too_long = vec![b'x'; 3 * LONGEST_LINE];
        let text = [&longest[..], b"\n", &too_long, b"\nab\n", &longest, b"y\nc\n", &too_long].concat();
        let expected = [(1, Some(LONGEST_LINE)), (2, None), (3, Some(2)), (4, None), (5, Some(1)), (6, None)];
        for step in [70_001, LONGEST_LINE, usize::MAX] {
            assert_eq!(lines(&text, step), expected);
        }
    }
}
