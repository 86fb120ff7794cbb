"""How long a Python pipeline takes for a small part of what selaras does, against `selaras audit`.

Comes in: the program and a folder of xlsx and csv files. Goes out: a table of medians of interleaved
rounds, and exit code 1 where selaras is not as many times faster as is promised. The pipelines read every
sheet, take the numbers, group them by the first part of a code and compare rows labelled as totals with
the sum of the rows above them; nothing else: no notation, no tree, no formulas, no causes, no reports.

    python3 -m venv VENV && VENV/bin/pip install pandas openpyxl python-calamine
    cargo build --release && cargo run --release --example fleet -- REGION 130 1 8
    VENV/bin/python tests/bench/python/compare.py target/release/selaras REGION/masukan [ROUNDS]
"""

import csv
import os
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

PROMISES = {"openpyxl": 20.0, "calamine": 5.0}
TOTAL = re.compile(r"\b(?:jumlah|total)\b", re.IGNORECASE)
CODE = re.compile(r"^\d+(\.\d+)+$")


def sheets(path, engine):
    if path.suffix == ".csv":
        with open(path, newline="", encoding="utf-8", errors="replace") as file:
            yield pd.DataFrame(list(csv.reader(file, delimiter=";")))
    else:
        yield from pd.read_excel(path, sheet_name=None, header=None, engine=engine).values()


def as_number(value):
    if isinstance(value, str):
        try:
            return float(value.replace(".", "").replace(",", "."))
        except ValueError:
            return float("nan")
    return value if isinstance(value, (int, float)) else float("nan")


def check(job):
    path, engine = job
    n_cells = n_wrong = 0
    for frame in sheets(path, engine):
        n_cells += int(frame.notna().to_numpy().sum())
        if frame.empty:
            continue
        numbers = frame.map(as_number).astype("float64")
        is_total = [any(isinstance(v, str) and TOTAL.search(v) for v in row[:3]) for row in frame.values.tolist()]
        codes = [str(code) for code in frame.iloc[:, 0]]
        groups = pd.Series([code.split(".")[0] if CODE.match(code) else None for code in codes], dtype="object")
        sums = numbers.groupby(groups).sum()
        for _, row in numbers[is_total].iterrows():
            n_wrong += int((row.dropna() - sums.sum()).abs().gt(0.5).sum())
    return n_cells, n_wrong


def python(paths, engine, n_workers):
    with ProcessPoolExecutor(n_workers) as pool:
        jobs = [(path, engine) for path in paths]
        return sum(n_cells for n_cells, _ in pool.map(check, jobs, chunksize=8))


def selaras(program, folder, n_workers):
    options = ["--jobs", str(n_workers), "--fail-on", "never", "--quiet", "--output", os.devnull]
    subprocess.run([program, "audit", folder, *options], check=True, stderr=subprocess.DEVNULL)


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    n_rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    n_workers = os.cpu_count()
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".xlsx", ".csv"})
    took = {"selaras": [], "openpyxl": [], "calamine": []}
    n_cells = {}
    for _ in range(n_rounds):
        for name, seconds in took.items():
            start = time.perf_counter()
            if name == "selaras":
                selaras(program, folder, n_workers)
            else:
                n_cells[name] = python(paths, name, n_workers)
            seconds.append(time.perf_counter() - start)
    base = statistics.median(took["selaras"])
    print(f"{len(paths)} files, {n_cells}, {n_workers} workers, medians of {n_rounds} rounds")
    is_held = True
    for name, seconds in took.items():
        median = statistics.median(seconds)
        line = f"{name:10} {median:8.2f} s {len(paths) / median:8.1f} files/s {median / base:8.1f} x"
        if name in PROMISES:
            held = median / base >= PROMISES[name]
            is_held &= held
            line += f" (at least {PROMISES[name]:.0f}): {'held' if held else 'NOT HELD'}"
        print(line)
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
