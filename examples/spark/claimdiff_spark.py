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
import collections
import functools
import os
import sys
import uuid

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

import claimdiff

# Of a key that more articles have no pairs are made, as compare has it, but for words.
MOST = {"event": 40, "person": 12, "speech": 48, "text": 64, "word": 64}

# Of these each is held against the one before it: a text may have more copies than that.
CHAINED = ("text", "speech")

# What joins two articles, the surest first: a kind of key, how many articles may have one, and how many two must share.
# A level is followed as far as what it joins still fits into a task; all together are what compare looks at.
LEVELS = [
    [("text", 64, 8), ("word", 64, 20)],
    [("word", 64, 12), ("speech", 48, 6)],
    [("word", 64, 8), ("event", 40, 1)],
    [("word", 12, 3), ("word", 64, 5), ("speech", 48, 2), ("person", 12, 1)],
]

# Up to so many articles of other tasks lie beside each one of a task.
BESIDE = 4

# What a worker hands on at once stays under the 4 MiB that a message of gRPC may have.
MAX_BYTES = 1 << 20

TYPES = {pa.bool_(): "boolean", pa.string(): "string", pa.int64(): "bigint", pa.float64(): "double", pa.date32(): "date", pa.binary(): "binary"}


def ddl(schema: pa.Schema) -> str:
    """A schema as Spark writes it."""
    return ", ".join(f"`{field.name}` {TYPES[field.type]}" for field in schema)


def of(table) -> pa.Table:
    """A table of claimdiff as one of pyarrow, without what Spark does not know of its columns."""
    table = pa.table(table)
    return pa.table(table.columns, schema=pa.schema([pa.field(f.name, f.type) for f in table.schema]))


def sliced(table) -> list[pa.RecordBatch]:
    """A table in batches that can be sent."""
    table = of(table)
    rows = max(1, table.num_rows * MAX_BYTES // max(1, table.nbytes))
    return table.to_batches(max_chunksize=rows)


# What claimdiff gives for nothing has the columns of what it gives for something.
NOTHING = claimdiff.analyse(pa.table({"text": pa.array([], pa.string())}))
RECORDS = of(NOTHING.records).schema
PASSAGES = of(claimdiff.compare(NOTHING.records).passages).schema
TASK = pa.field("task", pa.int64())
KEY_ROWS = of(claimdiff.keys(NOTHING.records)).schema
CHUNK = pa.schema([pa.field("part", pa.string()), pa.field("number", pa.int64()), pa.field("bytes", pa.binary())])


def analyse_rows(batches):
    for batch in batches:
        yield from sliced(claimdiff.analyse(pa.Table.from_batches([batch])).records)


def analyse_files(batches):
    for batch in batches:
        for path in batch.column(0).to_pylist():
            if path.strip():
                yield from sliced(claimdiff.read(path.strip()).records)


def keys_of(batches):
    for batch in batches:
        yield from sliced(claimdiff.keys(pa.Table.from_batches([batch])))


def chunks(whole: bytes):
    """Bytes as rows that can be sent: they may be some hundred MB."""
    part = uuid.uuid4().hex
    for number, start in enumerate(range(0, len(whole), MAX_BYTES)):
        row = {"part": [part], "number": [number], "bytes": [whole[start : start + MAX_BYTES]]}
        yield pa.RecordBatch.from_pydict(row, CHUNK)


def joined(rows):
    """What was given to `chunks`, of its rows in any order."""
    parts = collections.defaultdict(dict)
    for row in rows:
        parts[row["part"]][row["number"]] = row["bytes"]
    for pieces in parts.values():
        yield b"".join(pieces[number] for number in sorted(pieces))


def count(batches):
    yield from chunks(claimdiff.add(claimdiff.statistics(pa.Table.from_batches([batch])) for batch in batches))


def add(batches):
    yield from chunks(claimdiff.add(joined(row for batch in batches for row in batch.to_pylist())))


def statistics(folder: str) -> bytes:
    return claimdiff.add(joined(pq.read_table(folder, columns=CHUNK.names).to_pylist()))


def compare_in(folder: str):
    """Compares the articles of a task as a part of the whole archive."""

    def compare(batches):
        # A partition has all rows of a task, and perhaps of several, in any order: Sail sorts none for mapInArrow.
        tasks = collections.defaultdict(list)
        for batch in batches:
            numbers = batch.column("task")
            for task in numbers.unique().to_pylist():
                tasks[task].append(batch.filter(pa.compute.equal(numbers, task)))
        while tasks:
            task, parts = tasks.popitem()
            yield from of_task(task, pa.Table.from_batches(parts))

    def of_task(task, table):
        own = set(table.filter(table.column("own")).column("article").to_pylist())
        found = of(claimdiff.compare(table, statistics=statistics(folder), new="own").passages)
        # A finding is of the task that has the article of its first passage, so it is given once.
        first = found.filter(pa.compute.equal(found.column("passage"), 1))
        first = first.filter(pa.compute.is_in(first.column("article"), pa.array(own, pa.string())))
        found = found.filter(pa.compute.is_in(found.column("finding"), first.column("finding").combine_chunks()))
        yield from sliced(found.append_column(TASK, pa.array([task] * found.num_rows, pa.int64())))

    return compare


def kept(spark: SparkSession, frame: DataFrame, folder: str) -> DataFrame:
    """Writes what a step hands on, so that the next one does not do it again. Of no rows the columns are known, too."""
    frame.write.mode("overwrite").parquet(folder)
    return spark.read.schema(frame.schema).parquet(folder)


def pairs(keys: DataFrame, kind: str, most: int, shared: int) -> DataFrame:
    """Articles that share so many keys of a kind, with how many they share: each two of those that have a key which at
    most `most` have, and of a text or quotation that more have those that follow each other in time."""
    rare = keys.filter(F.col("kind") == kind)
    size = rare.groupBy("key").agg(F.count("*").alias("n")).filter(F.col("n") >= 2)
    rare = rare.join(size, ["key"])
    few = rare.filter(F.col("n") <= most).select("key", "article")
    both = few.join(few.select("key", F.col("article").alias("other")), ["key"]).select("article", "other")
    if kind in CHAINED:
        by_time = Window.partitionBy("key").orderBy("published_from", "article")
        many = rare.filter(F.col("n") > most).select("article", F.lag("article").over(by_time).alias("other"))
        many = many.filter(F.col("other").isNotNull())
        many = many.select(F.least("article", "other").alias("article"), F.greatest("article", "other").alias("other"))
        both = both.unionByName(many)
    both = both.filter(F.col("article") < F.col("other"))
    both = both.groupBy("article", "other").agg(F.count("*").alias("n")).filter(F.col("n") >= shared)
    return both.select(F.col("article").alias("a"), F.col("other").alias("b"), "n")


def shared(keys: DataFrame, level: list) -> DataFrame:
    """The pairs of a level."""
    both = union([pairs(keys, *edge) for edge in level])
    return both.groupBy("a", "b").agg(F.sum("n").alias("n"))


def union(frames: list[DataFrame]) -> DataFrame:
    return functools.reduce(DataFrame.unionByName, frames)


def joined_in_one(batches):
    """For each node of an edge the least node that it is joined with, all by one worker."""
    roots = {}

    def root(node):
        while (above := roots.setdefault(node, node)) != node:
            roots[node] = node = roots[above]
        return node

    for batch in batches:
        for a, b in zip(batch.column("a").to_pylist(), batch.column("b").to_pylist()):
            a, b = root(a), root(b)
            roots[max(a, b)] = min(a, b)
    nodes = list(roots)
    yield from sliced(pa.table({"node": pa.array(nodes, pa.string()), "component": pa.array(map(root, nodes), pa.string())}))


def components(spark: SparkSession, edges: DataFrame, few: int, folder: str) -> DataFrame:
    """For each node of an edge the least node that it is joined with. Where there are no more than a few edges one worker
    does it, else it is done by stars that shrink (Kiveris and others, Connected Components in MapReduce and Beyond, 2014):
    some log n rounds."""
    edges = kept(spark, edges.select("a", "b").distinct(), f"{folder}/edges-0")
    if edges.count() <= few:
        return edges.repartition(1).mapInArrow(joined_in_one, "node string, component string")
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


def placed(
    spark: SparkSession, articles: DataFrame, levels: list[DataFrame], most: int, few: int, folder: str
) -> DataFrame:
    """For each article its component: what is joined at all levels, or at the first ones where more would not fit."""
    label = articles.select("article").distinct().withColumn("component", F.col("article"))
    for number, edges in enumerate(levels):
        one, other = (label.select(F.col("article").alias(end), F.col("component").alias(f"of_{end}")) for end in "ab")
        between = edges.join(one, "a").join(other, "b").filter(F.col("of_a") != F.col("of_b"))
        between = between.select(F.least("of_a", "of_b").alias("a"), F.greatest("of_a", "of_b").alias("b"))
        found = components(spark, between, few, f"{folder}/{number}").withColumnRenamed("component", "wider")
        label = label.join(found.withColumnRenamed("node", "component"), "component", "left")
        label = label.withColumn("wider", F.coalesce("wider", "component"))
        size = label.groupBy("wider").agg(F.count("*").alias("n"))
        label = label.join(size, "wider").select(
            "article", F.when(F.col("n") <= most, F.col("wider")).otherwise(F.col("component")).alias("component")
        )
        label = kept(spark, label, f"{folder}/label-{number}")
    return label


def beside(label: DataFrame, edges: DataFrame, most: int) -> DataFrame:
    """The articles of other tasks that share keys with those of a task, with how many they do. So many are wanted, those
    that share most."""
    one, other = (label.select(F.col("article").alias(end), F.col("task").alias(f"of_{end}")) for end in "ab")
    apart = edges.join(one, "a").join(other, "b").filter(F.col("of_a") != F.col("of_b"))
    there = apart.select(F.col("of_a").alias("task"), F.col("b").alias("article"), "n")
    back = apart.select(F.col("of_b").alias("task"), F.col("a").alias("article"), "n")
    near = there.unionByName(back).groupBy("task", "article")
    near = near.agg(F.sum("n").alias("n"), F.count("*").alias("pairs"))
    order = Window.partitionBy("task").orderBy(F.col("n").desc(), "article")
    return near.withColumn("wanted", F.row_number().over(order) <= most)


def given_once(passages: DataFrame) -> DataFrame:
    """Findings of the very same sentences in several articles, and in several tasks, are numbered: as compare has it."""
    several = passages.select("finding", "task").distinct()
    order = Window.partitionBy("finding").orderBy("task")
    several = several.withColumn("turn", F.row_number().over(order))
    out = passages.join(several, ["finding", "task"])
    again = F.concat("finding", F.lit("-"), F.col("turn").cast("string"))
    out = out.withColumn("finding", F.when(F.col("turn") == 1, F.col("finding")).otherwise(again))
    return out.select(*PASSAGES.names)


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


def run(spark: SparkSession, source: str, output: str, articles_a_task: int, pairs_a_task: int) -> None:
    work = f"{output}/work"
    if source.endswith(".list"):
        found = spark.read.text(source).repartition(64).mapInArrow(analyse_files, ddl(RECORDS))
    else:
        found = spark.read.parquet(source).mapInArrow(analyse_rows, ddl(RECORDS))
    records = kept(spark, found, f"{output}/records")
    good = records.filter(F.col("record").isNotNull()).select("article", "record")
    number = good.count()

    counted = kept(spark, good.select("record").mapInArrow(count, ddl(CHUNK)), f"{work}/counted")
    whole = counted.repartition(1).mapInArrow(add, ddl(CHUNK))
    kept(spark, whole, f"{work}/statistics")

    keys = kept(spark, good.select("record").mapInArrow(keys_of, ddl(KEY_ROWS)), f"{work}/keys")
    coverage = [
        told(good, "articles that were compared", F.count("*")),
        told(records.filter(F.col("error").isNotNull()), "rows without a record", F.lit(0)),
        cut(keys),
    ]
    tasks = max(1, -(-number // articles_a_task))
    if tasks == 1:
        grouped = good.select(F.lit(0).cast("bigint").alias("task"), F.lit(True).alias("own"), "article", "record")
    else:
        levels = [
            kept(spark, shared(keys, level), f"{work}/pairs-{turn}") for turn, level in enumerate(LEVELS)
        ]
        label = placed(spark, good, levels, articles_a_task, pairs_a_task, f"{work}/components")
        # Whole components go into a task: what shares nothing does not mind who else is there.
        label = label.withColumn("task", F.pmod(F.xxhash64("component"), F.lit(tasks)))
        filled = label.groupBy("task").agg(F.count("*").alias("n"))
        coverage.append(told(filled, "tasks", F.max("n")))
        size = label.groupBy("component").agg(F.count("*").alias("n"))
        coverage.append(told(size, "components, and the articles of the largest", F.max("n")))
        # Where a component is larger than a task, what is beside a part of it comes along.
        edges = union(levels).groupBy("a", "b").agg(F.max("n").alias("n"))
        near = kept(spark, beside(label, edges, BESIDE * articles_a_task), f"{work}/beside")
        fit, cut_off = near.filter(F.col("wanted")), near.filter(~F.col("wanted"))
        coverage.append(told(fit, "beside: articles that come along to tasks, and the pairs that they make", F.sum("pairs")))
        coverage.append(told(cut_off, "cut: articles that do not fit beside a task, and the pairs lost", F.sum("pairs")))
        members = label.select("task", "article", F.lit(True).alias("own"))
        members = members.unionByName(fit.select("task", "article", F.lit(False).alias("own")))
        grouped = good.join(members, "article").select("task", "own", "article", "record")
    # By partitions and not by applyInArrow, which has all of a task in one message.
    grouped = grouped.repartition(tasks, "task")
    compared = grouped.mapInArrow(compare_in(f"{work}/statistics"), ddl(pa.schema([*PASSAGES, TASK])))
    compared = kept(spark, compared, f"{work}/passages")
    passages = kept(spark, given_once(compared), f"{output}/passages")
    coverage.append(told(passages.select("finding").distinct(), "findings", F.lit(0)))
    kept(spark, union(coverage).coalesce(1), f"{output}/coverage").show(50, truncate=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", metavar="INPUT")
    parser.add_argument("output", metavar="OUTPUT")
    parser.add_argument("--remote", help="the address of a Spark Connect server, as Sail's: sc://localhost:50051")
    parser.add_argument("--articles-a-task", type=int, default=20_000, help="records are some 10 kB packed")
    parser.add_argument("--pairs-a-task", type=int, default=2_000_000, help="up to so many are joined by one worker")
    arguments = parser.parse_args()
    # A task has one core.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    builder = SparkSession.builder.appName("claimdiff")
    builder = builder.remote(arguments.remote) if arguments.remote else builder
    spark = builder.getOrCreate()
    try:
        # Workers may be in another folder.
        places = [arguments.source, arguments.output]
        source, output = (place if "://" in place else os.path.abspath(place) for place in places)
        run(spark, source, output, arguments.articles_a_task, arguments.pairs_a_task)
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
