//! From what happened to what a victim confirms: how many are left at each step.

use super::{
    Chart,
    drawing::{Anchor, Drawing, LETTERS, LINE, lines, place},
    percent,
    share::counted,
};

/// The length of the longest bar
const FULL: f64 = 320.0;
const THICK: f64 = 18.0;

/// A step
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// such as "recorded as told"
    pub label: String,
    /// how many are left
    pub count: u64,
}

impl Step {
    /// Of the step before: "71% of the step before"; nothing for the first
    pub fn of_before(&self, before: Option<&Step>) -> String {
        match before {
            Some(before) if before.count > 0 => percent(self.count, before.count),
            _ => String::new(),
        }
    }
}

/// A picture of steps
pub(crate) fn funnel(id: &str, title: &str, steps: &[Step]) -> Chart {
    let most = steps.iter().map(|step| step.count).max().unwrap_or(0);
    if most == 0 {
        return Chart::default();
    }
    let mut drawing = Drawing::default();
    let (mut y, mut read, mut before) = (0.0, Vec::new(), None);
    for step in steps {
        let share = step.of_before(before);
        let mut words = format!("{}: {}", step.label, counted(step.count));
        if !share.is_empty() {
            words.push_str(&format!(" ({share} of the step before)"));
        }
        for line in lines(&words, LETTERS) {
            y += LINE;
            drawing.text((0.0, y - 3.0), Anchor::Start, "", &line);
        }
        let long = FULL * place(step.count) / place(most);
        drawing.rect((0.0, y + 2.0), (long, THICK), "lantern-chart__bar", "");
        y += THICK + 10.0;
        read.push(words);
        before = Some(step);
    }
    drawing.chart(id, title, format!("Bars, each as long as its count. {}.", read.join("; ")), y)
}
