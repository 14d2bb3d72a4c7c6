//! The words that attribute: verbs and nouns with their frames.

use claimdiff_text::Slice;
use claimdiff_text::{
    lexicon::{Column, Table},
    table::hit,
};

use crate::words;

/// Verbs that attribute words to somebody.
pub static CUE_VERBS: Table = Table {
    name: "cue-verbs",
    text: include_str!("verbs.tsv"),
    columns: &[Column::Lower, Column::Optional, Column::Letters("dmwoncr")],
};

/// Nouns that stand for words somebody said or wrote.
pub static CUE_NOUNS: Table = Table {
    name: "cue-nouns",
    text: include_str!("nouns.tsv"),
    columns: &[Column::Lower, Column::Optional, Column::OneOf(&["speech", "writing", "term"])],
};

/// A form of a word that attributes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    /// The base form.
    pub(crate) lemma: &'static str,
    /// Which form of it.
    pub(crate) form: Form,
    frames: u8,
}

/// A form of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// "say": infinitive, imperative or a plural's present.
    Base,
    /// "says".
    Third,
    /// "said".
    Past,
    /// "saying".
    Ing,
    /// A noun.
    Noun,
}

impl Cue {
    const DIRECT: u8 = 1;
    const MANNER: u8 = 2;
    const WRITTEN: u8 = 4;
    const OBJECT: u8 = 8;
    const NAMING: u8 = 16;
    const REPORTS: u8 = 32;

    /// Introduces direct speech beside the marks.
    pub(crate) fn direct(self) -> bool {
        self.frames & Cue::DIRECT != 0
    }

    /// Introduces direct speech beside the marks, but has other senses.
    pub(crate) fn manner(self) -> bool {
        self.frames & Cue::MANNER != 0
    }

    /// Its object is the person spoken to.
    pub(crate) fn takes_hearer(self) -> bool {
        self.frames & Cue::OBJECT != 0
    }

    /// Names something with the words: "called it".
    pub(crate) fn naming(self) -> bool {
        self.frames & Cue::NAMING != 0
    }

    /// Often passes on what others say.
    pub(crate) fn reports(self) -> bool {
        self.frames & Cue::REPORTS != 0
    }

    /// The frames that the models know, as a feature of them.
    pub(crate) fn frames(self) -> u8 {
        self.frames & !Cue::REPORTS
    }
}

/// The verb a word is a form of. Capitals do not matter.
pub(crate) fn verb(word: &str) -> Option<Cue> {
    words::find(word).verb
}

/// Whether a word is a form of a verb that tells what somebody says ("said", "tweets") or of a noun for it ("statement"), and
/// not of one that only names what they think, want or do ("thanked", "refused"). Capitals do not matter.
pub fn says(word: &str) -> bool {
    verb(word).is_some_and(|cue| cue.direct() || cue.manner()) || noun(word).is_some()
}

/// The noun a word is a form of. Capitals do not matter.
pub(crate) fn noun(word: &str) -> Option<Cue> {
    words::find(word).noun
}

/// Says that a cue decided something.
pub(crate) fn fired(cue: Cue) {
    hit(if cue.form == Form::Noun { "nouns" } else { "verbs" }, cue.lemma);
}

/// Gives all forms of all nouns.
pub(crate) fn nouns(mut give: impl FnMut(&str, Cue)) {
    for row in CUE_NOUNS.rows() {
        let lemma = row.key();
        let frames = if row.cell(2) == "writing" { Cue::WRITTEN } else { 0 };
        let cue = Cue { lemma, form: Form::Noun, frames };
        give(lemma, cue);
        match row.cell(1) {
            "" => give(&format!("{lemma}s"), cue),
            irregular => give(irregular, cue),
        }
    }
}

/// Gives all forms of all verbs.
pub(crate) fn verbs(mut give: impl FnMut(&str, Cue)) {
    for row in CUE_VERBS.rows() {
        let lemma = row.key();
        let frames = row.cell(2).bytes().fold(0, |f, b| {
            f | match b {
                b'd' => Cue::DIRECT,
                b'm' => Cue::MANNER,
                b'w' => Cue::WRITTEN,
                b'o' => Cue::OBJECT,
                b'n' => Cue::NAMING,
                b'r' => Cue::REPORTS,
                _ => 0,
            }
        });
        give(lemma, Cue { lemma, form: Form::Base, frames });
        if row.cell(1).is_empty() {
            regular(lemma).iter().for_each(|(word, form)| give(word, Cue { lemma, form: *form, frames }));
        }
        for word in row.cell(1).split(' ').filter(|w| !w.is_empty()) {
            let form = match word {
                w if w.ends_with("ing") => Form::Ing,
                w if w.ends_with('s') && w.len() > lemma.len() => Form::Third,
                _ => Form::Past,
            };
            give(word, Cue { lemma, form, frames });
        }
    }
}

/// The regular forms of a verb.
fn regular(lemma: &str) -> [(String, Form); 3] {
    let stem = lemma.slice(..lemma.len() - 1);
    let vowel_before = lemma.len() > 1 && stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    let (third, past, ing) = if lemma.ends_with('y') && !vowel_before {
        (format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing"))
    } else if lemma.ends_with("ee") {
        (format!("{lemma}s"), format!("{lemma}d"), format!("{lemma}ing"))
    } else if lemma.ends_with('e') {
        (format!("{lemma}s"), format!("{lemma}d"), format!("{stem}ing"))
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end)) {
        (format!("{lemma}es"), format!("{lemma}ed"), format!("{lemma}ing"))
    } else {
        (format!("{lemma}s"), format!("{lemma}ed"), format!("{lemma}ing"))
    };
    [(third, Form::Third), (past, Form::Past), (ing, Form::Ing)]
}
