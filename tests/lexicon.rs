//! Word lists of the user's own: what they change, and what is said of broken ones.

use std::fs;

use crate::{assert_accepted, command, root, scratch};

/// Each is run with and without the lists of `tests/lexicon/own`.
const RUNS: &[(&str, &[&str])] = &[("quotes", &["quotes", "in"]), ("report", &["report", "in", "--framing"])];

#[test]
fn every_list_changes_what_is_found() {
    let folder = root().join("tests/lexicon");
    for (name, arguments) in RUNS {
        let with = [arguments, &["--lexicon", "own"][..]].concat();
        let (before, after) = (command::run(&folder, arguments), command::run(&folder, &with));
        assert_eq!(after.status.code(), Some(0), "{}", String::from_utf8_lossy(&after.stderr));
        let both = [(*arguments, &before), (&with[..], &after)].map(|(a, run)| command::transcript(a, run));
        assert_ne!(before.stdout, after.stdout);
        assert_accepted(&folder, name, &both.join("\n"));
    }
}

#[test]
fn a_broken_list_is_refused_with_its_line_and_the_nearest_word() {
    let articles = root().join("tests/lexicon/in");
    let cases = [
        (
            "titles.tsv",
            "# mine\nnetwarden\toffce\n",
            "own/titles.tsv:2: column 2: \"offce\" is none of honorific, office",
        ),
        ("titles.tsv", "netwarden\toffce\n", "the nearest is \"office\""),
        ("title.tsv", "netwarden\toffice\n", "own/title.tsv: no list is called \"title\"; the nearest is \"titles\""),
        ("aliases.tsv", "Old Kestrel\n", "own/aliases.tsv:1: column 2: nothing stands here"),
        ("aliases.tsv", "Kes\tT. B.\nKes\tT. B.\n", "own/aliases.tsv:2: \"Kes\" stands on line 1 already"),
        ("bodies.tsv", "HFU\torganisation\tHFU\n", "own/bodies.tsv:1: column 3: \"HFU\" is not in lower case"),
        ("cue-verbs.tsv", "vlog\t\tx\n", "own/cue-verbs.tsv:1: column 3: 'x' is none of the letters"),
        ("places.txt", "", "it holds no list; there are aliases.tsv"),
    ];
    for (name, text, message) in cases {
        let folder = scratch("lexicon");
        fs::create_dir(folder.join("own")).expect("scratch is writable");
        fs::write(folder.join("own").join(name), text).expect("scratch is writable");
        let run = command::run(&folder, &["quotes", articles.to_str().expect("UTF-8"), "--lexicon", "own"]);
        let errors = String::from_utf8_lossy(&run.stderr);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{errors}");
        assert!(errors.lines().count() == 1 && errors.contains(message), "{errors}");
    }
}

#[test]
fn every_list_is_its_own_pattern() {
    for table in claimdiff::LEXICONS {
        let run = command::run(root(), &["lexicon", table.name]);
        assert_eq!(command::text(&run), table.text);
        let mut lexicon = claimdiff::lexicon::Lexicon::default();
        assert_eq!(lexicon.add(table, table.text.to_owned()), Ok(()), "{}", table.name);
    }
    assert!(claimdiff::LEXICONS.windows(2).all(|w| w[0].name < w[1].name), "sorted by name");
    let listed = command::run(root(), &["lexicon"]);
    assert_eq!(command::text(&listed).lines().count(), claimdiff::LEXICONS.len());
}
