//! Charge files: any bytes are read or refused, and what is read can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match exchange::read_charge_file(bytes) {
    Ok(read) => {
        serde_json::to_string(&read.message).expect("a charge file is written as JSON");
        let defendants = &read.message.defendants;
        for (defendant, offence) in read.message.victims.iter().flat_map(|victim| &victim.offences) {
            assert!(defendants[*defendant].offences.get(*offence).is_some(), "a victim is of an offence that is there");
        }
    }
    Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line"),
});
