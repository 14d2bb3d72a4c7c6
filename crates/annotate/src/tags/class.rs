/// A universal part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are the standard's: universaldependencies.org/u/pos")]
pub enum Tag {
    /// Not tagged yet.
    Unknown,
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    Other,
}

/// The form of a verb or an auxiliary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// Infinitive, imperative or subjunctive: "to leave".
    Base,
    /// Finite, present: "leaves", "leave".
    Present,
    /// Finite, past: "left".
    Past,
    /// Past participle: "has left", "was left".
    Participle,
    /// The form in -ing.
    Gerund,
    /// A modal: "will", "could".
    Modal,
}

macro_rules! classes {
    ($($name:ident $upos:literal $tag:ident $form:expr;)*) => {
        /// What the tagger tells apart: a tag, with the form of verbs, the number of nouns and the words of questions
        /// and relative clauses.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "each is a tag with what follows of its name")]
        pub enum Class {
            $($name,)*
            /// Not tagged yet.
            #[default]
            Unknown,
        }

        impl Class {
            /// All of them in the order of their numbers.
            pub const ALL: &[Class] = &[$(Class::$name,)*];

            /// Its part of speech.
            pub fn tag(self) -> Tag {
                match self {
                    $(Class::$name => Tag::$tag,)*
                    Class::Unknown => Tag::Unknown,
                }
            }

            /// The standard's name of its part of speech.
            pub fn upos(self) -> &'static str {
                match self {
                    $(Class::$name => $upos,)*
                    Class::Unknown => "_",
                }
            }

            /// Its form, of a verb or an auxiliary.
            pub fn form(self) -> Option<VerbForm> {
                match self {
                    $(Class::$name => $form,)*
                    Class::Unknown => None,
                }
            }
        }
    };
}

use VerbForm::{Base, Gerund, Modal, Participle, Past, Present};

classes! {
    Adj "ADJ" Adj None;
    Adp "ADP" Adp None;
    Adv "ADV" Adv None;
    AdvWh "ADV" Adv None;
    AuxBase "AUX" Aux Some(Base);
    AuxPresent "AUX" Aux Some(Present);
    AuxPast "AUX" Aux Some(Past);
    AuxParticiple "AUX" Aux Some(Participle);
    AuxGerund "AUX" Aux Some(Gerund);
    AuxModal "AUX" Aux Some(Modal);
    Cconj "CCONJ" Cconj None;
    Det "DET" Det None;
    Intj "INTJ" Intj None;
    Noun "NOUN" Noun None;
    NounPlural "NOUN" Noun None;
    Num "NUM" Num None;
    Part "PART" Part None;
    Possessive "PART" Part None;
    Pron "PRON" Pron None;
    PronWh "PRON" Pron None;
    Propn "PROPN" Propn None;
    Punct "PUNCT" Punct None;
    Sconj "SCONJ" Sconj None;
    Sym "SYM" Sym None;
    VerbBase "VERB" Verb Some(Base);
    VerbThird "VERB" Verb Some(Present);
    VerbPresent "VERB" Verb Some(Present);
    VerbPast "VERB" Verb Some(Past);
    VerbParticiple "VERB" Verb Some(Participle);
    VerbGerund "VERB" Verb Some(Gerund);
    Other "X" Other None;
}

impl Class {
    /// The class of a treebank's word, by its universal part of speech and its Penn tag.
    pub fn of(upos: &str, penn: &str) -> Class {
        match (upos, penn) {
            ("ADJ", _) => Class::Adj,
            ("ADP", _) => Class::Adp,
            ("ADV", "WRB") => Class::AdvWh,
            ("ADV", _) => Class::Adv,
            ("AUX", "VB") => Class::AuxBase,
            ("AUX", "VBD") => Class::AuxPast,
            ("AUX", "VBN") => Class::AuxParticiple,
            ("AUX", "VBG") => Class::AuxGerund,
            ("AUX", "MD") => Class::AuxModal,
            ("AUX", _) => Class::AuxPresent,
            ("CCONJ", _) => Class::Cconj,
            ("DET", _) => Class::Det,
            ("INTJ", _) => Class::Intj,
            ("NOUN", "NNS" | "NNPS") => Class::NounPlural,
            ("NOUN", _) => Class::Noun,
            ("NUM", _) => Class::Num,
            ("PART", "POS") => Class::Possessive,
            ("PART", _) => Class::Part,
            ("PRON", "WP" | "WDT" | "WP$") => Class::PronWh,
            ("PRON", _) => Class::Pron,
            ("PROPN", _) => Class::Propn,
            ("PUNCT", _) => Class::Punct,
            ("SCONJ", _) => Class::Sconj,
            ("SYM", _) => Class::Sym,
            ("VERB", "VBZ") => Class::VerbThird,
            ("VERB", "VBP") => Class::VerbPresent,
            ("VERB", "VBD") => Class::VerbPast,
            ("VERB", "VBN") => Class::VerbParticiple,
            ("VERB", "VBG") => Class::VerbGerund,
            ("VERB", _) => Class::VerbBase,
            _ => Class::Other,
        }
    }

    /// Whether it is a noun in the plural.
    pub fn is_plural(self) -> bool {
        self == Class::NounPlural
    }
}
