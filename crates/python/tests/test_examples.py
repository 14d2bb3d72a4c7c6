"""What README and the examples show, run."""

import json
import re

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
    # Polars reads the same without a cast.
    frame = polars.read_parquet(tmp_path / "claims.parquet")
    assert frame.schema["low"] == polars.Float64 and frame.schema["day_from"] == polars.Date
