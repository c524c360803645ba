#!/usr/bin/env python3
"""Prints the constants of the tests beside it: Gauss-Legendre nodes and weights by Newton's iteration with 60 digits, and points
of the Sobol and Halton sequences by scipy.stats.qmc (scipy 1.10; direction numbers of Joe and Kuo)."""

import math
from decimal import Decimal, getcontext

from scipy.stats import qmc

getcontext().prec = 60


def gauss_legendre(n, index):
    x = Decimal(math.cos(math.pi * (index + 0.75) / (n + 0.5)))
    for _ in range(8):
        before, value = Decimal(1), x
        for k in range(2, n + 1):
            value, before = ((2 * k - 1) * x * value - (k - 1) * before) / k, value
        slope = n * (x * value - before) / (x * x - 1)
        x -= value / slope
    return x, 2 / ((1 - x * x) * slope * slope)


print("Gauss-Legendre: n, index from the top, node, weight")
for n, index in ((5, 0), (16, 0), (16, 7), (64, 0), (64, 20), (257, 0), (257, 100), (1024, 0), (1024, 300)):
    node, weight = gauss_legendre(n, index)
    print(n, index, f"{node:.32f}", f"{weight:.32f}")
print("smallest node of 64 on (0, 1):", f"{(1 - gauss_legendre(64, 0)[0]) / 2:.35f}")

print("Sobol, d = 10: index, coordinates times 2^32")
sobol = qmc.Sobol(10, scramble=False).random(4096)
for index in (1, 2, 3, 5, 17, 100, 1000, 4095):
    print(index, [round(float(x) * 2**32) for x in sobol[index]])

print("Halton, d = 10: index, coordinates")
halton = qmc.Halton(10, scramble=False).random(1001)
for index in (1, 2, 17, 1000):
    print(index, [float(x) for x in halton[index]])
