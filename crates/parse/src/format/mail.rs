//! E-mail: a message (EML) or a box of them (mbox), the article in each, such as a newsletter or a press release.
//! Attachments are told of and not read.

use std::io::{BufRead, Read};

use claimdiff_text::{Article, Meta, Origin, Record, Sourced, Stamp};
use mail_parser::{MessageParser, MimeHeaders};

use super::{Format, Reader, Sink, Source, failed, html, paragraphs};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "mail", extensions: &["eml", "mbox", "emlx"], detect, reader: Reader::Stream(read) };

/// Header fields of e-mail: an input that begins with fields and has two of these is one.
const FIELDS: &[&str] = &[
    "bcc",
    "cc",
    "content-transfer-encoding",
    "delivered-to",
    "dkim-signature",
    "from",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "subject",
    "to",
];

fn detect(head: &str) -> u8 {
    let head = if head.starts_with("From ") { head.split_once('\n').map_or("", |(_, rest)| rest) } else { head };
    // Lines that go on begin with a blank.
    let fields = head.lines().take_while(|l| !l.is_empty()).filter(|l| !l.starts_with([' ', '\t', '>']));
    let mut names = fields.map_while(|l| l.split_once(':')).map(|(name, _)| name.to_ascii_lowercase());
    let Some(first) = names.next().filter(|name| !name.contains(' ')) else { return 0 };
    let found = std::iter::once(first).chain(names).filter(|name| FIELDS.contains(&name.as_str())).count();
    if found >= 2 { 3 } else { 0 }
}

/// Reads the messages one by one: in a box each begins with a line "From ..." after a blank one.
fn read(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let limit = source.limits.article_bytes;
    let (mut message, mut line) = (Vec::new(), Vec::new());
    let (mut number, mut begun, mut blank, mut long) = (0u32, 1u32, true, false);
    let is_box = input.fill_buf().map_err(failed)?.starts_with(b"From ");
    let mut count = 0;
    let mut found = 0;
    loop {
        line.clear();
        let read = (&mut *input).take(limit as u64 + 1).read_until(b'\n', &mut line).map_err(failed)?;
        let next = is_box && blank && line.starts_with(b"From ");
        if (read == 0 || next) && !message.is_empty() {
            count += 1;
            if long {
                let what = format!("reading mail: message {count} is longer than the limit of {limit} bytes");
                each(source.note(Some(begun), what));
            } else if let Some(article) = article(&message, source, (count, begun), each) {
                found += 1;
                each(Item::Article(Box::new(article)));
            } else {
                each(source.note(Some(begun), format!("reading mail: message {count} holds no running text")));
            }
        }
        if read == 0 {
            break;
        }
        number += 1;
        if next {
            message.clear();
            (begun, long) = (number + 1, false);
            blank = false;
            continue;
        }
        blank = line.trim_ascii().is_empty();
        // In a box a line of text that begins so is marked.
        let quoted = is_box && line.starts_with(b">From ");
        match message.len() + line.len() > limit {
            true => long = true,
            false => message.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or_default()),
        }
    }
    if found == 0 && count <= 1 { Err(Error::NoText) } else { Ok(()) }
}

fn article(bytes: &[u8], source: &Source<'_>, (n, line): (usize, u32), each: &mut Sink<'_>) -> Option<Article> {
    let message = MessageParser::default().parse(bytes)?;
    let new =
        |value: &str| Some(Sourced::new(value.trim().to_owned(), Origin::Metadata)).filter(|v| !v.value.is_empty());
    let from = message.from().and_then(|f| f.first()).and_then(|a| a.name().or(a.address()));
    let date = message.date().and_then(|d| Stamp::parse(&d.to_rfc3339()));
    let known = &source.known;
    let meta = Meta {
        headline: known.headline.clone().or_else(|| message.subject().and_then(new)),
        outlet: known.outlet.clone().or_else(|| from.and_then(new)),
        published: known.published.clone().or(date.map(|d| Sourced::new(d, Origin::Metadata))),
        record: Some(Record { id: message.message_id().map(str::to_owned), number: n as u32, line: Some(line) }),
        ..known.clone()
    };
    if message.attachment_count() > 0 {
        let names = message.attachments().filter_map(|a| a.attachment_name()).take(5).collect::<Vec<_>>().join(", ");
        each(source.hint(format!("reading mail: attachments are not read: {names}")));
    }
    let id = source.id(n);
    // The page of a message says more of its lines than its plain text, where it has one of its own.
    let is_html = message.html_bodies().any(|p| p.is_text_html());
    let page = message.body_html(0).filter(|_| is_html);
    let of_page = page.and_then(|page| html::article(&page, source, &id, meta.clone(), each).ok());
    of_page.or_else(|| {
        let text = message.body_text(0)?;
        super::assemble(paragraphs(&text), source, &id, meta, each)
    })
}
