#!/usr/bin/env python3
"""A storm of damaged inputs over the command itself: every input format by every command and form of output.

    storm.py BINARY [--seed N] [--each N] [--minutes N] [--keep DIR] [--trial]

Each cell (input format, command, form) gets N mutants (500 unless told), a folder of FILES of them a run. A run fails
that panics (a caught panic counts: its note says "a fault of claimdiff"), takes more than 10 s of a processor or ten
minutes in all (the machine may be busy with something else), holds more than 2 GiB,
ends with another code than 0, 1 or 2, writes output that is not of its form, or spans that do not fit their words. The
mutants of a failed run are kept. --trial runs a command with a planted fault in place of the binary, which must be
found. Prints the seed and the counts.
"""

import csv
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "crates/parse/src/fixtures"
FILES = 25
SECONDS = 10
BYTES = 2 << 30
MAX_INPUT = 24 << 10

SUFFIX = {"feed": "xml", "html": "html", "json": "jsonl", "mail": "mbox", "markdown": "md", "office": "docx", "plain": "txt", "table": "csv", "warc": "warc"}
REPORT = ["text", "brief", "json", "jsonl", "markdown", "html", "sarif", "csv", "jsonld"]
COMMANDS = {
    "report": REPORT,
    "check": REPORT,
    "timeline": ["text", "jsonl", "csv"],
    "articles": ["text", "jsonl", "csv"],
    "quotes": ["text", "jsonl", "csv"],
    "claims": ["text", "jsonl", "csv"],
}
PIECES = [
    "\n", "\n\n", "\r\n", " ", '"', "“", "”", "‘", "’", "—", "…", ".", ",", "<", ">", "&", "&#147;", "</p>", "<p>",
    "<!--", "]]>", "<![CDATA[", "{", "}", "[", "]", "\\u", "NaN", "\0", "\ufeff", "\u202e", "\u0093", "â€œ", "İ", "ﬁ",
    "ß", "中文", "नमस्ते", "عربي", "🙂", "5 killed ", "he said ", "and the men ", "“yes” ", "1,200.5", "12 June 2029",
    "From a Fri\n", "Content-Length: 9", "<article>", "</article>", "---\n", ";", "\t", "99999999999999999999",
]


def corpus(form):
    files = sorted(p for p in (FIXTURES / form).iterdir() if p.is_file())
    found = [p.read_bytes()[:MAX_INPUT] for p in files]
    if form == "plain":
        stories = sorted(ROOT.glob("seeds/*.txt")) + sorted(ROOT.glob("tests/stories/*/in/*"))
        found += [p.read_bytes()[:MAX_INPUT] for p in stories]
    return found


def repacked(rng, packed, originals):
    """A word-processor file with one of its parts damaged, not its packing."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except zipfile.BadZipFile:
        return packed
    texts = [name for name in parts if name.endswith(".xml")]
    if texts:
        name = rng.choice(texts)
        parts[name] = mutant(rng, [parts[name]])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def mutant(rng, originals):
    first = rng.choice(originals)
    if first.startswith(b"PK\x03\x04") and rng.random() < 0.8:
        return repacked(rng, first, originals)
    out = bytearray(first)
    for _ in range(rng.randrange(10)):
        at = rng.randrange(len(out) + 1)
        to = min(len(out), at + rng.randrange(300))
        act = rng.randrange(7)
        if act == 0:
            out[at:at] = bytes([rng.randrange(256)])
        elif act == 1:
            del out[at:to]
        elif act == 2:
            out[at:at] = out[at:to] * rng.randrange(6)
        elif act == 3:
            other = rng.choice(originals)
            start = rng.randrange(len(other) + 1)
            out[at:to] = other[start : start + rng.randrange(300)]
        elif act == 4 and rng.random() < 0.3:
            del out[max(at, 16) :]
        elif act == 5:
            out[at:at] = rng.choice(PIECES).encode() * (1 << rng.randrange(9))
        else:
            out[at:at] = rng.choice(PIECES).encode()
    return bytes(out[:MAX_INPUT])


def spans_fit(item):
    """Whether the words of a record or passage are as long as its positions say."""
    if "start" not in item or "text" not in item:
        return True
    size, words = item["end"] - item["start"], item["text"]
    chars = item.get("chars")
    if len(item.get("spans", [])) > 1:
        return True  # the parts of a quotation, with what stands between them left out
    return len(words.encode()) == size and (chars is None or chars["end"] - chars["start"] == len(words))


def fault(command, form, done, took, peak):
    """What is wrong with a run, in a few words; None where nothing is."""
    err = done.stderr.decode("utf-8", "replace")
    if "panicked at" in err or "a fault of claimdiff" in err or b"a fault of claimdiff" in done.stdout:
        return "panic: " + next(l for l in (err + done.stdout.decode("utf-8", "replace")).splitlines() if "a fault of claimdiff" in l or "panicked at" in l)[:300]
    if done.returncode not in (0, 1, 2):
        return f"exit code {done.returncode}: {err[-200:]}"
    if took > SECONDS:
        return f"{took:.1f} s of a processor"
    if peak > BYTES:
        return f"{peak >> 20} MiB"
    try:
        text = done.stdout.decode("utf-8")
        if not text:
            return None if done.returncode == 2 or form in ("jsonl", "brief") or command in ("quotes", "claims") else "no output"
        if form in ("json", "sarif", "jsonld"):
            whole = json.loads(text)
            if form == "json":
                passages = [p for f in whole["findings"] for p in f["passages"]]
                if not all(map(spans_fit, passages)):
                    return "a span does not fit its words"
        elif form == "jsonl":
            if not all(spans_fit(json.loads(line)) for line in text.splitlines() if line):
                return "a span does not fit its words"
        elif form == "csv":
            rows = list(csv.reader(io.StringIO(text, newline="")))
            if len({len(r) for r in rows}) > 1:
                return "rows of different lengths"
        elif form == "html":
            if text.count("<script") > 1 or not text.rstrip().endswith("</html>"):
                return "markup came through"
        if form in ("text", "csv") and any(ord(c) < 32 and c not in "\n\r\t" for c in text):
            return "a control character came through"
    except ValueError as error:
        return f"not {form}: {error}"
    return None


def run(binary, folder, command, form, whole):
    args = [binary, command, "."] if command != "check" else [binary, command, "m00", "--against", "."]
    if whole and form in REPORT and command in ("report", "check"):
        args += ["--all", "--ledger"]
    if command == "check":
        args[2] = sorted(os.listdir(folder))[0]
    clock = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    started = clock()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    try:
        limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
        done = subprocess.run([*args, "--format", form, "--jobs", "1"], cwd=folder, capture_output=True, timeout=60 * SECONDS, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return "no end after ten minutes"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # The peak of all children so far: only a new one is this run's.
    return fault(command, form, done, clock() - started, (peak << 10) if peak > before else 0)


def main():
    value = lambda name, usual: next((sys.argv[i + 1] for i, a in enumerate(sys.argv) if a == name), usual)
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary, seed = os.path.abspath(sys.argv[1]), int(value("--seed", 1))
    each, minutes, keep = int(value("--each", 500)), float(value("--minutes", 1e9)), Path(value("--keep", "storm-kept"))
    scratch = Path(tempfile.mkdtemp(prefix="storm-"))
    if "--trial" in sys.argv:
        wrapped = scratch / "trial"
        wrapped.write_text(f'#!/bin/sh\nif grep -qrI "1,200.5" . 2>/dev/null; then echo "thread main panicked at a planted fault" >&2; exit 101; fi\nexec "{binary}" "$@"\n')
        wrapped.chmod(0o755)
        binary = str(wrapped)
    end, mutants, runs, failures = time.time() + 60 * minutes, 0, 0, []
    cells = [(f, c, o) for f in SUFFIX for c, forms in COMMANDS.items() for o in forms]
    counts = dict.fromkeys(cells, 0)
    originals = {form: corpus(form) for form in SUFFIX}
    while time.time() < end and any(n < each for n in counts.values()):
        for form, command, output in cells:
            if counts[form, command, output] >= each or time.time() >= end:
                continue
            rng = random.Random(f"{seed} {form} {command} {output} {counts[form, command, output]}")
            folder = scratch / "in"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for n in range(FILES):
                (folder / f"m{n:02}.{SUFFIX[form]}").write_bytes(mutant(rng, originals[form]))
            # A third of the reports with all there is to say.
            what = run(binary, folder, command, output, rng.random() < 1 / 3)
            runs += 1
            mutants += FILES
            counts[form, command, output] += FILES
            if what:
                failures.append(f"{form} {command} {output}: {what}")
                kept = keep / f"{len(failures):03}-{form}-{command}-{output}"
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                print(failures[-1], flush=True)
    shutil.rmtree(scratch, ignore_errors=True)
    least = min(counts.values())
    print(f"seed {seed}: {mutants} mutants in {runs} runs, {len(cells)} cells of at least {least}; {len(failures)} failed")
    sys.exit(bool(failures))


main()
