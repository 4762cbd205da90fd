//! A QR code: an address as a square to scan.

use qrcode::{Color, EcLevel, QrCode};

/// White modules around the square, without which cameras do not find it
const QUIET: usize = 4;

/// A square of modules, with its quiet zone
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code that leads to an address; nothing when it is too long for one
    pub fn of(address: &str) -> Option<Self> {
        // A fifth of it may be stained or torn.
        let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()?;
        let (width, colours) = (code.width(), code.to_colors());
        let side = width + 2 * QUIET;
        let mut dark = vec![false; side * side];
        for (place, _) in colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
            let at = (place / width + QUIET) * side + place % width + QUIET;
            if let Some(module) = dark.get_mut(at) {
                *module = true;
            }
        }
        Some(Self { side, dark })
    }

    /// Modules on a side, with the quiet zone
    pub fn side(&self) -> usize {
        self.side
    }

    /// Dark modules beside each other: column, row, how many
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (place, _) in self.dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (column, row) = (place % self.side, place / self.side);
            match runs.last_mut() {
                Some((from, of, length)) if *of == row && *from + *length == column => *length += 1,
                _ => runs.push((column, row, 1)),
            }
        }
        runs
    }

    /// The path of an SVG picture whose view box is as many units wide as there are modules
    pub fn path(&self) -> String {
        let run = |(x, y, length): (usize, usize, usize)| format!("M{x} {y}h{length}v1h-{length}z");
        self.runs().into_iter().map(run).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What a camera reads that sees these dark modules
    pub(crate) fn scanned(side: usize, runs: &[(usize, usize, usize)]) -> String {
        const PIXELS: usize = 5;
        let size = side * PIXELS;
        let is_dark = |x: usize, y: usize| {
            let (column, row) = (x / PIXELS, y / PIXELS);
            runs.iter().any(|(from, of, length)| *of == row && (*from..from + length).contains(&column))
        };
        let grey = |x, y| if is_dark(x, y) { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, grey);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is found");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_leads_back_to_its_address() {
        for address in ["https://lantern.example/sign-in", "http://127.0.0.1:8080/sign-in?lang=cy"] {
            let code = Code::of(address).unwrap();
            assert_eq!(scanned(code.side(), &code.runs()), address);
        }
    }

    #[test]
    fn what_is_too_long_for_a_code_is_none() {
        assert_eq!(Code::of(&"a".repeat(5_000)), None);
    }
}
