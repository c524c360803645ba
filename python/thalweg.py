"""Reads the folder that `thalweg run` leaves: runs and analyses by label, their arrays, and the tables.

Copy this file beside your program; it needs numpy alone.

    import thalweg
    study = thalweg.load("results/poisson-1d")
    run = study.run("galerkin", seed=3)
    run["parameters"], run.data["final"]["errors"]["relativeL2"]
    study.record("surface", variant="ritz", seed=1)["loss_ritz"]
    study.table("roughness")["roughness"]
"""

import csv
import json
import os
import re

import numpy as np

_FORMAT = 2
_NOT_FINITE = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def load(folder):
    """The study that a folder was last run with."""
    return Study(folder)


class Study:
    """A result folder.

    name, labels (of the variants), seeds; facts: what all variants share, in the words of the study;
    records: every result that is there, in the order of computation.
    """

    def __init__(self, folder):
        self.folder = os.fspath(folder)
        try:
            study = _json(os.path.join(self.folder, "study.json"))
        except FileNotFoundError:
            raise FileNotFoundError(
                f"{self.folder!r} has no study.json: name a folder that 'thalweg run' has written"
            ) from None
        if study.get("format") != _FORMAT:
            raise ValueError(f"{self.folder!r} has format {study.get('format')}, expected {_FORMAT}")
        self.name = study["name"]
        self.facts = study["facts"]
        self.seeds = study["seeds"]
        self.labels = [variant["label"] for variant in study["variants"]]
        self._slugs = {variant["slug"]: variant["label"] for variant in study["variants"]}
        self._places = self._read_index()
        self.records = [
            Record(self.folder, task, self._places[task["key"]])
            for task in study["tasks"]
            if task["key"] in self._places
        ]

    def run(self, variant=None, seed=None):
        """The training run of a variant (its label) and a seed."""
        return self.record("train", variant=variant, seed=seed)

    def record(self, kind=None, **where):
        """The only result that fits; see select."""
        found = self.select(kind, **where)
        if len(found) == 1:
            return found[0]
        asked = ", ".join(f"{key}={value!r}" for key, value in {"kind": kind, **where}.items() if value is not None)
        if not found:
            raise LookupError(f"{self.folder!r} has no result with {asked}; its variants are {self.labels}")
        shown = "; ".join(repr(record.label) for record in found[:5]) + ("; …" if len(found) > 5 else "")
        raise LookupError(f"{self.folder!r} has {len(found)} results with {asked}, name one: {shown}")

    def select(self, kind=None, variant=None, seed=None, step=None, loss=None, label=None):
        """All results that fit: kind ("train", "roughness", …), variant by its label, seed, step, loss by its name, or label."""
        variant = self._slugs.get(variant, variant) if variant not in self.labels else variant
        asked = {"kind": kind, "variant": variant, "seed": seed, "step": step, "loss": loss, "label": label}
        asked = {key: value for key, value in asked.items() if value is not None}
        return [record for record in self.records if all(getattr(record, key) == asked[key] for key in asked)]

    def table(self, name):
        """A table by its name, column by column: numbers (NaN where a cell is empty), truth values or texts."""
        return _columns(_rows(os.path.join(self.folder, "tables", name + ".csv")))

    @property
    def tables(self):
        """Names of the tables."""
        files = os.listdir(os.path.join(self.folder, "tables"))
        return sorted(file[:-4] for file in files if file.endswith(".csv"))

    def _read_index(self):
        path = os.path.join(self.folder, "index.csv")
        if not os.path.exists(path):
            raise FileNotFoundError(f"{self.folder!r} has no index.csv: 'thalweg report {self.folder}' writes it")
        places = {}
        for row in _rows(path):
            key = row["record"].rsplit("/", 1)[-1].removesuffix(".json")
            # Somebody may have removed the record since.
            if os.path.exists(os.path.join(self.folder, row["record"])):
                places[key] = row
        return places

    def __repr__(self):
        return f"<study {self.name!r}: {len(self.labels)} variants, {len(self.seeds)} seeds, {len(self.records)} results>"


class Record:
    """One result: kind, label, variant, seed, step, loss (None where it has none) and key.

    data is the record as in docs/results.md; inputs is what its key is made from; record[NAME] is an array of it, or
    else a member of data.
    """

    def __init__(self, folder, task, place):
        self._folder = folder
        self._place = place
        self._envelope = None
        self._arrays = None
        self.key = task["key"]
        self.kind = task["kind"]
        self.label = task["label"]
        self.loss = task.get("loss")
        self.variant = _text(place["variant"]) or None
        self.seed, self.step = _number(place["seed"]), _number(place["step"])
        self.from_seed, self.from_step = _number(place["from_seed"]), _number(place["from_step"])

    @property
    def data(self):
        return self._read()["record"]

    @property
    def inputs(self):
        return self._read()["inputs"]

    @property
    def arrays(self):
        """The arrays by name."""
        if self._arrays is None:
            self._arrays = {}
            if self._place["arrays"]:
                with np.load(os.path.join(self._folder, self._place["arrays"]), allow_pickle=False) as archive:
                    self._arrays = {name: archive[name] for name in archive.files}
        return self._arrays

    def __getitem__(self, name):
        if name in self.arrays:
            return self.arrays[name]
        if name in self.data:
            return self.data[name]
        raise KeyError(f"{name!r}: {self.label!r} has the arrays {list(self.arrays)} and the members {list(self.data)}")

    def _read(self):
        if self._envelope is None:
            self._envelope = _json(os.path.join(self._folder, self._place["record"]))
        return self._envelope

    def __repr__(self):
        return f"<{self.label}>"


def _json(path):
    with open(path, encoding="utf-8") as file:
        try:
            return _finite(json.load(file))
        except ValueError as fault:
            raise ValueError(f"{path}: {fault}") from None


def _finite(value):
    """Numbers that are not finite are strings in JSON."""
    if isinstance(value, dict):
        return {key: _finite(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_finite(entry) for entry in value]
    return _NOT_FINITE.get(value, value) if isinstance(value, str) else value


def _rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _columns(rows):
    return {name: _column([row[name] for row in rows]) for name in (rows[0] if rows else {})}


def _column(cells):
    if all(cell in ("true", "false") for cell in cells):
        return np.array([cell == "true" for cell in cells])
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells])
    except ValueError:
        return np.array([_text(cell) for cell in cells], dtype=object)


def _text(cell):
    """A text as it was before it was made harmless for spreadsheets and terminals."""
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), cell)
    return plain[1:] if re.match(r"'\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", plain) else plain


def _number(cell):
    return int(cell) if cell else None
