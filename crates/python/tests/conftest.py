"""The command and the articles that the tests are run on."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def command():
    """Runs the command (CLAIMDIFF names it) and gives what it prints."""
    binary = os.environ.get("CLAIMDIFF")
    if not binary:
        pytest.skip("CLAIMDIFF does not name the command")

    def run(*arguments, **options) -> bytes:
        done = subprocess.run([binary, *arguments], cwd=ROOT, check=True, capture_output=True, **options)
        return done.stdout

    return run


TEXTS = [
    "Dorvik, 12 June 2029 (Evening Ledger) - The collapse of the Halmo bridge on Monday killed 12 people, the police "
    "said. “We had no warning at all,” the mayor, Lena Orsk, told reporters.",
    "Dorvik, 12 June 2029 (Harbour Press) - The collapse of the Halmo bridge on Monday killed 14 people, the police "
    "said. “We had a warning at noon,” the mayor, Lena Orsk, told reporters.",
]


@pytest.fixture
def rows() -> dict:
    return {
        "article": ["ledger", "press"],
        "outlet": ["Evening Ledger", "Harbour Press"],
        "published": ["2029-06-12", "2029-06-12"],
        "text": list(TEXTS),
    }
