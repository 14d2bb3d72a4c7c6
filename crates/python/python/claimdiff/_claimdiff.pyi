from typing import Any, Callable, Iterable, Sequence, final

__all__ = [
    "Compared",
    "Error",
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

class Error(ValueError): ...
class SchemaError(Error): ...
class RecordError(Error): ...

@final
class Table:
    """A table in memory. Anything that knows the PyCapsule interface of Arrow reads it without a copy."""

    @property
    def column_names(self) -> list[str]: ...
    @property
    def num_rows(self) -> int: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def to_pydict(self) -> dict[str, list[Any]]: ...

@final
class Compared:
    """What :func:`compare` gives."""

    @property
    def findings(self) -> Table: ...
    @property
    def passages(self) -> Table: ...
    @property
    def coverage(self) -> dict[str, int]: ...

def analyse(
    batch: Any,
    *,
    text: str,
    id: str | None,
    outlet: str | None,
    published: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    strict: bool,
    tick: Callable[[int], Any] | None,
) -> tuple[Table, Table, Table, int]: ...
def read(paths: Sequence[str], *, strict: bool) -> tuple[Table, Table, Table, Table, list[str]]: ...
def compare(
    records: Any,
    *,
    record: str = "record",
    all: bool = False,
    ledger: bool = False,
    framing: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    statistics: bytes | None = None,
    new: str | None = None,
) -> Compared: ...
def report(
    records: Any,
    format: str = "text",
    *,
    record: str = "record",
    all: bool = False,
    ledger: bool = False,
    framing: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> str: ...
def columns(table: str) -> list[tuple[str, str, str]]: ...
def keys(records: Any, *, record: str = "record") -> Table: ...
def statistics(records: Any, *, record: str = "record") -> bytes: ...
def add(parts: Iterable[bytes]) -> bytes: ...
