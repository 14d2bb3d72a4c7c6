"""The script for clusters, on Sail at the loopback address."""

import json
import subprocess
import sys

import pytest

polars = pytest.importorskip("polars")
sail = pytest.importorskip("pysail.spark", reason="pysail is not here")
pytest.importorskip("pyspark", reason="pyspark-client is not here")

import claimdiff  # noqa: E402


@pytest.fixture(scope="module")
def remote():
    server = sail.SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


def cluster(root, remote, source, output, *options):
    script = root / "examples/spark/claimdiff_spark.py"
    command = [sys.executable, str(script), str(source), str(output), "--remote", remote, *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr[-4000:]
    passages = polars.read_parquet(f"{output}/passages/*.parquet")
    coverage = polars.read_parquet(f"{output}/coverage/*.parquet")
    return set(passages["finding"]), dict(zip(coverage["what"], coverage["number"]))


def test_findings_are_those_of_the_command(root, command, remote, tmp_path):
    files = sorted([*root.glob("seeds/*.txt"), *root.glob("tests/stories/rising-toll/in/*.txt")])
    source = tmp_path / "articles.list"
    source.write_text("".join(f"{file}\n" for file in files))
    # A sidecar is of the folder, and a file that is named takes it along.
    findings, coverage = cluster(root, remote, source, tmp_path / "out")
    report = json.loads(command(*map(str, files), "--format", "json"))
    assert findings == {f["id"] for f in report["findings"]} and findings
    assert coverage["articles that were compared"] == len(files)


def test_what_does_not_fit_into_a_task_is_cut_and_told(root, remote, tmp_path):
    found = claimdiff.read([root / "seeds", root / "tests/stories/rising-toll/in", root / "examples/archive"])
    articles = polars.DataFrame(found.articles)
    bad = articles[:1].with_columns(polars.lit("bad").alias("article"), polars.lit(None, polars.String).alias("text"))
    source = tmp_path / "in"
    source.mkdir()
    polars.concat([articles, bad]).write_parquet(source / "articles.parquet")
    findings, coverage = cluster(root, remote, source, tmp_path / "out", "--articles-a-task", "5")
    whole = set(claimdiff.compare(claimdiff.analyse(articles).records).findings.to_pydict()["finding"])
    # A finding whose earliest passage is in another task has another id.
    assert len(findings & whole) * 2 > len(whole)
    assert coverage["rows without a record"] == 1
    assert coverage["articles that were compared"] == len(articles)
    assert "cut: pairs of articles that share keys and are in different tasks" in coverage
