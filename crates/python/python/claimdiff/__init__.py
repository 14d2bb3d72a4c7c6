"""Where the claims of news articles differ: figures, durations, dates, roles and quotations.

    >>> import claimdiff
    >>> found = claimdiff.read(["seeds"])                   # or claimdiff.analyse(a_data_frame)
    >>> found.claims                                        # a table of Arrow: polars.DataFrame(found.claims)
    <claimdiff.Table: ...>
    >>> differs = claimdiff.compare(found.records)
    >>> differs.findings, differs.passages

Tables go in and out by the PyCapsule interface of Arrow, without a copy: ``polars.DataFrame(table)``,
``pandas.DataFrame.from_arrow(table)``, ``pyarrow.table(table)``, ``duckdb.sql("from table")``; ``table.to_pydict()``
needs none of them. :func:`columns` tells what each column holds. All positions are code points of the article's text,
counted from 0, half-open: ``text[start:end]`` are the words.

Nothing is fetched, the same input gives the same output, and no output says who is right.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Any, Callable, Iterable

from . import _claimdiff
from ._claimdiff import (
    Compared,
    Error,
    RecordError,
    SchemaError,
    Table,
    add,
    columns,
    compare,
    keys,
    report,
    statistics,
)

__all__ = [
    "Analysed",
    "Compared",
    "Error",
    "Read",
    "RecordError",
    "SchemaError",
    "Table",
    "add",
    "analyse",
    "columns",
    "compare",
    "keys",
    "read",
    "report",
    "statistics",
]


@dataclass(frozen=True)
class Analysed:
    """What :func:`analyse` gives."""

    records: Table
    """A row an article, in the order of the input: ``article`` (its key), ``row`` (of the input, counted from 0),
    ``outlet``, ``url``, ``published``, ``published_from``, ``record`` (opaque bytes, some kB, which :func:`compare`
    takes, here or on another machine) and ``error``. Exactly one of the last two is null."""
    claims: Table
    """A row a claim: ``columns("claims")``."""
    quotes: Table
    """A row a quotation: ``columns("quotes")``."""
    bad: int
    """How many rows of the input could not be read, or not wholly. Articles in other languages than English have an
    ``error``, too, and are not counted here."""


@dataclass(frozen=True)
class Read(Analysed):
    """What :func:`read` gives."""

    articles: Table
    """A row an article, with its text: ``columns("articles")``."""
    notes: list[str]
    """What was not read, or not wholly, and why."""


def analyse(
    batch: Any,
    text: str = "text",
    id: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    *,
    title: str | None = None,
    language: str | None = None,
    strict: bool = False,
    progress: bool | None = None,
) -> Analysed:
    """Finds the claims and quotations of articles, a row each.

    ``batch`` is any table of Arrow (an object with ``__arrow_c_stream__``), of n rows; the other arguments name its
    columns. ``text`` must be there: clean running text (utf8), or whole files (binary) of any format that the command
    reads (HTML, WARC, feeds, JSON Lines ...), each with one or more articles. The others may be missing, where they are
    not named: ``article`` (the key, words or whole numbers; without one the address, or else a hash of the text),
    ``outlet``, ``published`` (ISO 8601 words, no more exact than known: "2025-04"; days; times, of which a midnight
    without a zone is taken for a day), ``url``, ``title``, ``language`` (ISO 639-1).

    A row without a text, with more than 16 MiB, or with a date that is none, keeps its place with an ``error``; with
    ``strict`` it raises :class:`Error`. A column that is missing, or of another type, raises :class:`SchemaError`.

    The work is done on all cores (``RAYON_NUM_THREADS`` sets how many), and other threads of Python run meanwhile.
    ``progress`` shows a bar, where tqdm is installed; None does so where standard error is a terminal.
    """
    bar, tick = _bar(batch, progress)
    try:
        found = _claimdiff.analyse(
            batch,
            text=text,
            id=id,
            outlet=outlet,
            published=published,
            url=url,
            title=title,
            language=language,
            strict=strict,
            tick=tick,
        )
    finally:
        if bar is not None:
            bar.close()
    records, claims, quotes, bad = found
    return Analysed(records, claims, quotes, bad)


def read(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, strict: bool = False) -> Read:
    """Reads the articles of files and folders, as the command does, and finds their claims and quotations.

    All formats of the command are read, ``articles.toml`` beside the articles is respected, and keys and findings are
    those of the command. What could not be read stands in ``notes``; with ``strict`` it raises :class:`Error`.
    """
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    articles, records, claims, quotes, notes = _claimdiff.read([os.fspath(path) for path in paths], strict=strict)
    errors = sum(1 for error in records.to_pydict()["error"] if error is not None)
    return Read(records, claims, quotes, errors, articles, notes)


def _bar(batch: Any, progress: bool | None) -> tuple[Any, Callable[[int], Any] | None]:
    """A bar of progress, where it is wanted and can be had."""
    if progress is None:
        progress = sys.stderr is not None and sys.stderr.isatty()
    if not progress:
        return None, None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None, None
    rows = getattr(batch, "num_rows", None)
    if rows is None and hasattr(batch, "__len__"):
        rows = len(batch)
    bar = tqdm(total=rows if isinstance(rows, int) else None, unit="article")
    return bar, bar.update
