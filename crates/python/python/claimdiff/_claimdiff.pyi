from typing import Any, Callable, Sequence

class Error(ValueError): ...
class SchemaError(Error): ...
class RecordError(Error): ...

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
    record: str,
    all: bool,
    ledger: bool,
    framing: bool,
    select: Sequence[str],
    ignore: Sequence[str],
    statistics: bytes | None,
) -> tuple[Table, Table, dict[str, int]]: ...
def report(
    records: Any,
    *,
    record: str,
    format: str,
    all: bool,
    ledger: bool,
    framing: bool,
    select: Sequence[str],
    ignore: Sequence[str],
) -> str: ...
def columns(table: str) -> list[tuple[str, str, str]]: ...
def keys(records: Any, *, record: str) -> Table: ...
def statistics(records: Any, *, record: str) -> bytes: ...
def add(parts: Sequence[bytes]) -> bytes: ...
