#!/usr/bin/env python3
"""Prints the table of docs/choosing-an-optimizer.md: relative L2 error and processor time on one thread, medians of seeds 1 to 3.

    python3 benchmarks/optimizer-table.py [METHOD ...] [--program PATH]

Needs a built program (dotnet build -c Release src/Thalweg.Cli) and nothing beside Python."""
import argparse
import json
import os
import resource
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOSSES = [("galerkin", 1), ("ritz", 1), ("galerkin", 2), ("ritz", 2)]
NETWORKS = {
    1: ("mlp(width=10, depth=2, activation=tanh)", "gauss:64"),
    2: ("mlp(width=20, depth=2, activation=tanh)", "gauss:24"),
}
# Steps in one and in two dimensions: about a second each on two cores of an Intel Xeon.
STEPS = {
    "adam(rate=1e-3)": (20000, 6000),
    "nonlinear-cg": (6000, 1200),
    "lbfgs": (9000, 2500),
    "bfgs": (6000, 2000),
    "ssbfgs": (6000, 2000),
    "ssbroyden": (6000, 2000),
    "newton-cg": (200, 60),
    "lm": (300, 80),
    "natural-gradient": (300, 60),
}
SQUARES_ONLY = {"lm"}


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def train(program, method, formulation, dim, steps, seed):
    network, quadrature = NETWORKS[dim]
    command = ["dotnet", str(program), "train", "--threads", "1", "--problem", "poisson", "--dim", str(dim), "--trial", "hard"]
    command += ["--formulation", formulation, "--network", network, "--quadrature", quadrature]
    command += ["--optimizer", method, "--steps", str(steps), "--seed", str(seed), "--json"]
    before = processor_seconds()
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    seconds = processor_seconds() - before
    if done.returncode not in (0, 3):
        raise SystemExit(f"{method} on {formulation}, {dim}-D, seed {seed} ended with {done.returncode}: {done.stderr.strip()}")
    record = json.loads(done.stdout)
    return record["errors"]["relativeL2"], seconds, record["stop"]["reason"]


def cell(program, method, formulation, dim):
    if formulation == "ritz" and method in SQUARES_ONLY:
        return "–"
    runs = [train(program, method, formulation, dim, STEPS[method][dim - 1], seed) for seed in (1, 2, 3)]
    error = statistics.median(run[0] for run in runs)
    seconds = statistics.median(run[1] for run in runs)
    stalled = sum(run[2] in ("precisionStall", "lineSearchFailed") for run in runs)
    return f"{error:.1e}, {seconds:.1f} s".replace("e-0", "e-") + (", stalled" if stalled >= 2 else "")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("methods", nargs="*", metavar="METHOD", help="rows of the table; all of them without one")
    arguments.add_argument("--program", type=Path, default=ROOT / "artifacts/bin/Thalweg.Cli/release/thalweg.dll")
    chosen = arguments.parse_args()
    unknown = [method for method in chosen.methods if method not in STEPS]
    if unknown:
        raise SystemExit(f"METHOD is {unknown[0]}; expected one of {', '.join(STEPS)}")
    print("| method | steps, 1-D | Galerkin 1-D | Ritz 1-D | steps, 2-D | Galerkin 2-D | Ritz 2-D |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for method in chosen.methods or STEPS:
        cells = [cell(chosen.program, method, formulation, dim) for formulation, dim in LOSSES]
        first, second = (f"{steps:,}".replace(",", " ") for steps in STEPS[method])
        print(f"| `{method}` | {first} | {cells[0]} | {cells[1]} | {second} | {cells[2]} | {cells[3]} |", flush=True)


if __name__ == "__main__":
    main()
