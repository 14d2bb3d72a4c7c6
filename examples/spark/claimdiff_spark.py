"""Compares the articles of an archive on a cluster: Spark, or Sail, which speaks the same protocol.

    python claimdiff_spark.py INPUT OUTPUT [--remote sc://HOST:PORT] [--articles-a-task N]

INPUT is Parquet with the columns `article`, `text` and, where known, `outlet`, `url`, `published`, `title`, `language`
(what `claimdiff articles --text --format parquet` writes), or a text file `*.list` with a path a line of files of any
format that claimdiff reads (WARC, HTML, JSON Lines), which all workers see. OUTPUT is a folder that all workers see:

    records/     a row an article, with its record or why there is none
    passages/    the findings, a row a passage: `claimdiff schema passages` tells the columns
    coverage/    what was compared, and what was cut and not followed, in numbers
    work/        what the steps hand on; may go

The driver holds no rows: it counts. README.md beside this file tells what is grouped how, and what that costs.
"""

import argparse
import functools
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import claimdiff

# Of a key that more articles have no pairs are made: as compare has it, but for words.
MOST = {"event": 40, "person": 12, "speech": 48, "text": 64, "word": 64}

# What joins two articles, the surest first: a kind of key, how many articles may have one, and how many two must share.
# A level is followed as far as what it joins still fits into a task; the last one is all that compare looks at.
LEVELS = [
    [("text", 64, 8), ("word", 64, 20)],
    [("word", 64, 16)],
    [("word", 64, 12), ("speech", 48, 6)],
    [("word", 64, 10), ("speech", 48, 4)],
    [("word", 64, 8), ("event", 40, 1)],
    [("word", 12, 3), ("word", 64, 5), ("speech", 48, 2), ("person", 12, 1)],
]

TYPES = {pa.string(): "string", pa.int64(): "bigint", pa.float64(): "double", pa.date32(): "date", pa.binary(): "binary"}


def ddl(schema: pa.Schema) -> str:
    """A schema as Spark writes it."""
    return ", ".join(f"`{field.name}` {TYPES[field.type]}" for field in schema)


def of(table) -> pa.Table:
    """A table of claimdiff as one of pyarrow, without what Spark does not know of its columns."""
    table = pa.table(table)
    return pa.table(table.columns, schema=pa.schema([pa.field(f.name, f.type) for f in table.schema]))


# What claimdiff gives for nothing has the columns of what it gives for something.
NOTHING = claimdiff.analyse(pa.table({"text": pa.array([], pa.string())}))
RECORDS = of(NOTHING.records).schema
PASSAGES = of(claimdiff.compare(NOTHING.records).passages).schema
KEY_ROWS = of(claimdiff.keys(NOTHING.records)).schema


def analyse_rows(batches):
    for batch in batches:
        yield from of(claimdiff.analyse(pa.Table.from_batches([batch])).records).to_batches()


def analyse_files(batches):
    for batch in batches:
        for path in batch.column(0).to_pylist():
            if path.strip():
                yield from of(claimdiff.read(path.strip()).records).to_batches()


def keys_of(batches):
    for batch in batches:
        yield from of(claimdiff.keys(pa.Table.from_batches([batch]))).to_batches()


def count(batches):
    parts = [claimdiff.statistics(pa.Table.from_batches([batch])) for batch in batches]
    yield pa.RecordBatch.from_pydict({"part": [claimdiff.add(parts)]}, pa.schema([("part", pa.binary())]))


def add(table: pa.Table) -> pa.Table:
    return pa.table({"part": pa.array([claimdiff.add(table.column("part").to_pylist())], pa.binary())})


def statistics(folder: str) -> bytes:
    return pq.read_table(folder).column("part")[0].as_py()


def compare_in(folder: str):
    """Compares the records of a task as a part of the whole archive."""

    def compare(table: pa.Table) -> pa.Table:
        return of(claimdiff.compare(table.select(["record"]), statistics=statistics(folder)).passages)

    return compare


def kept(spark: SparkSession, frame: DataFrame, folder: str) -> DataFrame:
    """Writes what a step hands on, so that the next one does not do it again. Of no rows the columns are known, too."""
    frame.write.mode("overwrite").parquet(folder)
    return spark.read.schema(frame.schema).parquet(folder)


def pairs(keys: DataFrame, kind: str, most: int, shared: int) -> DataFrame:
    """Articles that share so many keys of a kind, none of which more than `most` have."""
    rare = keys.filter(F.col("kind") == kind)
    few = rare.groupBy("key").agg(F.count("*").alias("n")).filter(F.col("n").between(2, most))
    rare = rare.join(few.select("key"), ["key"]).select("key", "article")
    both = rare.join(rare.select("key", F.col("article").alias("other")), ["key"])
    both = both.filter(F.col("article") < F.col("other"))
    both = both.groupBy("article", "other").agg(F.count("*").alias("n")).filter(F.col("n") >= shared)
    return both.select(F.col("article").alias("a"), F.col("other").alias("b"))


def union(frames: list[DataFrame]) -> DataFrame:
    return functools.reduce(DataFrame.unionByName, frames)


def components(spark: SparkSession, edges: DataFrame, folder: str) -> DataFrame:
    """For each node of an edge the least node that it is joined with, by stars that shrink (Kiveris and others,
    Connected Components in MapReduce and Beyond, 2014): some log n rounds."""
    edges = kept(spark, edges.distinct(), f"{folder}/edges-0")
    turn, before = 0, None
    while True:
        turn += 1
        # Large star: whoever is greater than the middle is joined with the least around it.
        around = edges.select("a", "b").unionByName(edges.select(F.col("b").alias("a"), F.col("a").alias("b")))
        least = around.groupBy("a").agg(F.min("b").alias("least")).select("a", F.least("a", "least").alias("least"))
        large = around.join(least, "a").filter(F.col("b") > F.col("a")).select(F.col("least").alias("a"), "b")
        large = kept(spark, large.filter(F.col("a") != F.col("b")).distinct(), f"{folder}/large-{turn}")
        # Small star: whoever is not greater than the middle is joined with the least of them.
        least = large.groupBy("b").agg(F.min("a").alias("least"))
        small = large.join(least, "b").select(F.col("least").alias("to"), "a", "b")
        joined = small.select(F.col("to").alias("a"), F.col("a").alias("b")).unionByName(
            small.select(F.col("to").alias("a"), "b")
        )
        edges = kept(spark, joined.filter(F.col("a") != F.col("b")).distinct(), f"{folder}/edges-{turn}")
        state = edges.agg(F.count("*"), F.sum(F.pmod(F.xxhash64("a", "b"), F.lit(1 << 31)))).first()
        if state == before:
            return edges.select(F.col("b").alias("node"), F.col("a").alias("component"))
        before = state


def placed(spark: SparkSession, articles: DataFrame, levels: list[DataFrame], most: int, folder: str) -> DataFrame:
    """For each article its component: what is joined at all levels, or at the first ones where more would not fit."""
    label = articles.select("article", F.col("article").alias("component"))
    for number, edges in enumerate(levels):
        one, other = (label.select(F.col("article").alias(end), F.col("component").alias(f"of_{end}")) for end in "ab")
        between = edges.join(one, "a").join(other, "b").filter(F.col("of_a") != F.col("of_b"))
        between = between.select(F.least("of_a", "of_b").alias("a"), F.greatest("of_a", "of_b").alias("b"))
        found = components(spark, between, f"{folder}/{number}").withColumnRenamed("component", "wider")
        label = label.join(found.withColumnRenamed("node", "component"), "component", "left")
        label = label.withColumn("wider", F.coalesce("wider", "component"))
        size = label.groupBy("wider").agg(F.count("*").alias("n"))
        label = label.join(size, "wider").select(
            "article", F.when(F.col("n") <= most, F.col("wider")).otherwise(F.col("component")).alias("component")
        )
        label = kept(spark, label, f"{folder}/label-{number}")
    return label


def cut(keys: DataFrame) -> DataFrame:
    """What is not followed: by kind the keys that too many articles have, and how often these have one."""
    parts = []
    for kind, most in MOST.items():
        counted = keys.filter(F.col("kind") == kind).groupBy("key").agg(F.count("*").alias("n"))
        over = counted.filter(F.col("n") > most)
        parts.append(told(over, f"skewed: {kind} keys that more than {most} articles have", F.sum("n")))
    return union(parts)


def told(frame: DataFrame, what: str, articles) -> DataFrame:
    row = frame.agg(F.count("*").alias("number"), F.coalesce(articles, F.lit(0)).cast("bigint").alias("articles"))
    return row.select(F.lit(what).alias("what"), "number", "articles")


def run(spark: SparkSession, source: str, output: str, articles_a_task: int) -> None:
    work = f"{output}/work"
    if source.endswith(".list"):
        found = spark.read.text(source).repartition(64).mapInArrow(analyse_files, ddl(RECORDS))
    else:
        found = spark.read.parquet(source).mapInArrow(analyse_rows, ddl(RECORDS))
    records = kept(spark, found, f"{output}/records")
    good = records.filter(F.col("record").isNotNull()).select("article", "record")
    number = good.count()

    counted = good.select("record").mapInArrow(count, "part binary")
    whole = counted.groupBy(F.lit(0).alias("all")).applyInArrow(add, "part binary")
    kept(spark, whole, f"{work}/statistics")

    keys = kept(spark, good.select("record").mapInArrow(keys_of, ddl(KEY_ROWS)), f"{work}/keys")
    coverage = [
        told(good, "articles that were compared", F.count("*")),
        told(records.filter(F.col("error").isNotNull()), "rows without a record", F.lit(0)),
        cut(keys),
    ]
    tasks = max(1, -(-number // articles_a_task))
    if tasks == 1:
        grouped = good.withColumn("task", F.lit(0).cast("bigint"))
    else:
        levels = [
            kept(spark, union([pairs(keys, *edge) for edge in level]).distinct(), f"{work}/pairs-{number}")
            for number, level in enumerate(LEVELS)
        ]
        label = placed(spark, good, levels, articles_a_task, f"{work}/components")
        # Whole components go into a task: what shares nothing does not mind who else is there.
        label = label.withColumn("task", F.pmod(F.xxhash64("component"), F.lit(tasks)))
        grouped = good.join(label, "article")
        size = label.groupBy("component").agg(F.count("*").alias("n"))
        coverage.append(told(size, "components, and the articles of the largest", F.max("n")))
        one, other = (label.select(F.col("article").alias(end), F.col("task").alias(f"of_{end}")) for end in "ab")
        apart = union(levels).distinct().join(one, "a").join(other, "b").filter(F.col("of_a") != F.col("of_b"))
        coverage.append(told(apart, "cut: pairs of articles that share keys and are in different tasks", F.lit(0)))
    compared = grouped.select("task", "record").groupBy("task").applyInArrow(compare_in(f"{work}/statistics"), ddl(PASSAGES))
    passages = kept(spark, compared, f"{output}/passages")
    coverage.append(told(passages.select("finding").distinct(), "findings", F.lit(0)))
    kept(spark, union(coverage).coalesce(1), f"{output}/coverage").show(50, truncate=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", metavar="INPUT")
    parser.add_argument("output", metavar="OUTPUT")
    parser.add_argument("--remote", help="the address of a Spark Connect server, as Sail's: sc://localhost:50051")
    parser.add_argument("--articles-a-task", type=int, default=20_000, help="records are some 10 kB packed")
    arguments = parser.parse_args()
    # A task has one core.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    builder = SparkSession.builder.appName("claimdiff")
    builder = builder.remote(arguments.remote) if arguments.remote else builder
    spark = builder.getOrCreate()
    try:
        run(spark, arguments.source, arguments.output, arguments.articles_a_task)
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
