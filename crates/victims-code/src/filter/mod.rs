//! The engine as a filter: case events in as JSON lines, duties out as JSON lines (`lantern duties`).
