//! The duty filter: any lines are applied or refused, and duties come out as JSON lines.
#![no_main]

use calendar::Calendar;
use libfuzzer_sys::fuzz_target;
use victims_code::{Code, EditionChoice, filter::Filter};

fuzz_target!(|bytes: &[u8]| {
    let mut filter = Filter::new(Code::embedded(), Calendar::england_and_wales(), EditionChoice::Auto);
    filter
        .read(bytes, |_, why| assert!(!why.to_string().contains('\n'), "a reason is one line"))
        .expect("memory can be read");
    let mut duties = Vec::new();
    let as_of = jiff::Timestamp::constant(1_735_689_600, 0);
    filter.write(as_of, &mut duties, 1).expect("memory can be written");
    for line in duties.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde_json::Value>(line).expect("a duty is a JSON object");
    }
});
