//! What may have to be taken out of a text: what the record knows (where the victim lives, how they are reached, when they
//! were born; who else is in the case) however it is typed, and what looks like a postcode, a phone number or an address.
//! In doubt too much. What the record knows about where the victim is stays out whatever anybody thinks.

use super::{
    Mark, Reason,
    plain::{self, Word, skeleton, squeezed},
};
use jiff::civil::Date;
use std::{collections::BTreeSet, ops::Range};

/// What the record knows that a text must not say.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Lines of the victim's addresses, now and before.
    pub addresses: Vec<String>,
    /// Their phone numbers.
    pub phones: Vec<String>,
    /// Their e-mail addresses.
    pub emails: Vec<String>,
    /// When they were born.
    pub born: Vec<Date>,
    /// Names of other victims, of those who act for somebody, of services that support them.
    pub others: Vec<String>,
    /// What the victim said about keeping safe and whom to tell; names in it stand for people and places.
    pub said_about_safety: Vec<String>,
    /// References of the case, which are no phone numbers.
    pub references: Vec<String>,
}

/// A passage that should be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The passage and why.
    pub mark: Mark,
    /// Whether it stays out: the record itself says where the victim is.
    pub stays_out: bool,
}

/// Words that stand in addresses, names and wishes and say nothing by themselves.
const COMMON: &str = "a after afternoon always an and anytime apartment april are at august avenue aunt be before block \
    bridge brother building by call centre church close cottage council court crescent dad daughter day days december \
    do does dr drive during east emergency estate evening evenings every family farm father february first flat floor \
    for friday friend from gardens green grove hall he her hers high hill him his house i if in is it january july june \
    just lane leave line lodge lower march may me message mind miss mobile monday morning mornings mother mr mrs ms mum \
    mx my neighbour never new no north not november number october of old on only or out parent park partner phone place \
    please police prefer rd ring road room safe saturday say school second september service services she should sir \
    sister solicitor someone son south speak spring square st street sunday support tell terrace text that the their \
    them then they third thursday to tuesday unit up upper use victim victims voicemail way wednesday weekday weekdays \
    west what when who will with without women wood work works write you your";

fn is_common(word: &str) -> bool {
    COMMON.split_ascii_whitespace().any(|common| common == word)
}

/// The longest stretch that may stand between the parts of one number.
const LONGEST_GAP: usize = 4;
/// Fewer digits are no phone number.
const SHORTEST_NUMBER: usize = 7;
/// Fewer letters stand in too many words to be looked for inside them.
const SHORTEST_SQUEEZED: usize = 6;

/// What should be taken out of a text, in no order.
pub fn suggestions(text: &str, known: &Known) -> Vec<Suggestion> {
    let search = Search { text, words: plain::words(text), known };
    let mut found = Vec::new();
    search.addresses(&mut found);
    search.others(&mut found);
    search.dates_of_birth(&mut found);
    search.numbers(&mut found);
    search.postcodes(&mut found);
    search.online(&mut found);
    found
}

/// Every place of what somebody marked elsewhere: what is sensitive in one sentence is in the next.
pub fn same_elsewhere(text: &str, passage: &str) -> Vec<Range<usize>> {
    let search = Search { text, words: plain::words(text), known: &Known::default() };
    let wanted: Vec<String> = plain::words(passage).iter().map(|word| squeezed(&word.text)).collect();
    let letters = wanted.concat();
    if letters.len() < 3 || wanted.iter().all(|word| is_common(word)) {
        return Vec::new();
    }
    let found = search
        .words
        .windows(wanted.len().max(1))
        .filter(|words| words.iter().zip(&wanted).all(|(word, wanted)| squeezed(&word.text) == *wanted));
    let mut found: Vec<Range<usize>> =
        found.filter_map(|words| Some(words.first()?.at.start..words.last()?.at.end)).collect();
    found.extend(search.squeezed_in(&letters));
    found
}

struct Search<'a> {
    text: &'a str,
    words: Vec<Word>,
    known: &'a Known,
}

fn suggest(at: Range<usize>, reason: Reason, stays_out: bool) -> Suggestion {
    Suggestion { mark: Mark { at, reason }, stays_out }
}

impl Search<'_> {
    /// Where the letters stand one after another, whatever is between them.
    fn squeezed_in(&self, wanted: &str) -> Vec<Range<usize>> {
        if wanted.chars().count() < SHORTEST_SQUEEZED {
            return Vec::new();
        }
        let signs: Vec<plain::Sign> =
            plain::signs(self.text).into_iter().filter(|sign| sign.letter.is_alphanumeric()).collect();
        let wanted: Vec<char> = wanted.chars().collect();
        let same =
            |window: &&[plain::Sign]| window.iter().zip(&wanted).all(|(sign, c)| skeleton(sign.letter) == *c);
        let found = signs.windows(wanted.len()).filter(same);
        found.filter_map(|window| Some(window.first()?.start..window.last()?.end)).collect()
    }

    /// Words that are one of these.
    fn words_of<'b>(&'b self, wanted: &'b BTreeSet<String>) -> impl Iterator<Item = (usize, &'b Word)> {
        let is_one = |word: &str| {
            let word = squeezed(word);
            // "Moss's" is two words; "Mosses" and "Mosss" are one.
            wanted.contains(&word) || word.strip_suffix('s').is_some_and(|stem| wanted.contains(stem))
        };
        self.words.iter().enumerate().filter(move |(_, word)| is_one(&word.text))
    }

    fn addresses(&self, found: &mut Vec<Suggestion>) {
        for line in &self.known.addresses {
            let whole = self.squeezed_in(&squeezed(line)).into_iter();
            found.extend(whole.map(|at| suggest(at, Reason::Whereabouts, true)));
            // The line with the number is the one that leads to the door.
            let leads_there = line.chars().any(|c| c.is_ascii_digit());
            let telling: BTreeSet<String> = plain::words(line)
                .iter()
                .filter(|word| word.text.chars().count() > 2 && !is_common(&word.text))
                .map(|word| squeezed(&word.text))
                .collect();
            // Without its number, or one word of it letter by letter.
            let letters = line.replace(|c: char| c.is_ascii_digit(), " ");
            let letters = squeezed(&letters);
            let inside = telling.iter().chain([&letters]).flat_map(|part| self.squeezed_in(part));
            if !telling.is_empty() {
                found.extend(inside.map(|at| suggest(at, Reason::Whereabouts, leads_there)));
            }
            for (place, word) in self.words_of(&telling) {
                let number = place.checked_sub(1).and_then(|before| self.words.get(before));
                let number =
                    number.filter(|n| n.text.chars().any(|c| c.is_ascii_digit()) && word.before.len() < 3);
                let start = number.map_or(word.at.start, |number| number.at.start);
                found.push(suggest(start..word.at.end, Reason::Whereabouts, leads_there));
            }
        }
        for email in &self.known.emails {
            let (account, place) = email.split_once('@').unwrap_or((email, ""));
            let account = squeezed(account);
            found.extend(
                self.squeezed_in(&account).into_iter().map(|at| suggest(at, Reason::Whereabouts, true)),
            );
            let place = self.squeezed_in(&squeezed(place)).into_iter();
            found.extend(place.map(|at| suggest(at, Reason::Whereabouts, false)));
            let account = BTreeSet::from([account]);
            found.extend(
                self.words_of(&account).map(|(_, w)| suggest(w.at.clone(), Reason::Whereabouts, true)),
            );
        }
    }

    fn others(&self, found: &mut Vec<Suggestion>) {
        for name in &self.known.others {
            let whole = self.squeezed_in(&squeezed(name)).into_iter();
            found.extend(whole.map(|at| suggest(at, Reason::ThirdParty, false)));
            let parts: BTreeSet<String> = plain::words(name)
                .iter()
                .filter(|word| word.text.chars().count() > 1 && !is_common(&word.text))
                .map(|word| squeezed(&word.text))
                .collect();
            found
                .extend(self.words_of(&parts).map(|(_, w)| suggest(w.at.clone(), Reason::ThirdParty, false)));
        }
        let said = self.known.said_about_safety.iter().flat_map(|said| plain::words(said));
        let names: BTreeSet<String> = said
            .filter(|word| word.capital && word.text.chars().count() > 2 && !is_common(&word.text))
            .map(|word| squeezed(&word.text))
            .collect();
        found.extend(self.words_of(&names).map(|(_, w)| suggest(w.at.clone(), Reason::Whereabouts, false)));
    }

    fn dates_of_birth(&self, found: &mut Vec<Suggestion>) {
        for born in &self.known.born {
            let (day, month, year) = (born.day(), born.month(), born.year());
            let in_one = [
                format!("{day:02}{month:02}{year}"),
                format!("{day:02}{month:02}{:02}", year % 100),
                format!("{year}{month:02}{day:02}"),
            ];
            let in_one: BTreeSet<String> = in_one.iter().map(|digits| squeezed(digits)).collect();
            found.extend(
                self.words_of(&in_one).map(|(_, w)| suggest(w.at.clone(), Reason::Whereabouts, true)),
            );
            for (place, pair) in self.words.windows(2).enumerate() {
                let [one, other] = pair else { continue };
                let spoken = |day_word: &Word, month_word: &Word| {
                    day_of(&day_word.text) == Some(day) && month_of(&month_word.text) == Some(month)
                };
                let is_it =
                    (spoken(one, other) || spoken(other, one)) && other.before.chars().count() <= LONGEST_GAP;
                let skips_of =
                    self.words.get(place + 2).filter(|third| other.text == "of" && spoken(one, third));
                if !is_it && skips_of.is_none() {
                    continue;
                }
                let last = if skips_of.is_some() { place + 2 } else { place + 1 };
                let year = self.words.get(last + 1).filter(|w| w.text.chars().all(|c| c.is_ascii_digit()));
                let end = year.or(self.words.get(last)).map_or(other.at.end, |word| word.at.end);
                // The year may stand first: 1987-06-05.
                let first = place.checked_sub(1).and_then(|before| self.words.get(before));
                let first = first.filter(|word| word.text == year_text(born));
                let start = first.map_or(one.at.start, |word| word.at.start);
                found.push(suggest(start..end, Reason::Whereabouts, true));
            }
        }
    }

    /// Phone numbers and other long numbers, with any of the usual things between their digits.
    fn numbers(&self, found: &mut Vec<Suggestion>) {
        let own: Vec<String> = self.known.phones.iter().map(|phone| digits_of(phone)).collect();
        let references: BTreeSet<String> = self.known.references.iter().map(|text| squeezed(text)).collect();
        let mut run: Vec<&Word> = Vec::new();
        let ends = self.words.iter().map(Some).chain([None]);
        for word in ends {
            let goes_on = word.is_some_and(|word| {
                is_number(&word.text) && (run.is_empty() || word.before.chars().count() <= LONGEST_GAP)
            });
            if let (Some(word), true) = (word, goes_on) {
                run.push(word);
                continue;
            }
            found.extend(number_in(&run, &own));
            run.clear();
            if let Some(word) = word {
                if is_number(&word.text) {
                    run.push(word);
                } else if !references.contains(&squeezed(&word.text))
                    && word.text.chars().filter(char::is_ascii_digit).count() >= SHORTEST_NUMBER
                {
                    found.push(suggest(
                        word.at.clone(),
                        Reason::Whereabouts,
                        is_own(&digits_of(&word.text), &own),
                    ));
                }
            }
        }
        self.spelled_numbers(&own, found);
    }

    /// "oh seven seven double oh"
    fn spelled_numbers(&self, own: &[String], found: &mut Vec<Suggestion>) {
        let mut run: Vec<&Word> = Vec::new();
        for word in self.words.iter().map(Some).chain([None]) {
            match word.filter(|word| spelled(&word.text).is_some()) {
                Some(word) => run.push(word),
                None => {
                    let digits: String = run.iter().filter_map(|word| spelled(&word.text)).collect();
                    if let (Some(first), Some(last), true) = (run.first(), run.last(), run.len() >= 5) {
                        found.push(suggest(
                            first.at.start..last.at.end,
                            Reason::Whereabouts,
                            is_own(&digits, own),
                        ));
                    }
                    run.clear();
                }
            }
        }
    }

    fn postcodes(&self, found: &mut Vec<Suggestion>) {
        let own: BTreeSet<String> = self.known.addresses.iter().map(|line| squeezed(line)).collect();
        for first in 0..self.words.len() {
            for count in 1..=7 {
                let Some(words) = self.words.get(first..first + count) else { break };
                let apart = words.iter().skip(1).any(|word| word.before.chars().count() > LONGEST_GAP);
                let parts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                if apart || parts.concat().chars().count() > 7 {
                    break;
                }
                if let (true, Some(from), Some(to)) = (is_postcode(&parts), words.first(), words.last()) {
                    let it = squeezed(&parts.concat());
                    let stays_out = own.iter().any(|line| line.contains(&it));
                    found.push(suggest(from.at.start..to.at.end, Reason::Whereabouts, stays_out));
                }
            }
        }
    }

    /// E-mail addresses, names of accounts, three words for a place; also with "at" and "dot" in words.
    fn online(&self, found: &mut Vec<Suggestion>) {
        let joined = |word: Option<&Word>| {
            word.is_some_and(|word| matches!(word.before.as_str(), "." | "-" | "_" | "+"))
        };
        for (place, word) in self.words.iter().enumerate() {
            let at_sign = word.before.contains('@');
            if !at_sign && !word.before.contains("///") {
                continue;
            }
            let after =
                (place + 1..self.words.len()).take_while(|next| joined(self.words.get(*next))).count();
            // "is @name" is the name of an account; "name @place.example" is an address with a space in it.
            let dotted = self.words.iter().skip(place + 1).take(after).any(|next| next.before == ".");
            let spaced = word.before.starts_with(char::is_whitespace) && word.before.ends_with('@');
            let is_account = spaced && !dotted;
            let mut first = if at_sign && !is_account { place.saturating_sub(1) } else { place };
            while first < place && first > 0 && joined(self.words.get(first)) {
                first -= 1;
            }
            if let (Some(from), Some(to)) = (self.words.get(first), self.words.get(place + after)) {
                found.push(suggest(from.at.start..to.at.end, Reason::Whereabouts, false));
            }
        }
        for window in self.words.windows(5) {
            let texts: Vec<&str> = window.iter().map(|word| word.text.as_str()).collect();
            if let ([_, "at", _, "dot", _], Some(from), Some(to)) =
                (&texts[..], window.first(), window.last())
            {
                found.push(suggest(from.at.start..to.at.end, Reason::Whereabouts, false));
            }
        }
    }
}

fn digits_of(text: &str) -> String {
    let digit = |letter: char| match letter {
        'o' => Some('0'),
        'l' | 'i' => Some('1'),
        digit => Some(digit).filter(char::is_ascii_digit),
    };
    plain::signs(text).into_iter().filter_map(|sign| digit(sign.letter)).collect()
}

/// Digits, or letters that are typed for them beside digits.
fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'o' | 'l' | 'i'))
        && word.chars().any(|c| c.is_ascii_digit())
}

/// Whether the digits are one of the victim's own numbers, also without its beginning.
fn is_own(digits: &str, own: &[String]) -> bool {
    let tail = |digits: &str| digits.get(digits.len().saturating_sub(SHORTEST_NUMBER)..).map(str::to_owned);
    own.iter()
        .filter(|own| own.len() >= SHORTEST_NUMBER)
        .filter_map(|own| tail(own))
        .any(|own| digits.contains(&own))
}

fn number_in(run: &[&Word], own: &[String]) -> Option<Suggestion> {
    let digits: String = run.iter().map(|word| digits_of(&word.text)).collect();
    let (first, last) = (run.first()?, run.last()?);
    let stays_out = is_own(&digits, own);
    if digits.len() < SHORTEST_NUMBER || (!stays_out && is_date(run)) {
        return None;
    }
    Some(suggest(first.at.start..last.at.end, Reason::Whereabouts, stays_out))
}

/// A day, and perhaps a time: 20/03/2026 10:30.
fn is_date(run: &[&Word]) -> bool {
    let values: Vec<(usize, u32)> =
        run.iter().map(|word| (word.text.len(), word.text.parse().unwrap_or(u32::MAX))).collect();
    let between: Vec<&str> = run.iter().skip(1).map(|word| word.before.trim()).collect();
    let date = |values: &[(usize, u32)]| {
        matches!(
            values,
            [(4, 1900..=2100), (..=2, 1..=12), (..=2, 1..=31)]
                | [(..=2, 1..=31), (..=2, 1..=12), (4, 1900..=2100)]
        )
    };
    let is_sign = |sign: &&str| matches!(*sign, "/" | "." | "-");
    let day = values.get(..3).is_some_and(date) && between.iter().take(2).all(is_sign);
    let time =
        values.get(3..).is_none_or(|rest| rest.iter().all(|(length, value)| *length <= 2 && *value < 60));
    day && time && values.len() <= 6
}

fn spelled(word: &str) -> Option<&'static str> {
    Some(match word {
        "zero" | "oh" | "nought" | "nil" => "0",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "double" | "treble" | "triple" | "hundred" => "",
        _ => return None,
    })
}

fn year_text(born: &Date) -> String {
    born.year().to_string()
}

fn day_of(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = word.strip_prefix(digits)?;
    ["", "st", "nd", "rd", "th"].contains(&suffix).then(|| digits.parse().ok())?
}

fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let named =
        MONTHS.iter().position(|month| word.starts_with(month) && word.chars().all(char::is_alphabetic));
    named.and_then(|place| i8::try_from(place + 1).ok()).or_else(|| word.parse().ok())
}

/// Whether the parts are a postcode: in one, in two where it is usual, or in more than anybody types by accident.
fn is_postcode(parts: &[&str]) -> bool {
    let letters: Vec<char> = parts.concat().chars().collect();
    let Some((outward, inward)) =
        letters.len().checked_sub(3).and_then(|split| letters.split_at_checked(split))
    else {
        return false;
    };
    let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, 'o' | 'i' | 'l');
    let is_letter = |c: &char| c.is_ascii_alphabetic() || matches!(c, '0' | '1');
    let outward_is = match outward {
        [a, b] => is_letter(a) && is_digit(b),
        [a, b, c] => {
            is_letter(a) && ((is_digit(b) && c.is_ascii_alphanumeric()) || (is_letter(b) && is_digit(c)))
        }
        [a, b, c, d] => is_letter(a) && is_letter(b) && is_digit(c) && d.is_ascii_alphanumeric(),
        _ => false,
    };
    let inward_is = matches!(inward, [a, b, c] if is_digit(a) && is_letter(b) && is_letter(c));
    let real = letters.iter().filter(|c| c.is_ascii_digit()).count();
    let usual = match parts {
        [_] => true,
        [out, _] => out.chars().count() == outward.len(),
        [out, one, rest] => {
            rest.chars().count() == 3 || (out.chars().count() == outward.len() && one.chars().count() == 1)
        }
        _ => true,
    };
    // A day or hour after a short word is none: "on 15th", "at 10am".
    let begins_with_a_letter = letters.first().is_some_and(char::is_ascii_alphabetic);
    outward_is && inward_is && real >= 1 && usual && begins_with_a_letter
}

#[cfg(test)]
mod tests;
