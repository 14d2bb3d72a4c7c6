//! Watching a folder and an index: what comes in is told once, and a signal ends the run cleanly.
#![cfg(unix)]

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use serde_json::Value;

use crate::{command::run, scratch};

/// How long a run may take to say something. Machines may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that watches, with the lines that it prints and complains.
struct Watch {
    child: Child,
    out: Receiver<String>,
    complaints: Receiver<String>,
}

impl Watch {
    fn new(folder: &Path, what: &str) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
            .args(["watch", what, "--format", "jsonl", "--every", "1"])
            .current_dir(folder)
            .env("TMPDIR", folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let out = lines(child.stdout.take().expect("was piped"));
        let complaints = lines(child.stderr.take().expect("was piped"));
        let watch = Watch { child, out, complaints };
        let ready = watch.complaints.recv_timeout(PATIENCE).expect("it says that it is ready");
        assert!(ready.ends_with("waiting for more"), "{ready}");
        watch
    }

    fn finding(&self) -> Value {
        let line = self.out.recv_timeout(PATIENCE).expect("a finding is told");
        serde_json::from_str(&line).expect("a line is an object")
    }

    /// Ends it by a signal; gives what it printed besides.
    fn end(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("there is a kill").success());
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
        self.out.iter().collect()
    }
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (give, take) = mpsc::channel();
    std::thread::spawn(move || {
        BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| give.send(line)).ok();
    });
    take
}

fn article(people: usize) -> String {
    format!(
        "Bridge collapse kills {people}\n\nDorvik, 12 June 2029 (Evening Ledger) - The collapse of the Halmo bridge on \
         Monday killed {people} people, the police said.\n"
    )
}

#[test]
fn what_comes_into_a_folder_is_told_once() {
    let folder = scratch("watch-folder");
    fs::create_dir_all(folder.join("in/late")).unwrap();
    fs::write(folder.join("in/a.txt"), article(12)).unwrap();
    let watch = Watch::new(&folder, "in");
    // It comes in two parts.
    let (text, path) = (article(14), folder.join("in/late/b.txt"));
    fs::write(&path, &text.as_bytes()[..20]).unwrap();
    fs::write(&path, &text).unwrap();
    let finding = watch.finding();
    assert_eq!((finding["code"].as_str(), finding["baseline"].as_str()), (Some("number-conflict"), Some("new")));
    assert!(finding["passages"].as_array().unwrap().iter().any(|p| p["article"] == "late/b"), "{finding}");
    // The same once more tells nothing; another figure does.
    fs::write(folder.join("in/late/c.txt"), article(14)).unwrap();
    fs::write(folder.join("in/d.txt"), article(19)).unwrap();
    let finding = watch.finding();
    assert!(finding["summary"].as_str().unwrap().contains("19"), "{finding}");
    assert_eq!(watch.end(), [""; 0]);
    let left = fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name()).collect::<Vec<_>>();
    assert_eq!(left, ["in"], "nothing is left behind");
}

#[test]
fn what_is_added_to_an_index_is_told_once() {
    let folder = scratch("watch-index");
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), article(12)).unwrap();
    assert!(run(&folder, &["index", "ix", "in"]).status.success());
    let watch = Watch::new(&folder, "ix");
    fs::write(folder.join("in/b.txt"), article(14)).unwrap();
    assert!(run(&folder, &["index", "ix", "in"]).status.success());
    assert_eq!(watch.finding()["code"], "number-conflict");
    assert!(run(&folder, &["index", "ix", "--rebuild"]).status.success());
    assert!(run(&folder, &["index", "ix", "in"]).status.success());
    assert_eq!(watch.end(), [""; 0]);
}
