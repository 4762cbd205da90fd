use super::*;

fn share(part: u64, whole: u64) -> Share {
    let one = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    Share { part, whole, low: (one - 0.1).max(0.0), high: (one + 0.1).min(1.0), contacts: None }
}

/// Values of an attribute of every element with a class
fn values(svg: &str, class: &str, attribute: &str) -> Vec<f64> {
    let elements = svg.split('<').filter(|element| element.contains(&format!("class=\"{class}\"")));
    let value = |element: &str| {
        let rest = element.split(&format!(" {attribute}=\"")).nth(1)?;
        rest.split('"').next()?.parse().ok()
    };
    elements.map(|element| value(element).unwrap_or_else(|| panic!("{element} has no {attribute}"))).collect()
}

fn bar(label: &str, part: u64, whole: u64) -> Bar {
    Bar { label: label.into(), share: Some(share(part, whole)) }
}

fn months(shares: &[Option<Share>]) -> Vec<Month> {
    let month =
        |(number, share): (usize, &Option<Share>)| Month { label: format!("M{number}"), share: *share };
    shares.iter().enumerate().map(month).collect()
}

#[test]
fn a_bar_is_as_long_as_its_number_and_says_it() {
    let rows = [bar("Response", 36, 51), bar("Investigation", 5, 20), bar("Hub", 9, 9)];
    let svg = bars("b", "On time", &rows).to_string();
    for (long, row) in values(&svg, "lantern-chart__bar", "width").into_iter().zip(&rows) {
        let share = row.share.unwrap();
        assert!((long - 250.0 * share.of_one().unwrap()).abs() <= 0.05, "{long}: {row:?}");
        assert!(svg.contains(&format!(">{}</text>", share.percent())), "{row:?}");
        assert!(svg.contains(&format!("{}: {}", row.label, share.words())), "{row:?}");
    }
    // Two lines stand at the ends of each interval, and one between them.
    assert_eq!(values(&svg, "lantern-chart__whisker", "x1").len(), 9);
    assert!(
        svg.starts_with("<svg")
            && svg.contains("role=\"img\"")
            && svg.contains("aria-labelledby=\"b-title b-desc\"")
    );
    assert!(svg.contains("<title id=\"b-title\">On time</title>") && !svg.contains("style="), "{svg}");
}

#[test]
fn nothing_and_a_single_point_make_no_nonsense() {
    let nothing = share(0, 0);
    let all = [
        bars("a", "t", &[]),
        bars("b", "t", &[bar("x", 0, 0), Bar { label: "y".into(), share: None }]),
        bars("c", "t", &[bar("x", 1, 1)]),
        trend("d", "t", &[]),
        trend("e", "t", &months(&[None, Some(nothing)])),
        trend("f", "t", &months(&[Some(share(1, 1))])),
        trend("g", "t", &months(&[Some(share(0, 4)), None, Some(share(4, 4))])),
        funnel("h", "t", &[]),
        funnel("i", "t", &[Step { label: "x".into(), count: 0 }]),
        funnel("j", "t", &[Step { label: "x".into(), count: 1 }]),
        control("k", "t", &[], &share(1, 2)),
        control("l", "t", &[Unit { label: "x".into(), share: Some(share(1, 1)) }], &share(1, 1)),
        control("m", "t", &[Unit { label: "x".into(), share: Some(share(0, 0)) }], &nothing),
        gaps("n", "t", &[]),
        gaps("o", "t", &[Gap { label: "x".into(), claimed: Some(share(1, 2)), confirmed: None }]),
    ];
    for chart in all {
        let svg = chart.to_string();
        for wrong in ["NaN", "inf", "\"-"] {
            assert!(!svg.contains(wrong), "{wrong} in {svg}");
        }
        assert!(svg.is_empty() || svg.ends_with("</svg>"), "{svg}");
    }
}

#[test]
fn a_line_breaks_where_a_month_has_no_number() {
    let svg = trend(
        "t",
        "t",
        &months(&[Some(share(1, 4)), Some(share(2, 4)), None, Some(share(3, 4)), Some(share(4, 4))]),
    )
    .to_string();
    assert_eq!(svg.matches("<polyline").count(), 2, "{svg}");
    // The foot is 0%, the top 100%.
    let heights = values(&svg, "lantern-chart__claimed", "cy");
    assert_eq!(heights, [124.5, 87.0, 49.5, 12.0]);
    assert!(svg.contains("<title>M3: 75%, 3 of 4</title>") && svg.contains("M2: no number"), "{svg}");
}

#[test]
fn a_funnel_shows_what_is_left_of_the_step_before() {
    let steps: Vec<Step> = [("happened", 200), ("owed", 160), ("recorded", 40), ("confirmed", 0)]
        .map(|(label, count)| Step { label: label.into(), count })
        .into();
    let svg = funnel("f", "t", &steps).to_string();
    assert_eq!(values(&svg, "lantern-chart__bar", "width"), [320.0, 256.0, 64.0, 0.0]);
    assert!(
        svg.contains("owed: 160 (80% of the step before)") && svg.contains("confirmed: 0 (0% of"),
        "{svg}"
    );
}

#[test]
fn a_unit_beyond_the_limits_is_marked_by_its_shape_and_number() {
    // Of 100 at 50%: 95% lie between 40.2% and 59.8%, 99.8% between 34.5% and 65.5%.
    let stands = |part| standing(&share(part, 100), 0.5).unwrap();
    assert_eq!(stands(34), Standing::FarBelow);
    assert_eq!(stands(35), Standing::Below);
    assert_eq!(stands(40), Standing::Below);
    assert_eq!(stands(41), Standing::Within);
    assert_eq!(stands(59), Standing::Within);
    assert_eq!(stands(60), Standing::Above);
    assert_eq!(stands(66), Standing::FarAbove);
    let unit = |label: &str, part| Unit { label: label.into(), share: Some(share(part, 100)) };
    let svg = control("c", "t", &[unit("Here", 20), unit("There", 50)], &share(500, 1000)).to_string();
    assert_eq!(svg.matches("<polygon").count(), 1, "{svg}");
    assert!(svg.contains("1. Here: 20%, 20 of 100; far lower") && svg.contains("2. There: 50%"), "{svg}");
}

#[test]
fn a_gap_is_said_in_points_and_which_way() {
    let gap = |claimed, confirmed| Gap { label: String::new(), claimed, confirmed }.words();
    assert_eq!(gap(Some(share(71, 100)), Some(share(58, 100))), "13 points more claimed than confirmed");
    assert_eq!(gap(Some(share(58, 100)), Some(share(59, 100))), "1 point more confirmed than claimed");
    assert_eq!(gap(Some(share(1, 3)), Some(share(33, 100))), "no gap");
    assert_eq!(gap(Some(share(1, 3)), None), "cannot be told");
    assert_eq!(gap(Some(share(1, 3)), Some(share(0, 0))), "cannot be told");
}

#[test]
fn what_is_not_all_never_reads_as_all() {
    assert_eq!(percent(999, 1000), "over 99%");
    assert_eq!(percent(1, 1000), "under 1%");
    assert_eq!(percent(0, 1000), "0%");
    assert_eq!(percent(1000, 1000), "100%");
    assert_eq!(percent(0, 0), "nothing to count");
}

#[test]
fn a_name_with_markup_in_it_is_a_text() {
    let svg = bars("b", "<b>", &[bar("<script>\"&", 1, 2)]).to_string();
    assert!(!svg.contains("<script") && !svg.contains("<b>") && svg.contains("&#60;script"), "{svg}");
}
