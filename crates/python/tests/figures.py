"""What the package costs, beside the command: run by hand on a machine that does nothing else.

    CLAIMDIFF=target/release/claimdiff python crates/python/tests/figures.py ARTICLES.jsonl

CPU of `analyse` over that of `claimdiff claims --format parquet` on the same articles, in turns; resident memory after a
tenth and a hundredth batch; and how many cores two threads of Python use, beside two processes in the same minute.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import polars

import claimdiff

TURNS = 5


def child(part: str, articles: str) -> dict:
    done = subprocess.run([sys.executable, __file__, articles, part], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def analysed(frame: polars.DataFrame) -> dict:
    before, start, own = cpu(resource.RUSAGE_SELF), time.monotonic(), time.thread_time()
    claimdiff.analyse(frame)
    used, wall = cpu(resource.RUSAGE_SELF) - before, time.monotonic() - start
    # What the calling thread does itself nobody does beside it.
    return {"cpu": used, "wall": wall, "alone": time.thread_time() - own}


def memory(frame: polars.DataFrame) -> dict:
    resident = {}
    for turn in range(1, 101):
        claimdiff.analyse(frame)
        if turn in (10, 100):
            with open("/proc/self/statm") as pages:
                resident[turn] = int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resident


def threads(frame: polars.DataFrame) -> dict:
    halves = [frame[: len(frame) // 2], frame[len(frame) // 2 :]]
    both = [threading.Thread(target=claimdiff.analyse, args=(half,)) for half in halves]
    before, start = cpu(resource.RUSAGE_SELF), time.monotonic()
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    return {"cores": (cpu(resource.RUSAGE_SELF) - before) / (time.monotonic() - start)}


def processes(articles: str) -> dict:
    command = [sys.executable, __file__, articles]
    before, start = cpu(resource.RUSAGE_CHILDREN), time.monotonic()
    one = {**os.environ, "RAYON_NUM_THREADS": "1"}
    both = [subprocess.Popen([*command, f"half-{n}"], env=one, stdout=subprocess.DEVNULL) for n in (0, 1)]
    for process in both:
        process.wait()
    return {"cores": (cpu(resource.RUSAGE_CHILDREN) - before) / (time.monotonic() - start)}


def main() -> None:
    articles = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        table = f"{folder}/articles.parquet"
        polars.DataFrame(claimdiff.read(articles).articles).write_parquet(table)
        ratios, command, wheel, alone = [], [], [], []
        for _ in range(TURNS):
            before = cpu(resource.RUSAGE_CHILDREN)
            call = [os.environ["CLAIMDIFF"], "claims", articles, "--output", f"{folder}/claims.parquet"]
            subprocess.run(call, check=True, capture_output=True)
            command.append(cpu(resource.RUSAGE_CHILDREN) - before)
            done = child("analyse", table)
            wheel.append(done["cpu"])
            alone.append(done["alone"] / done["cpu"])
            ratios.append(wheel[-1] / command[-1])
        median = statistics.median
        print(f"CPU: command {median(command):.2f} s, analyse {median(wheel):.2f} s, ratio {median(ratios):.3f}")
        print(f"of it in the calling thread: {median(alone):.1%}")
        resident = child("memory", table)
        print(f"resident: {resident['10']:.1f} MB after batch 10, {resident['100']:.1f} MB after batch 100")
        for _ in range(TURNS):
            cores = child("threads", table)["cores"]
            print(f"two threads {cores:.2f} cores, two processes {processes(table)['cores']:.2f}")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main()
    else:
        frame = polars.read_parquet(sys.argv[1])
        part = sys.argv[2]
        if part.startswith("half"):
            middle = len(frame) // 2
            claimdiff.analyse(frame[:middle] if part == "half-0" else frame[middle:])
            sys.exit()
        print(json.dumps({"analyse": analysed, "memory": lambda f: memory(f[:20]), "threads": threads}[part](frame)))
