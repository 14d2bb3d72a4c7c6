//! What the seed articles' names become: one readable file.

use std::fmt::Write;

use claimdiff_annotate::{MentionKind, annotate};
use claimdiff_text::Slice;

#[test]
fn entities_of_the_seeds() {
    let mut out = String::new();
    for (stem, text) in claimdiff_cases::seeds() {
        let article = claimdiff_cases::prose(&stem, &text, None);
        let doc = annotate(&article);
        for (n, entity) in doc.entities.iter().enumerate() {
            let of = |kind| doc.mentions.iter().filter(|m| m.entity.0 == n as u32 && m.kind == kind).count();
            let gender = entity.gender.map_or(String::new(), |g| format!(" {g:?}").to_lowercase());
            let _ = write!(
                out,
                "{} {:?} {}{gender} [{}] {}",
                article.id.slice(..3),
                entity.name,
                format!("{:?}", entity.kind).to_lowercase(),
                entity.key,
                of(MentionKind::Name),
            );
            let (pronouns, nominals) = (of(MentionKind::Pronoun), of(MentionKind::Nominal));
            if pronouns + nominals > 0 {
                let _ = write!(out, " + {pronouns} pronouns, {nominals} nominals");
            }
            for title in &entity.titles {
                let _ = write!(out, "; {}", title.of(&text));
            }
            out.push('\n');
        }
    }
    insta::assert_snapshot!(out);
}
