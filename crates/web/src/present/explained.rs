//! Words that officials use, found in the sentences that a victim reads, so that each is explained where it stands (ACC-3).
//! Found in the text, not listed by event: a sentence that is changed or new keeps its explanations.

use language::Language;

/// A word that is explained: the end of its messages' names, and how it appears in English and in Welsh. Welsh words
/// change at their beginning, so the unchanged rest stands here.
struct Word {
    name: &'static str,
    english: &'static [&'static str],
    welsh: &'static [&'static str],
}

const fn word(name: &'static str, english: &'static [&'static str], welsh: &'static [&'static str]) -> Word {
    Word { name, english, welsh }
}

/// Every word, in the order of a case.
const WORDS: [Word; 32] = [
    word("suspect", &["suspect"], &["ddrwgdybir"]),
    word("arrest", &["arrest"], &["arest"]),
    word("bail", &["bail"], &["echnïaeth"]),
    word(
        "released-under-investigation",
        &["released while the investigation goes on"],
        &["ryddhau tra bo’r ymchwiliad"],
    ),
    word("evidence", &["evidence"], &["ystiolaeth"]),
    word("witness", &["witness"], &["ystion", " tyst "]),
    word("prosecutor", &["prosecutor"], &["rlynydd"]),
    word("charge", &["charge", "charging"], &["yhudd"]),
    word(
        "no-further-action",
        &["no further action", "not to charge", "not to investigate"],
        &["camau pellach", "beidio â chyhuddo", "peidio ag ymchwilio"],
    ),
    word("out-of-court", &["out of court"], &["y tu allan i’r llys"]),
    word("remand", &["custody"], &["ddalfa"]),
    word("hearing", &["hearing", "court date"], &["wrandawiad", "dyddiad yn y llys"]),
    word("crown-court", &["crown court"], &["lys y goron"]),
    word("defendant", &["defendant"], &["iffynnydd"]),
    word("warrant", &["warrant"], &["warant"]),
    word("special-measures", &["special measures"], &["esurau arbennig"]),
    word("trial", &["trial"], &["treial", "dreial"]),
    word("guilty", &["guilty"], &["euog"]),
    word("personal-statement", &["personal statement"], &["atganiad personol"]),
    word("enhanced-rights", &["enhanced rights"], &["awliau estynedig"]),
    word("sentence", &["sentence"], &["edfryd"]),
    word("transcript", &["transcript"], &["rawsgrifiad"]),
    word("restriction-order", &["restriction order"], &["orchymyn cyfyngu"]),
    word("appeal", &["appeal"], &["apêl"]),
    word("compensation", &["compensation"], &["iawndal", "igolledu"]),
    word("probation", &["probation"], &["wasanaeth prawf"]),
    word("victim-contact-scheme", &["contact scheme"], &["ynllun cyswllt"]),
    word("open-prison", &["open prison"], &["archar agored"]),
    word("parole", &["parole"], &["arôl"]),
    word("recall", &["recalled"], &["alw’n ôl"]),
    word("register", &["the register"], &["gofrestr"]),
    word("restorative-justice", &["restorative justice"], &["yfiawnder adferol"]),
];

/// The ends of the names of all words that are explained, in the order of a case
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|word| word.name)
}

/// Which words of a sentence are explained
pub(crate) fn in_sentence(sentence: &str, language: Language) -> Vec<&'static str> {
    let sentence = sentence.to_lowercase();
    let is_in = |word: &&Word| match language {
        Language::English | Language::Mirrored => {
            word.english.iter().any(|stem| begins_a_word(&sentence, stem))
        }
        Language::Welsh => word.welsh.iter().any(|stem| sentence.contains(stem)),
    };
    WORDS.iter().filter(is_in).map(|word| word.name).collect()
}

/// "charge" is in "charged" and not in "discharge"
fn begins_a_word(sentence: &str, stem: &str) -> bool {
    sentence.match_indices(stem).any(|(at, _)| {
        let before = sentence.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use victims_code::{Code, Welsh};

    /// Words that nobody should have to know, and what explains each; written down apart from the list above.
    const OFFICIAL: [(&str, &str); 30] = [
        ("suspect ", "suspect"),
        ("arrested", "arrest"),
        ("bail", "bail"),
        ("evidence", "evidence"),
        ("witnesses", "witness"),
        ("prosecutor", "prosecutor"),
        ("charged", "charge"),
        ("without charge", "charge"),
        ("charging", "charge"),
        ("further action", "no-further-action"),
        ("not to charge", "no-further-action"),
        ("not to investigate", "no-further-action"),
        ("out of court", "out-of-court"),
        ("custody", "remand"),
        ("hearing", "hearing"),
        ("court date", "hearing"),
        ("crown court", "crown-court"),
        ("defendant", "defendant"),
        ("warrant", "warrant"),
        ("special measures", "special-measures"),
        ("trial", "trial"),
        ("guilty", "guilty"),
        ("personal statement", "personal-statement"),
        ("sentenced", "sentence"),
        ("transcript", "transcript"),
        ("restriction order", "restriction-order"),
        ("appeal", "appeal"),
        ("parole", "parole"),
        ("probation", "probation"),
        ("contact scheme", "victim-contact-scheme"),
    ];

    #[test]
    fn every_official_word_in_what_victims_read_has_its_explanation_in_both_languages() {
        let mut met = std::collections::BTreeSet::new();
        for trigger in Code::embedded().triggers() {
            let (english, welsh) = (&*trigger.victim, Welsh::embedded().trigger(&trigger.slug));
            let in_english = in_sentence(english, Language::English);
            let in_welsh = in_sentence(welsh.unwrap_or_default(), Language::Welsh);
            for (official, name) in OFFICIAL {
                if format!("{} ", english.to_lowercase()).contains(official) {
                    met.insert(official);
                    assert!(in_english.contains(&name), "{official:?} in {english:?}");
                    assert!(in_welsh.contains(&name), "{official:?} in {welsh:?}");
                }
            }
            let only: Vec<_> = in_english.iter().filter(|name| !in_welsh.contains(name)).collect();
            assert!(only.is_empty(), "explained in English only: {only:?} in {english:?}, {welsh:?}");
        }
        assert_eq!(met.len(), OFFICIAL.len(), "words that no sentence has");
    }

    #[test]
    fn every_word_has_a_question_and_an_answer_in_both_languages() {
        for name in names() {
            for language in Language::ALL {
                for message in
                    [format!("explain-{name}"), format!("words-{name}"), format!("words-{name}-means")]
                {
                    assert!(!language.say(&message).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_word_inside_another_is_not_that_word() {
        let found = |text: &str| in_sentence(text, Language::English);
        assert!(found("Discharge from hospital is planned").is_empty());
        assert_eq!(found("The suspect was charged"), ["suspect", "charge"]);
        assert_eq!(in_sentence("Mae’r fechnïaeth wedi dod i ben", Language::Welsh), ["bail"]);
    }
}
