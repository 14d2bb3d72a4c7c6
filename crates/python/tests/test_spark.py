"""The script for clusters: on Sail at the loopback address, and on Spark where all of it and Java are installed
(`just spark`; pyspark-client alone is no Spark). CLAIMDIFF_ENGINES, words with commas, chooses among the engines."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

polars = pytest.importorskip("polars")
pyspark = pytest.importorskip("pyspark", reason="neither pyspark nor pyspark-client is here")

SAIL = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer(ip="127.0.0.1", port=0)
server.start(background=True)
print(*server.listening_address, flush=True)
sys.stdin.read()
"""

# Engines by name: how many workers they have, and for Spark its master.
SAILS = {"sail-local": 0, "sail-cluster-2": 2, "sail-cluster-4": 4}
SPARKS = {"spark-2": "local[2,4]", "spark-4": "local[4,4]", "spark-cluster-2": "local-cluster[2,1,1024]"}
CHOSEN = os.environ.get("CLAIMDIFF_ENGINES", "").split(",")
ENGINES = [name for name in [*SAILS, *SPARKS] if name in CHOSEN or CHOSEN == [""]]


def has_spark() -> bool:
    return (Path(pyspark.__file__).parent / "jars").is_dir() and shutil.which("java") is not None


@pytest.fixture(params=ENGINES)
def run(root, request, tmp_path):
    """Runs the script on an engine, and gives what became of it and its output folder."""
    name = request.param
    script = [sys.executable, str(root / "examples/spark/claimdiff_spark.py")]

    def run(source, *options, **environment):
        output = tmp_path / "out"
        own = {**os.environ, **environment}
        command = [*script, str(source), str(output), *options]
        server = None
        if name in SPARKS:
            own |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
            few = "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=8"
            own["PYSPARK_SUBMIT_ARGS"] = f"--master {SPARKS[name]} {few} pyspark-shell"
        else:
            own |= sail(SAILS[name])
            server = subprocess.Popen(
                [sys.executable, "-c", SAIL], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            host, port = server.stdout.readline().split()
            command += ["--remote", f"sc://{host}:{port}"]
        try:
            return subprocess.run(command, env=own, capture_output=True, text=True, timeout=900), output
        finally:
            if server is not None:
                server.kill()
                server.communicate()

    if name in SPARKS and not has_spark():
        pytest.skip("pyspark with its jars and java are not here: not run on Spark (`just spark` does)")
    if name in SAILS:
        pytest.importorskip("pysail", reason="pysail is not here")
    run.is_spark, run.is_first = name in SPARKS, name == ENGINES[0]
    return run


def sail(workers: int) -> dict[str, str]:
    if workers == 0:
        return {"SAIL_MODE": "local"}
    return {
        "SAIL_MODE": "local-cluster",
        "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(workers),
        "SAIL_CLUSTER__WORKER_MAX_COUNT": str(workers),
        # All tasks of a step must have a slot, and a message has less than 4 MiB.
        "SAIL_CLUSTER__WORKER_TASK_SLOTS": "64",
        "SAIL_EXECUTION__BATCH_SIZE": "128",
    }


@pytest.fixture(scope="module")
def files(root):
    """More articles than a dossier has, of a dozen stories."""
    folders = ["seeds/*.txt", "tests/stories/*/in/*.txt", "examples/archive/*.txt"]
    return sorted(file for folder in folders for file in root.glob(folder))


@pytest.fixture
def source(files, tmp_path):
    source = tmp_path / "articles.list"
    source.write_text("".join(f"{file}\n" for file in files))
    return source


@pytest.fixture(scope="module")
def wanted(files, command):
    report = json.loads(command(*map(str, files), "--format", "json"))
    return sorted(f["id"] for f in report["findings"])


def found(output):
    passages = polars.read_parquet(f"{output}/passages/*.parquet")
    coverage = polars.read_parquet(f"{output}/coverage/*.parquet")
    return sorted(passages["finding"].unique()), dict(zip(coverage["what"], coverage["number"]))


def test_findings_of_many_tasks_are_those_of_the_command(run, source, files, wanted):
    done, output = run(source, "--articles-a-task", "8")
    assert done.returncode == 0, done.stderr[-4000:]
    findings, coverage = found(output)
    assert findings == wanted and wanted
    assert coverage["articles that were compared"] == len(files)
    assert coverage["tasks"] > 2
    assert coverage["cut: articles that do not fit beside a task, and the pairs lost"] == 0


def test_components_are_the_same_in_rounds(run, source, wanted):
    if not run.is_first:
        pytest.skip("on one engine, which is enough")
    done, output = run(source, "--articles-a-task", "8", "--pairs-a-task", "0")
    assert done.returncode == 0, done.stderr[-4000:]
    assert found(output)[0] == wanted


FAULT = """
import os
import claimdiff

compare = claimdiff.compare

def once(*arguments, **options):
    if "new" in options:
        try:
            os.unlink(os.environ["FAULT"])
        except FileNotFoundError:
            pass
        else:
            {what}
    return compare(*arguments, **options)

claimdiff.compare = once
"""


@pytest.mark.parametrize("what", ["raise RuntimeError('raised once')", "os.kill(os.getpid(), 9)"], ids=["raises", "killed"])
def test_a_task_that_fails_once_is_done_again_or_ends_the_job(run, source, wanted, what, tmp_path):
    if "kill" in what and not run.is_spark:
        pytest.skip("on Sail the worker is the server")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(FAULT.format(what=what))
    (tmp_path / "fault").touch()
    faulty = {"PYTHONPATH": str(tmp_path / "site"), "FAULT": str(tmp_path / "fault")}
    done, output = run(source, "--articles-a-task", "8", **faulty)
    assert not (tmp_path / "fault").exists(), "the fault did not come about"
    if done.returncode == 0:
        assert found(output)[0] == wanted
    else:
        # Never fewer findings without a word: the job ends, and what is not whole is not there.
        assert not run.is_spark, done.stderr[-4000:]
        assert "Exception" in done.stderr and not (output / "coverage").exists()


def test_rows_that_cannot_be_read_are_told(run, root, tmp_path):
    import claimdiff

    articles = polars.DataFrame(claimdiff.read([root / "seeds", root / "examples/archive"]).articles)
    bad = articles[:1].with_columns(polars.lit("bad").alias("article"), polars.lit(None, polars.String).alias("text"))
    (tmp_path / "in").mkdir()
    polars.concat([articles, bad]).write_parquet(tmp_path / "in/articles.parquet")
    done, output = run(tmp_path / "in")
    assert done.returncode == 0, done.stderr[-4000:]
    findings, coverage = found(output)
    whole = claimdiff.compare(claimdiff.analyse(articles).records).findings.to_pydict()["finding"]
    assert findings == sorted(whole)
    assert coverage["rows without a record"] == 1
    assert coverage["articles that were compared"] == len(articles)
