//! A style sheet for languages that are written from right to left, made from one that was written for the other way: what
//! stood on the left stands on the right. The design systems know one direction only. Run when the program is built.

/// The same style sheet, mirrored
pub fn mirrored(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut start = 0;
    for (end, sign) in boundaries(css) {
        let piece = &css[start..end];
        match sign {
            // What stands before a brace is a selector or a condition.
            '{' => out.push_str(piece),
            _ => out.push_str(&declaration(piece)),
        }
        out.push(sign);
        start = end + sign.len_utf8();
    }
    out.push_str(&css[start..]);
    out
}

/// Where rules and declarations end, outside of quotes and brackets
fn boundaries(css: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let (mut depth, mut quote) = (0_usize, None);
    for (place, letter) in css.char_indices() {
        match (quote, letter) {
            (Some(open), _) => quote = (open != letter).then_some(open),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, '{' | '}' | ';') if depth == 0 => found.push((place, letter)),
            _ => {}
        }
    }
    found
}

fn declaration(text: &str) -> String {
    let Some((name, value)) = text.split_once(':') else { return text.to_owned() };
    let property = name.trim();
    let value = match property {
        "padding" | "margin" | "border-width" | "border-color" | "border-style" | "inset" => four(value),
        "float" | "clear" | "text-align" | "background-position" => sides(value),
        "clip-path" | "-webkit-clip-path" => polygon(value),
        "transform" | "-webkit-transform" | "-ms-transform" => turned(value),
        _ => value.to_owned(),
    };
    format!("{}:{value}", sides(name))
}

/// Left for right and right for left, as whole words of a name or value
fn sides(text: &str) -> String {
    let mut out = String::new();
    let is_part = |letter: char| letter.is_ascii_alphabetic();
    for word in text.split_inclusive(|letter| !is_part(letter)) {
        let end = word.find(|letter| !is_part(letter)).unwrap_or(word.len());
        let (bare, rest) = word.split_at(end);
        out.push_str(match bare {
            "left" => "right",
            "right" => "left",
            other => other,
        });
        out.push_str(rest);
    }
    out
}

/// Top, right, bottom, left: the second and the fourth change places
fn four(value: &str) -> String {
    let (bare, important) = match value.trim_end().strip_suffix("!important") {
        Some(bare) => (bare, "!important"),
        None => (value, ""),
    };
    let mut depth = 0_usize;
    let parts: Vec<&str> = bare
        .split(|letter: char| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && letter == ' '
        })
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [top, right, bottom, left] => format!("{top} {left} {bottom} {right}{important}"),
        _ => value.to_owned(),
    }
}

/// Corners from the other side
fn polygon(value: &str) -> String {
    let Some((before, rest)) = value.split_once("polygon(") else { return value.to_owned() };
    let Some((corners, after)) = rest.split_once(')') else { return value.to_owned() };
    let corner = |corner: &str| match corner.trim().split_once(' ') {
        Some((across, down)) => match across.trim_end_matches('%').parse::<f64>() {
            Ok(across) => format!("{}% {down}", 100.0 - across),
            Err(_) => corner.to_owned(),
        },
        None => corner.to_owned(),
    };
    format!("{before}polygon({}){after}", corners.split(',').map(corner).collect::<Vec<_>>().join(","))
}

/// Turned the other way
fn turned(value: &str) -> String {
    match value.split_once("rotate(") {
        Some((before, rest)) => match rest.strip_prefix('-') {
            Some(rest) => format!("{before}rotate({rest}"),
            None => format!("{before}rotate(-{rest}"),
        },
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn what_stood_on_the_left_stands_on_the_right() {
        for (one, other) in [
            (".a{margin-left:5px}", ".a{margin-right:5px}"),
            (".a-left{float:left;color:red}", ".a-left{float:right;color:red}"),
            (".a{padding:1px 2px 3px 4px}", ".a{padding:1px 4px 3px 2px}"),
            (".a{padding:1px 2px}", ".a{padding:1px 2px}"),
            (
                ".a{margin:0 auto 0 calc(1px + 2px)!important}",
                ".a{margin:0 calc(1px + 2px) 0 auto!important}",
            ),
            ("@media (min-width:40em){.a{left:0;top:1px}}", "@media (min-width:40em){.a{right:0;top:1px}}"),
            (".a:before{content:\"left;{\";right:3px}", ".a:before{content:\"left;{\";left:3px}"),
            (".a{transform:rotate(225deg)}", ".a{transform:rotate(-225deg)}"),
            (".a{clip-path:polygon(0 0,100% 50%,0 100%)}", ".a{clip-path:polygon(100% 0,0% 50%,100% 100%)}"),
            (".a{border-left-color:inherit}", ".a{border-right-color:inherit}"),
            (".a{background-image:url(/x/left;a.png)}", ".a{background-image:url(/x/left;a.png)}"),
        ] {
            assert_eq!(mirrored(one), other);
        }
    }

    #[test]
    fn mirrored_twice_is_the_same_again() {
        let css = include_str!("../assets/lantern.css");
        assert_eq!(mirrored(&mirrored(css)), css);
    }

    #[test]
    fn our_own_style_sheet_has_no_side() {
        let css = include_str!("../assets/lantern.css");
        let rules = css.lines().filter(|line| !line.trim_start().starts_with("[dir="));
        for (place, line) in rules.enumerate() {
            for side in ["-left", "-right", "left:", "right:", ": left", ": right"] {
                assert!(!line.contains(side), "lantern.css, about line {}: {side} in {line}", place + 1);
            }
            assert_eq!(mirrored(line), line, "lantern.css: four values that differ from side to side");
        }
    }
}
