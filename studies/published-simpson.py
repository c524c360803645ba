"""Writes published-simpson.npz beside this file: the Simpson sum of the Ritz code that was published with the roughness index.

Its sum over the two ends holds x = 1 alone, so x = 0 has no weight. Needs nothing but Python; the bytes are the same every time.
"""

import struct
import zipfile
from pathlib import Path

INTERVALS = 200
count = 2 * INTERVALS + 1
nodes = [i / (count - 1) for i in range(count)]
weights = [(4 if i % 2 else 2) / (6 * INTERVALS) for i in range(count)]
weights[0], weights[-1] = 0.0, 1 / (6 * INTERVALS)


def npy(numbers, shape):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(numbers)}d", *numbers)


with zipfile.ZipFile(Path(__file__).with_suffix(".npz"), "w") as archive:
    for name, content in (("nodes", npy(nodes, (count, 1))), ("weights", npy(weights, (count,)))):
        archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content)
