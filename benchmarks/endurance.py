#!/usr/bin/env python3
"""Starts, kills, fills the disk under, and damages runs of a small study, and counts what is lost or wrong.

usage: endurance.py PROGRAM... [-- STARTS KILLS DISKS FLIPS SEED]     (100 200 20 5 1 without them)

PROGRAM is the command, for example: dotnet artifacts/bin/Thalweg.Cli/release/thalweg.dll
Full disks need the right to mount a tmpfs. The reference is an undisturbed run; every record must be equal to its byte.
"""
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

STUDY = """name: endurance
problem: poisson(dim=1)
network: mlp(width=6, depth=2, activation=tanh)
trial: hard
quadrature: points(file=points.npz)
formulations: galerkin
compare:
  optimizer: [adam(rate=1e-2), "adam(rate=1e-2, steps=300); ssbroyden"]
seeds: 1..3
train:
  steps: 600
  record: 20
  checkpoints: [0, 300, 600]
analyses:
  - roughness(directions=20, intervals=50)
  - slice(count=101)
"""


def points(path):
    import zipfile, struct

    def npy(shape, values):
        head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}"
        head += " " * (63 - (10 + len(head)) % 64) + "\n"
        return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + struct.pack(f"<{len(values)}d", *values)

    n = 64
    x = [(i + 0.5) / n for i in range(n)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nodes.npy", npy(f"({n}, 1)", x))
        archive.writestr("weights.npy", npy(f"({n},)", [1 / n] * n))


def hashes(folder):
    results = os.path.join(folder, "results")
    found = {}
    for name in sorted(os.listdir(results)) if os.path.isdir(results) else []:
        if not name.endswith((".new", ".lock")):
            with open(os.path.join(results, name), "rb") as file:
                found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


class Endurance:
    def __init__(self, program, seed):
        self.program = program
        self.random = random.Random(seed)
        self.place = tempfile.mkdtemp(prefix="thalweg-endurance-")
        self.study = os.path.join(self.place, "study.yaml")
        with open(self.study, "w") as file:
            file.write(STUDY)
        points(os.path.join(self.place, "points.npz"))
        self.reference_folder = self.folder("reference")
        code = self.run(self.reference_folder).returncode
        if code not in (0, 3):
            sys.exit(f"the reference ends with code {code}: is {' '.join(program)} the program?")
        # The shorter of two: kills that come after the end try nothing.
        self.seconds = min(self.timed(name) for name in ("first", "second"))
        self.reference = hashes(self.reference_folder)
        self.wrong = []
        print(f"reference: {len(self.reference)} files in {self.seconds:.1f} s, exit code {code}", flush=True)
        self.code = code

    def folder(self, name):
        return os.path.join(self.place, name)

    def timed(self, name):
        begun = time.time()
        self.run(self.folder(name))
        return time.time() - begun

    def command(self, folder, verb="run"):
        target = [self.study, "--out", folder] if verb == "run" else [folder]
        return [*self.program, verb, *target]

    def run(self, folder, verb="run"):
        return subprocess.run(self.command(folder, verb), capture_output=True, text=True)

    def start(self, folder):
        return subprocess.Popen(self.command(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def check(self, folder, what, whole):
        now = hashes(folder)
        bad = {n for n in now if self.reference.get(n) != now[n]}
        if bad or (whole and len(now) != len(self.reference)):
            self.wrong.append(f"{what}: {len(bad)} files differ, {len(now)} of {len(self.reference)}")

    def drop(self, folder):
        subprocess.run(["rm", "-rf", folder])

    def starts(self, count):
        refused = 0
        for i in range(count):
            folder = self.folder(f"two-{i}")
            first = self.start(folder)
            time.sleep(self.random.uniform(0, 0.3))
            second = self.start(folder)
            for process in (first, second):
                _, error = process.communicate()
                if process.returncode != self.code:
                    refused += 1
                    self.wrong.append(f"two processes {i}: exit code {process.returncode}: {error.strip()[-300:]}")
            self.check(folder, f"two processes {i}", whole=True)
            self.drop(folder)
        print(f"starts of two processes on one folder: {count}; other exit codes {refused}", flush=True)

    def kills(self, count):
        done = rounds = late = 0
        while done < count:
            folder = self.folder(f"kill-{rounds}")
            for _ in range(6):
                process = self.start(folder)
                time.sleep(self.random.uniform(0.1, self.seconds))
                late += process.poll() is not None
                process.send_signal(signal.SIGKILL)
                process.communicate()
                done += 1
                self.check(folder, f"after kill {done}", whole=False)
            last = self.run(folder)
            if last.returncode != self.code:
                self.wrong.append(f"after kills {rounds}: exit code {last.returncode}: {last.stderr.strip()[-300:]}")
            self.check(folder, f"finished after kills {rounds}", whole=True)
            self.drop(folder)
            rounds += 1
        print(f"kills: {done} ({late} after the end), {rounds} runs finished after them", flush=True)

    def disks(self, count):
        size = int(subprocess.run(["du", "-sk", self.reference_folder], capture_output=True, text=True).stdout.split()[0])
        codes = {}
        for i in range(count):
            folder = self.folder(f"disk-{i}")
            os.mkdir(folder)
            limit = max(16, size * (i + 1) // (count + 1))
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={limit}k", "tmpfs", folder], check=True)
            try:
                full = self.run(folder)
                codes[full.returncode] = codes.get(full.returncode, 0) + 1
                if full.returncode == self.code or "   at " in full.stderr:
                    self.wrong.append(f"full disk {i} ({limit} KiB): exit code {full.returncode}: {full.stderr.strip()[-300:]}")
                self.check(folder, f"full disk {i}", whole=False)
                subprocess.run(["mount", "-o", f"remount,size={size * 4}k", folder], check=True)
                if self.run(folder).returncode != self.code:
                    self.wrong.append(f"full disk {i}: does not go on")
                self.check(folder, f"gone on after full disk {i}", whole=True)
            finally:
                subprocess.run(["umount", "-l", folder])
        print(f"full disks: {count}, exit codes {codes}", flush=True)

    def flips(self, count):
        """In each kind of file: `count` bits of the last folder, each followed by a run and a report."""
        outcomes = {}
        kinds = {}
        source = self.reference_folder
        for root, _, names in os.walk(source):
            for name in names:
                path = os.path.relpath(os.path.join(root, name), source)
                if path.startswith(("figures", "tables")) or path.endswith((".lock", ".html")):
                    continue
                kind = os.path.join(os.path.dirname(path), "*" + os.path.splitext(path)[1]) if os.path.dirname(path) else path
                kinds.setdefault(kind, []).append(path)
        for kind, paths in sorted(kinds.items()):
            for i in range(count):
                folder = self.folder("flip")
                self.drop(folder)
                subprocess.run(["cp", "-r", source, folder], check=True)
                path = os.path.join(folder, self.random.choice(sorted(paths)))
                data = bytearray(open(path, "rb").read())
                if not data:
                    continue
                bit = self.random.randrange(8 * len(data))
                data[bit // 8] ^= 1 << bit % 8
                with open(path, "wb") as file:
                    file.write(data)
                report = self.run(folder, "report")
                again = self.run(folder)
                now = hashes(folder)
                isOwn = now == self.reference
                said = bool(report.stderr.strip() or again.stderr.strip())
                outcome = f"codes {report.returncode}/{again.returncode}, records {'restored' if isOwn else 'differ'}, {'said' if said else 'silent'}"
                outcomes.setdefault(kind, {}).setdefault(outcome, 0)
                outcomes[kind][outcome] += 1
                if "   at " in report.stderr + again.stderr or 70 in (report.returncode, again.returncode):
                    self.wrong.append(f"flip in {path}, bit {bit}: {(report.stderr + again.stderr)[-300:]}")
                elif not isOwn and again.returncode in (0, self.code):
                    self.wrong.append(f"flip in {path}, bit {bit}: records differ after a run")
        for kind, counts in outcomes.items():
            print(f"flips in {kind}: {counts}", flush=True)


def main():
    arguments = sys.argv[1:]
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    numbers = [int(n) for n in arguments[cut + 1 :]] or [100, 200, 20, 5, 1]
    endurance = Endurance(arguments[:cut], numbers[4])
    try:
        endurance.starts(numbers[0])
        endurance.kills(numbers[1])
        endurance.disks(numbers[2])
        endurance.flips(numbers[3])
    finally:
        subprocess.run(["rm", "-rf", endurance.place])
    for line in endurance.wrong:
        print("WRONG", line)
    print(f"{len(endurance.wrong)} wrong")
    sys.exit(bool(endurance.wrong))


if __name__ == "__main__":
    main()
