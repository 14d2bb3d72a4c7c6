"""What README and the examples show, run."""

import json
import re
import shutil
import subprocess

import pytest

import claimdiff

polars = pytest.importorskip("polars")


def test_the_notebook_runs(root, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    monkeypatch.chdir(root / "examples")
    cells = json.loads((root / "examples/notebook.ipynb").read_text())["cells"]
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "notebook", "exec"), names)
    assert names["tolls"]["low"].to_list() == [9.0, 14.0, 31.0]
    assert names["who"].height > 0 and names["pairs"].height > 0
    matplotlib.pyplot.close("all")


def blocks(root, language):
    return re.findall(rf"```{language}\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)


def test_the_python_of_the_readme_runs(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    block = next(b for b in blocks(root, "python") if "import claimdiff" in b)
    exec(compile(block, "README", "exec"), {})
    assert "conflict" in capsys.readouterr().out


def test_the_sql_of_the_readme_runs(root, command, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    block = next(b for b in blocks(root, "sql") if "claims.parquet" in b)
    command("claims", "examples/archive", "--output", str(tmp_path / "claims.parquet"))
    monkeypatch.chdir(tmp_path)
    rows = duckdb.sql(block).fetchall()
    assert [(str(day), low) for _, _, day, _, low, *_ in rows] == [
        ("2029-06-11", 9.0),
        ("2029-06-12", 14.0),
        ("2029-06-14", 31.0),
    ]


@pytest.fixture
def claims(command, tmp_path, monkeypatch):
    """The Parquet of the README, where its commands look for it."""
    command("claims", "examples/archive", "--output", str(tmp_path / "claims.parquet"))
    monkeypatch.chdir(tmp_path)


def told(root, call):
    """That the README shows a call."""
    assert f"`{call}`" in (root / "README.md").read_text()
    return call


def test_polars_and_duckdb_read_the_parquet_without_a_cast(root, claims):
    duckdb = pytest.importorskip("duckdb")
    frame = eval(told(root, 'polars.read_parquet("claims.parquet")'))
    assert frame.schema["low"] == polars.Float64 and frame.schema["day_from"] == polars.Date
    assert frame.schema["start"] == polars.Int64 and frame.schema["text"] == polars.String
    types = {name: kind for name, kind, *_ in duckdb.sql("describe from 'claims.parquet'").fetchall()}
    assert (types["low"], types["day_from"], types["start"], types["text"]) == ("DOUBLE", "DATE", "BIGINT", "VARCHAR")


def test_pandas_reads_the_parquet(root, claims):
    pandas = pytest.importorskip("pandas")
    frame = eval(told(root, 'pandas.read_parquet("claims.parquet")'), {"pandas": pandas})
    killed = frame[(frame["measure"] == "killed") & (frame["polarity"] == "asserted")]
    assert sorted(killed["low"]) == [9.0, 14.0, 31.0] and str(min(killed["day_from"])) == "2029-06-11"


def test_r_reads_the_parquet(root, claims):
    call = told(root, 'arrow::read_parquet("claims.parquet")')
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not here: R's arrow is not tried")
    if subprocess.run(["Rscript", "-e", "library(arrow)"], capture_output=True).returncode != 0:
        pytest.skip("R has no package arrow: it is not tried")
    script = f"f <- {call}; stopifnot(is.double(f$low), inherits(f$day_from, 'Date')); cat(sort(f$low[f$measure == 'killed']))"
    done = subprocess.run(["Rscript", "-e", script], check=True, capture_output=True, text=True)
    assert "9 14 31" in done.stdout
