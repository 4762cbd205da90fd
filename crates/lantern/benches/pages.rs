//! The worklist and the case page with many cases.

fn main() {}
