#!/usr/bin/env python3
"""Compares two result folders number for number.

    python3 benchmarks/compare-records.py BEFORE AFTER [--except WORD ...] [--all]

Records are paired by what they mean - their kind and formulation, objective, seed, step, settings - and not by key, since a key
moves whenever an input is written differently. Compared to the bit are the numbers of the records, the entries of their arrays and
the counts of evaluations, also those in run.json; keys, versions, texts and times are not. Every number that differs is listed (ten
of each record and array without --all) and so is every number or record that has no counterpart. Records in whose identity a WORD
occurs are left out. Ends with 0 when nothing differs and 1 otherwise; numbers that only AFTER has are told, but are no difference.
"""

import argparse
import ast
import collections
import json
import math
import pathlib
import struct
import sys
import zipfile

IDENTITY = (
    "formulation variant objective trainedOn seed step isFinal directions intervals radius normalize bias dimension"
).split()
NOT_COMPARED = {"provenance", "trainKey"}
NUMBERS_AS_TEXT = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
ITEMS = {"f8": "d", "f4": "f", "i8": "q", "u8": "Q", "i4": "i", "u4": "I", "u1": "B", "b1": "?"}


def numbers(value, path=""):
    """Yields (path, number) for every number, truth value and null below a JSON value."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from numbers(child, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from numbers(child, f"{path}[{index}]")
    elif isinstance(value, str):
        if value in NUMBERS_AS_TEXT:
            yield path, NUMBERS_AS_TEXT[value]
    else:
        yield path, value


def read_npy(stream, name):
    """Yields (path, number) for every entry of one .npy file, and for its shape."""
    data = stream.read()
    if data[:6] != b"\x93NUMPY":
        sys.exit(f"{name} is not an .npy file")
    size, start = (struct.unpack("<H", data[8:10])[0], 10) if data[6] == 1 else (struct.unpack("<I", data[8:12])[0], 12)
    header = ast.literal_eval(data[start : start + size].decode("latin1"))
    order, kind = header["descr"][0], header["descr"][1:]
    if kind not in ITEMS or order not in "<|" or header["fortran_order"]:
        sys.exit(f"{name} has the type {header['descr']}, expected little-endian numbers in C order")
    yield from numbers(list(header["shape"]), f"{name}.shape")
    for index, (value,) in enumerate(struct.iter_unpack("<" + ITEMS[kind], data[start + size :])):
        yield f"{name}[{index}]", value


def identity(record):
    kind = record["provenance"]["kind"]
    named = [f"{name}={record[name]}" for name in IDENTITY if not isinstance(record.get(name, []), (list, dict))]
    return " ".join([kind, *named])


def read_record(path):
    """The identity of a record and its numbers by path."""
    record = json.loads(path.read_text("utf-8"))["record"]
    found = dict(numbers({k: v for k, v in record.items() if k not in NOT_COMPARED}))
    arrays = path.with_suffix(".npz")
    if arrays.exists():
        with zipfile.ZipFile(arrays) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    found.update(read_npy(stream, name.removesuffix(".npy")))
    return identity(record), found


def read_folder(folder):
    """All records of a folder by identity; several may share one."""
    records = collections.defaultdict(list)
    paths = sorted((pathlib.Path(folder) / "results").glob("*.json"))
    if not paths:
        sys.exit(f"there are no results in '{folder}', expected the folder of a run")
    for path in paths:
        name, found = read_record(path)
        records[name].append(found)
    log = json.loads((pathlib.Path(folder) / "run.json").read_text("utf-8"))
    counts = collections.Counter()
    for task in log["tasks"].values():
        counts[f"{task['kind']}.gradientEvaluations"] += task["gradientEvaluations"]
    records["evaluations in run.json"].append(dict(counts))
    return records


def same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return struct.pack("<d", a) == struct.pack("<d", b) or (math.isnan(a) and math.isnan(b))
    # JSON writes a whole double without a point.
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def difference(before, after):
    """Lines for the numbers that differ or are gone, and the count of those that came."""
    lines = []
    for path, a in before.items():
        if path not in after:
            lines.append(f"{path}: {a!r} -> nothing")
        elif not same(a, after[path]):
            b = after[path]
            relative = f"  (relative {abs(b - a) / abs(a):.2g})" if a and b is not None and a == a else ""
            lines.append(f"{path}: {a!r} -> {b!r}{relative}")
    return lines, sum(path not in before for path in after)


def pair(befores, afters):
    """Pairs records of one identity so that the closest stand together."""
    afters = list(afters)
    for before in befores:
        if not afters:
            yield None
            continue
        found = [difference(before, after) for after in afters]
        best = min(range(len(found)), key=lambda i: len(found[i][0]))
        del afters[best]
        yield found[best]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("before")
    options.add_argument("after")
    options.add_argument("--except", dest="excepted", metavar="WORD", nargs="*", default=[])
    options.add_argument("--all", action="store_true", help="list every number, however many")
    options = options.parse_args()
    before, after = read_folder(options.before), read_folder(options.after)
    compared = differing = added = 0
    for name, befores in before.items():
        if any(word in name for word in options.excepted):
            continue
        for numbers_before, found in zip(befores, pair(befores, after.get(name, []))):
            compared += len(numbers_before)
            if found is None:
                differing += len(numbers_before)
                print(f"{name}: only before")
                continue
            lines, new = found
            differing += len(lines)
            added += new
            shown = lines if options.all else lines[:10]
            for line in shown:
                print(f"{name}: {line}")
            if len(lines) > len(shown):
                print(f"{name}: and {len(lines) - len(shown)} more")
    for name, afters in after.items():
        if len(afters) > len(before.get(name, [])):
            print(f"{name}: only after ({len(afters) - len(before.get(name, []))} records)")
    print(f"{compared} numbers compared, {differing} differ; {added} came with AFTER")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
