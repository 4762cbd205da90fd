//! What is measured and how (OVR-1): the register of measures as data, shares with their intervals, suppression of small
//! numbers, samples and the agreement of readers.
//!
//! Nothing here knows where figures are kept, who looks at them, or anybody's name.
