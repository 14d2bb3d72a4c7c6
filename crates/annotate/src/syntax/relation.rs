macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident $label:literal;)*) => {
        /// How a word depends on its head: the relations of Universal Dependencies v2 for English, rare ones gathered
        /// under their general kind.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Relation {
            $($(#[$doc])* $name,)*
            /// Not parsed yet.
            #[default]
            Unknown,
        }

        impl Relation {
            /// All of them in the order of their numbers.
            pub const ALL: &[Relation] = &[$(Relation::$name,)*];

            /// The standard's name.
            pub fn label(self) -> &'static str {
                match self {
                    $(Relation::$name => $label,)*
                    Relation::Unknown => "_",
                }
            }
        }
    };
}

relations! {
    /// A clause that modifies a noun: "a plan *to leave*".
    Acl "acl";
    /// A relative clause: "the man who *left*".
    AclRelcl "acl:relcl";
    /// A clause that modifies a verb: "left when it *rained*".
    Advcl "advcl";
    /// An adverb.
    Advmod "advmod";
    /// An adjective before its noun.
    Amod "amod";
    /// A noun that says what another one is: "the envoy, a *lawyer*".
    Appos "appos";
    /// An auxiliary: "*has* left".
    Aux "aux";
    /// The auxiliary of a passive: "*was* left".
    AuxPass "aux:pass";
    /// A preposition or a possessive's ending.
    Case "case";
    /// "and", on the member it precedes.
    Cc "cc";
    /// A clause that is an object and has its own subject: "said he *left*".
    Ccomp "ccomp";
    /// A noun before a noun: "*peace* talks".
    Compound "compound";
    /// A particle: "set *up*".
    CompoundPrt "compound:prt";
    /// A further member of a list, on the first: "talks and *trade*".
    Conj "conj";
    /// A copula, on what is predicated: "*is* ready".
    Cop "cop";
    /// A clause that is a subject.
    Csubj "csubj";
    /// Something else, and what broke off.
    Dep "dep";
    /// A determiner.
    Det "det";
    /// A word of talk: "*well*, yes".
    Discourse "discourse";
    /// "*there* is", "*it* rains".
    Expl "expl";
    /// A further word of a fixed phrase, on the first: "as *well*".
    Fixed "fixed";
    /// A further word of a name, on the first: "Ada *Lovelace*".
    Flat "flat";
    /// The receiver: "gave *them* arms".
    Iobj "iobj";
    /// A further item of an enumeration.
    List "list";
    /// What opens a clause: "*that* he left", "*to* leave".
    Mark "mark";
    /// A noun with a preposition on a noun: "talks with *Oslo*".
    Nmod "nmod";
    /// A noun that describes a name: "*senator* Smith".
    NmodDesc "nmod:desc";
    /// A possessor.
    NmodPoss "nmod:poss";
    /// A noun on a noun without preposition: "$5 a *day*".
    NmodUnmarked "nmod:unmarked";
    /// A subject.
    Nsubj "nsubj";
    /// The subject of a passive.
    NsubjPass "nsubj:pass";
    /// A number.
    Nummod "nummod";
    /// An object.
    Obj "obj";
    /// A noun with a preposition on a verb or an adjective: "met in *Oslo*".
    Obl "obl";
    /// Who does it, in a passive: "shot by *police*".
    OblAgent "obl:agent";
    /// A noun on a verb without preposition: "met *Tuesday*".
    OblUnmarked "obl:unmarked";
    /// A clause set beside another: "he left, she *said*".
    Parataxis "parataxis";
    /// A mark.
    Punct "punct";
    /// The topmost word of the sentence.
    Root "root";
    /// Who is spoken to.
    Vocative "vocative";
    /// A clause without a subject of its own: "began to *leave*".
    Xcomp "xcomp";
}

impl Relation {
    /// The relation of a treebank's label.
    pub fn of(label: &str) -> Relation {
        if let Some(relation) = Relation::ALL.iter().find(|r| r.label() == label) {
            return *relation;
        }
        let general = label.split(':').next().unwrap_or(label);
        Relation::ALL.iter().find(|r| r.label() == general).copied().unwrap_or(Relation::Dep)
    }

    /// Whether it ties a clause to what governs it as subject or object: what is said, thought or asked.
    pub fn is_clausal_complement(self) -> bool {
        matches!(self, Relation::Ccomp | Relation::Xcomp | Relation::Csubj)
    }
}
