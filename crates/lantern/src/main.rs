//! The `lantern` binary: configuration, commands, start-up and orderly stop.
fn main() {}
