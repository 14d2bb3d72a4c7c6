//! The manual page, made from the command line's own description.

use anyhow::Context;
use claimdiff::lexicon::unknown;
use clap::Command;

/// What the description of the command line does not hold, in the language of manual pages.
const MORE: &str = r#".SH "EXIT STATUS"
.TP
0
Nothing at or above \fB\-\-fail\-on\fR.
.TP
1
A finding at or above it.
.TP
2
A path is not there, nothing could be read (with \fB\-\-strict\fR: not all), the result could not be written, a fault of
the program was caught, or the command line was wrong; what could be said is said.
.SH FILES
.TP
\fIarticles.toml\fR
Beside articles: what is known of them from outside their texts (published, outlet, title, url).
.TP
\fIclaimdiff.toml\fR
In the current folder: options as keys, as \fIfail\-on = "conflict"\fR; the command line holds against it.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
No colour.
"#;

/// The page of the whole command, or of one of its commands.
///
/// # Errors
///
/// There is no such command.
pub(crate) fn page(mut whole: Command, name: Option<&str>) -> anyhow::Result<Vec<u8>> {
    whole.build();
    let command = match name {
        None => whole.clone(),
        Some(name) => {
            let found = whole
                .find_subcommand(name)
                .cloned()
                .with_context(|| unknown("command", name, whole.get_subcommands().map(Command::get_name)))?;
            let full = format!("claimdiff-{name}");
            found.display_name(full)
        }
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out).context("making the manual page")?;
    out.extend_from_slice(MORE.as_bytes());
    Ok(out)
}
