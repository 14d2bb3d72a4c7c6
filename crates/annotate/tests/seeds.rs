//! What the seed articles' names become: one readable file.

use std::fmt::Write;

use claimdiff_annotate::{MentionKind, annotate};
use claimdiff_text::{Article, Line, LineKind, Meta, Reason, Span};

/// An article whose every line is running text, so that this crate's snapshots stand still when reading changes.
fn article(id: &str, text: &str) -> Article {
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if !span.is_empty() {
            lines.push(Line {
                span,
                prose: span,
                number: number as u32 + 1,
                kind: LineKind::Paragraph,
                reason: Reason::Default,
                confidence: 100,
            });
        }
    }
    Article { id: id.to_owned(), path: id.to_owned(), text: text.to_owned(), lines, meta: Meta::default() }
}

#[test]
fn entities_of_the_seeds() {
    let mut out = String::new();
    for (stem, text) in claimdiff_cases::seeds() {
        let article = article(&stem, &text);
        let doc = annotate(&article);
        for (n, entity) in doc.entities.iter().enumerate() {
            let of = |kind| doc.mentions.iter().filter(|m| m.entity.0 == n as u32 && m.kind == kind).count();
            let gender = entity.gender.map_or(String::new(), |g| format!(" {g:?}").to_lowercase());
            let _ = write!(
                out,
                "{} {:?} {}{gender} [{}] {}",
                &article.id[..3],
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
