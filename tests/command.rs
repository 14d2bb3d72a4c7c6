//! Runs of the `claimdiff` command.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Runs the command in a folder with nothing on standard input.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: &[S]) -> Output {
    with_input(folder, arguments, b"")
}

/// Runs the command in a folder.
pub(crate) fn with_input<S: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: &[S], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that reads no input may be gone already.
    let _ = child.stdin.take().expect("was piped").write_all(input);
    child.wait_with_output().expect("the command ends")
}

/// Standard output as text.
pub(crate) fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("output is UTF-8")
}

/// What a reader sees of a run: the command, both streams, the exit code.
pub(crate) fn transcript(arguments: &[&str], output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let mut out = format!("$ claimdiff {}\n{}", arguments.join(" "), text(output));
    if !errors.is_empty() {
        out.push_str("--- standard error\n");
        out.push_str(&errors);
    }
    out.push_str(&format!("--- exit code {}\n", output.status.code().expect("it ended by itself")));
    out
}
