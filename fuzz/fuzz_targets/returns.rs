//! Returns of areas: every file, and every content that somebody with the right key seals, is opened or refused.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use returns::signed::{SigningKey, claimed_deployment, open, seal};

fuzz_target!(|bytes: &[u8]| {
    let key = SigningKey::of([7; 32]);
    let now = Timestamp::from_second(1_775_000_000).unwrap_or_default();
    let opened = |file: &[u8]| open(file, &key.public(), |_| true, now);
    let _ = claimed_deployment(bytes);
    let _ = opened(bytes);
    if let Ok(file) = seal([bytes, b"\n"].concat(), &key)
        && let Ok(opened) = opened(&file)
    {
        // What is opened adds up.
        assert_eq!(opened.rows.len() as i64, opened.header.rows);
    }
});
