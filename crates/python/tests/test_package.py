"""The package by itself and with the libraries that scholars use."""

import json
import os
import struct
import threading
import time
import zlib

import pytest

import claimdiff

polars = pytest.importorskip("polars")


def frame(rows):
    return polars.DataFrame(rows)


def ids(table):
    return table.to_pydict()["finding"]


def test_figures_and_quotations_that_differ(rows):
    found = claimdiff.analyse(frame(rows))
    assert (len(found.records), found.bad) == (2, 0)
    claims = polars.DataFrame(found.claims)
    killed = claims.filter(polars.col("measure") == "killed")
    assert killed["low"].to_list() == [12.0, 14.0]
    assert killed["article"].to_list() == ["ledger", "press"]
    for row in claims.iter_rows(named=True):
        text = rows["text"][rows["article"].index(row["article"])]
        assert text[row["start"] : row["end"]] == row["text"]
    speakers = set(polars.DataFrame(found.quotes)["speaker"])
    assert "Lena Orsk" in speakers
    differs = claimdiff.compare(found.records)
    codes = set(differs.findings.to_pydict()["code"])
    assert "number-conflict" in codes
    assert differs.coverage["articles"] == 2
    passages = polars.DataFrame(differs.passages)
    assert set(passages["article"]) == {"ledger", "press"}
    assert set(passages["finding"]) == set(ids(differs.findings))


def test_findings_are_those_of_the_command(root, command):
    report = json.loads(command("seeds", "--format", "json"))
    found = claimdiff.read(root / "seeds")
    assert (len(found.articles), found.notes, found.bad) == (5, [], 0)
    assert ids(claimdiff.compare(found.records).findings) == [f["id"] for f in report["findings"]]
    assert json.loads(claimdiff.report(found.records, "json"))["findings"] == report["findings"]
    # The texts and what is known of them, as a table of anybody's: the same again.
    again = claimdiff.analyse(found.articles)
    assert ids(claimdiff.compare(again.records).findings) == [f["id"] for f in report["findings"]]


def test_articles_of_one_address_in_two_tables(root):
    rows = polars.DataFrame(claimdiff.read(root / "seeds").articles).with_columns(
        polars.lit("https://harbour.example/one").alias("url"), polars.lit("one").alias("article")
    )
    orders = [[0, 1, 2, 3, 4], [4, 2, 0, 1, 3]]
    found = []
    for order in orders:
        parts = [polars.DataFrame(claimdiff.analyse(rows[at]).records) for at in order]
        differs = claimdiff.compare(polars.concat(parts))
        found.append((ids(differs.findings), polars.DataFrame(differs.passages)["article"].to_list()))
    assert found[0] == found[1] and found[0][0]
    assert all(key == "one" or key.startswith("one~") for key in found[0][1])


def test_the_table_of_the_command_is_that_of_the_package(root, command, tmp_path):
    for name in ("claims", "quotes", "articles"):
        file = tmp_path / f"{name}.parquet"
        command(name, "seeds", "--output", str(file), *(["--text"] if name == "articles" else []))
        mine = polars.DataFrame(getattr(claimdiff.read(root / "seeds"), name))
        theirs = polars.read_parquet(file)
        if name == "articles":
            mine, theirs = mine.drop("path"), theirs.drop("path")
        assert mine.schema == theirs.schema
        assert mine.equals(theirs)
    file = tmp_path / "findings.parquet"
    command("seeds", "--output", str(file))
    differs = claimdiff.compare(claimdiff.read(root / "seeds").records)
    assert polars.DataFrame(differs.passages).equals(polars.read_parquet(file))


def test_html_in_files_is_read_as_files(rows):
    page = b"<html><head><title>Ferry</title></head><body><article><p>The fire in Bari on Monday killed 3 people, the police said on Tuesday, and it burnt for an hour.</p></article></body></html>"
    found = claimdiff.analyse(polars.DataFrame({"article": ["a"], "page": [page]}), text="page")
    claims = found.claims.to_pydict()
    assert (claims["measure"][0], claims["value"][0]) != (None, None)
    assert 3.0 in claims["low"] and set(claims["article"]) == {"a"}


def test_one_bad_row_keeps_its_place(rows):
    rows = {name: values * 3 for name, values in rows.items()}
    rows["article"] = list("abcdef")
    rows["text"][1] = None
    rows["text"][2] = "   "
    rows["text"][3] = "word " * (4 << 20)
    rows["published"][4] = "yesterday"
    found = claimdiff.analyse(frame(rows))
    records = found.records.to_pydict()
    assert records["row"] == [0, 1, 2, 3, 4, 5]
    assert [e is not None for e in records["error"]] == [False, True, True, True, True, False]
    assert [r is None for r in records["record"]] == [False, True, True, True, True, False]
    assert found.bad == 4
    differs = claimdiff.compare(found.records)
    assert differs.coverage["without_record"] == 4 and len(differs.findings) > 0
    with pytest.raises(claimdiff.Error, match="row 1: there is no text"):
        claimdiff.analyse(frame(rows), strict=True)


def test_another_language_is_told_and_no_fault():
    text = "Beim Einsturz der Brücke am Montag sind nach Angaben der Polizei vierzehn Menschen ums Leben gekommen."
    found = claimdiff.analyse(polars.DataFrame({"text": [text], "language": ["de"]}), strict=True)
    assert found.bad == 0 and "not in English" in found.records.to_pydict()["error"][0]


def test_a_wrong_table_raises(rows):
    with pytest.raises(claimdiff.SchemaError, match="no column \"body\""):
        claimdiff.analyse(frame(rows), text="body")
    with pytest.raises(claimdiff.SchemaError, match="no column \"paper\""):
        claimdiff.analyse(frame(rows), outlet="paper")
    with pytest.raises(claimdiff.SchemaError, match="holds Int64"):
        claimdiff.analyse(polars.DataFrame({"text": [1, 2]}))
    with pytest.raises(claimdiff.SchemaError, match="a table of Arrow is wanted"):
        claimdiff.analyse(["text"])
    with pytest.raises(claimdiff.SchemaError, match="holds"):
        claimdiff.compare(frame({"record": ["a"]}))
    with pytest.raises(claimdiff.Error, match="unknown|no such|nearest|quote"):
        claimdiff.compare(claimdiff.analyse(frame(rows)).records, select=["quote-wordings"])


def test_a_damaged_record_raises(rows):
    record = claimdiff.analyse(frame(rows)).records.to_pydict()["record"][0]
    for damaged in (b"", record[:-1], record[:20] + bytes([record[20] ^ 1]) + record[21:]):
        for use in (claimdiff.compare, claimdiff.report, claimdiff.keys, claimdiff.statistics):
            with pytest.raises(claimdiff.RecordError, match="row 1.*(cut off|damaged).*analyse the article again"):
                use(frame({"record": [record, damaged]}))


def test_a_record_of_another_version_raises(rows):
    record = claimdiff.analyse(frame(rows)).records.to_pydict()["record"][0]
    plain = bytearray(zlib.decompress(record[8:], -15))
    # The version comes first, and the checksum is that of the bytes behind it.
    plain[0] += 1
    packer = zlib.compressobj(wbits=-15)
    rest = struct.pack("<I", len(plain)) + packer.compress(bytes(plain)) + packer.flush()
    other = struct.pack("<I", zlib.crc32(rest)) + rest
    for use in (claimdiff.compare, claimdiff.report, claimdiff.keys, claimdiff.statistics):
        with pytest.raises(claimdiff.RecordError, match="row 0: a record is of another version; analyse the article again"):
            use(frame({"record": [other]}))


def test_columns_of_wrong_types_raise_and_name_the_column(rows):
    pyarrow = pytest.importorskip("pyarrow")
    wrong = {
        "text": pyarrow.array([["a"], ["b"]]),
        "article": pyarrow.array([1.5, 2.5]),
        "outlet": pyarrow.array([1, 2]),
        "published": pyarrow.array([20290612, 20290612]),
        "url": pyarrow.array([True, False]),
        "title": pyarrow.array([b"a", b"b"]),
        "language": pyarrow.array([1, 2]),
    }
    for name, column in wrong.items():
        with pytest.raises(claimdiff.SchemaError, match=f'"{name}" holds'):
            claimdiff.analyse(pyarrow.table({**rows, name: column}))
    records = claimdiff.analyse(frame(rows)).records
    marked = pyarrow.table(records).append_column("mine", pyarrow.array([1, 0]))
    with pytest.raises(claimdiff.SchemaError, match='"mine" holds Int64'):
        claimdiff.compare(marked, new="mine")


def test_texts_that_are_all_null_are_errors_of_their_rows(rows):
    pyarrow = pytest.importorskip("pyarrow")
    for nothing in (pyarrow.nulls(3), pyarrow.nulls(3, pyarrow.string()), pyarrow.nulls(3, pyarrow.binary())):
        found = claimdiff.analyse(pyarrow.table({"text": nothing}))
        assert found.records.to_pydict()["error"] == ["there is no text"] * 3 and found.bad == 3
        differs = claimdiff.compare(found.records)
        assert len(differs.findings) == 0 and differs.coverage["without_record"] == 3


def test_a_row_of_20_mb_loses_nothing_else(rows):
    for large in ("word " * (4 << 20), b"<p>" + b"word " * (4 << 20)):
        texts = [large, *(text if isinstance(large, str) else text.encode() for text in rows["text"])]
        found = claimdiff.analyse(polars.DataFrame({"text": texts}))
        errors = found.records.to_pydict()["error"]
        assert "limit" in errors[0] and errors[1:] == [None, None] and found.bad == 1
        assert 12.0 in found.claims.to_pydict()["low"] and 14.0 in found.claims.to_pydict()["low"]


def test_no_rows_are_no_error(rows):
    none = frame(rows).clear()
    found = claimdiff.analyse(none)
    assert len(found.records) == len(found.claims) == len(found.quotes) == 0
    assert polars.DataFrame(found.claims).shape == (0, len(claimdiff.columns("claims")))
    differs = claimdiff.compare(found.records)
    assert len(differs.findings) == len(differs.passages) == 0
    assert len(claimdiff.keys(found.records)) == 0
    assert claimdiff.statistics(found.records) == claimdiff.add([])
    assert isinstance(claimdiff.report(found.records), str)


def test_days_and_times_in_any_type(rows):
    pyarrow = pytest.importorskip("pyarrow")
    import datetime

    day = datetime.date(2029, 6, 12)
    noon = datetime.datetime(2029, 6, 12, 12, 30)
    midnight = datetime.datetime(2029, 6, 12)
    for array, told in (
        (pyarrow.array([day]), "2029-06-12"),
        (pyarrow.array([midnight]), "2029-06-12"),
        (pyarrow.array([noon]), "2029-06-12T12:30:00"),
        (pyarrow.array([noon], pyarrow.timestamp("ms", tz="UTC")), "2029-06-12T12:30:00Z"),
        (pyarrow.array(["2029-06"]), "2029-06"),
        (pyarrow.array(["2029-06-12"]).dictionary_encode(), "2029-06-12"),
        (pyarrow.array([None]), None),
    ):
        table = pyarrow.table({"text": rows["text"][:1], "when": array, "key": pyarrow.array([7], pyarrow.int16())})
        found = claimdiff.analyse(table, id="key", published="when").records.to_pydict()
        if told is not None:
            assert found["published"] == [told]
        assert found["article"] == ["7"]


def test_pandas(rows):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    rows["published"] = pandas.to_datetime(rows["published"])
    found = claimdiff.analyse(pandas.DataFrame(rows))
    claims = pandas.DataFrame.from_arrow(found.claims) if hasattr(pandas.DataFrame, "from_arrow") else None
    assert found.records.to_pydict()["published"] == ["2029-06-12", "2029-06-12"]
    if claims is not None:
        assert claims.loc[claims["measure"] == "killed", "low"].tolist() == [12.0, 14.0]


def test_duckdb(rows):
    duckdb = pytest.importorskip("duckdb")
    texts = frame(rows)  # noqa: F841: the query reads it
    found = claimdiff.analyse(duckdb.sql("select * from texts"))
    claims = found.claims  # noqa: F841
    killed = duckdb.sql("select article, low from claims where measure = 'killed' order by low").fetchall()
    assert killed == [("ledger", 12.0), ("press", 14.0)]


def test_parts_of_a_collection_are_compared_as_a_part(rows):
    found = claimdiff.analyse(frame(rows))
    halves = polars.DataFrame(found.records)
    parts = [claimdiff.statistics(halves[:1]), claimdiff.statistics(halves[1:])]
    assert claimdiff.add(parts) == claimdiff.statistics(halves)
    whole = claimdiff.compare(halves)
    part = claimdiff.compare(halves, statistics=claimdiff.add(parts))
    assert ids(part.findings) == ids(whole.findings)
    keys = polars.DataFrame(claimdiff.keys(halves))
    assert set(keys["kind"]) >= {"speech", "word"}
    with pytest.raises(claimdiff.RecordError):
        claimdiff.compare(halves, statistics=b"cdstat")


def test_only_what_touches_new_articles_is_given(rows):
    rows = {name: values + values[:1] for name, values in rows.items()}
    rows["article"][2] = "harbour"
    rows["text"][2] = "The mayor, Lena Orsk, will open a school in Dorvik on 3 May 2030, the town said."
    records = polars.DataFrame(claimdiff.analyse(frame(rows)).records)
    whole = ids(claimdiff.compare(records).findings)
    for marks, wanted in (([True, False, False], whole), ([False, False, True], []), ([None, None, None], [])):
        marked = records.with_columns(polars.Series("mine", marks, polars.Boolean))
        assert ids(claimdiff.compare(marked, new="mine").findings) == wanted


def test_functions_tell_what_they_take():
    import inspect

    for function in (claimdiff.analyse, claimdiff.compare, claimdiff.report, claimdiff.read, claimdiff.keys):
        assert inspect.getdoc(function) and inspect.signature(function).parameters
    assert str(inspect.signature(claimdiff.compare)).startswith("(records, *, record='record', all=False,")


def test_other_threads_run_meanwhile(rows):
    many = frame({name: values * 400 for name, values in rows.items()})
    ticks, done = [], threading.Event()

    def watch():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=watch)
    thread.start()
    claimdiff.analyse(many)
    done.set()
    thread.join()
    longest = max(b - a for a, b in zip(ticks, ticks[1:]))
    assert len(ticks) > 3 and longest < 5.0


def test_a_process_that_was_forked_has_threads_of_its_own(rows):
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    claimdiff.analyse(frame(rows))
    table = frame(rows)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = 0 if len(claimdiff.analyse(table).records) == 2 else 2
        finally:
            os._exit(code)
    for _ in range(600):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        time.sleep(0.1)
    os.kill(child, 9)
    pytest.fail("the child hangs")


def test_progress_is_told(rows, capfd):
    pytest.importorskip("tqdm")
    claimdiff.analyse(frame(rows), progress=True)
    assert "2/2" in capfd.readouterr().err
    claimdiff.analyse(frame(rows))
    assert capfd.readouterr().err == ""


def test_every_table_is_documented():
    for name in ("claims", "quotes", "articles", "findings", "passages"):
        for column, holds, about in claimdiff.columns(name):
            assert column and about and holds in ("utf8", "float64", "int64", "date32")
    with pytest.raises(claimdiff.Error):
        claimdiff.columns("nothing")
