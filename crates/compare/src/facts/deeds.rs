//! Verbs that tell which part of a journey a time of the day is of.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of verbs, in their base form.
    pub(super) enum Deed in "facts/deeds", include_str!("deeds.tsv") => {
        /// A journey begins: what happens on the way has a time of its own.
        SetsOut = "sets-out",
    }
}

#[cfg(test)]
mod tests {
    use claimdiff::{analyse, read};
    use claimdiff_claims::Value;

    use super::Deed;

    #[test]
    fn cases() {
        let tables = [("facts/deeds", include_str!("deeds.tsv"))];
        claimdiff_cases::check("facts/deeds.cases", include_str!("deeds.cases"), &tables, |wording| {
            let analysis = analyse(&read("article", wording));
            let times = analysis
                .claims
                .iter()
                .filter(|c| matches!(c.value, Value::Clock(_) | Value::Date(_) | Value::PartialDate(_)));
            times.filter_map(|c| c.verb.as_deref()).flat_map(|verb| Deed::words().told(verb)).collect()
        });
    }
}
