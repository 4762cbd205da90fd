//! Trying again after a clash.

/// How often a clash between two transactions (not two people) is tried again.
pub(crate) const TRIES: usize = 5;

/// Does some work, and does it again when it clashed, so many times in all; the last answer is the answer. Work that is begun again
/// reads again what it rests on. No function: a future that borrows from what it is called with cannot be shown to be `Send`.
#[macro_export]
macro_rules! again {
    ($times:expr, $is_clash:expr, $work:expr) => {{
        let mut left: usize = $times;
        loop {
            left = left.saturating_sub(1);
            match $work {
                Err(clash) if left > 0 && ($is_clash)(&clash) => {}
                other => break other,
            }
        }
    }};
}

#[cfg(test)]
mod tests {
    fn tried(answers: &[Result<u8, &'static str>]) -> (usize, Result<u8, &'static str>) {
        let mut tries = 0;
        let mut next = || {
            tries += 1;
            answers[tries - 1]
        };
        let answer = again!(3, |why: &&str| *why == "clash", next());
        (tries, answer)
    }

    #[test]
    fn only_a_clash_is_tried_again_and_not_for_ever() {
        assert_eq!(tried(&[Ok(1)]), (1, Ok(1)));
        assert_eq!(tried(&[Err("clash"), Err("clash"), Ok(3)]), (3, Ok(3)));
        assert_eq!(tried(&[Err("clash"), Err("other"), Ok(3)]), (2, Err("other")));
        assert_eq!(tried(&[Err("clash"), Err("clash"), Err("clash"), Ok(4)]), (3, Err("clash")));
    }
}
