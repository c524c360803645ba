"""Writes elementary_reference.txt: arguments and results of the elementary functions to far more than double precision.

Each line holds the function, the bits of x, the bits of the nearest double y of f(x), and the rest (f(x) - y) in
1/4096 of the last place of y. Needs mpmath (50 digits and more). Run: python3 elementary_reference.py
"""

import math
import random
import struct
from pathlib import Path

from mpmath import cos, erf, exp, floor, log, log1p, mp, mpf, pi, sin, tanh

mp.dps = 60


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(n):
    return struct.unpack("<d", struct.pack("<Q", n))[0]


def nearest(value):
    """The double nearest to value, subnormal results included."""
    if value == 0:
        return 0.0
    magnitude = abs(value)
    place = max(int(floor(log(magnitude, 2))) - 52, -1074)
    return math.copysign(math.ldexp(int(floor(magnitude / mpf(2) ** place + mpf(1) / 2)), place), value)


def last_place(y):
    return mpf(math.ulp(abs(y)))


def uniform(generator, count, low, high):
    return [generator.uniform(low, high) for _ in range(count)]


def magnitudes(generator, count, low, high, signs=(1, -1)):
    """Powers of two with random exponent and mantissa."""
    return [
        generator.choice(signs) * math.ldexp(generator.uniform(1, 2), generator.randint(low, high)) for _ in range(count)
    ]


def around(centres, steps=2):
    points = []
    for c in centres:
        n = bits(abs(c))
        points += [math.copysign(double(n + k), c) for k in range(-steps, steps + 1)]
    return points


def near_multiples_of_half_pi(generator, count):
    points = []
    for _ in range(count):
        n = generator.choice([generator.randint(1, 20), generator.randint(1, 2**20), generator.randint(1, 2**40)])
        points.append(generator.choice((1, -1)) * float(n * pi / 2))
    return points


def main():
    generator = random.Random(20240613)
    g = generator
    ln2 = math.log(2)
    tiny = magnitudes(g, 150, -1074, -900) + magnitudes(g, 150, -60, -20)
    quadrants = uniform(g, 600, -20, 20) + near_multiples_of_half_pi(g, 500) + magnitudes(g, 300, -10, 20)
    # The last is the double closest to a multiple of pi/2.
    huge = magnitudes(g, 250, 20, 45) + magnitudes(g, 250, 45, 1023) + [1.7976931348623157e308, 6381956970095103 * 2.0**797]
    circular = quadrants + huge + tiny + around([2.0**30, 1048576.0, math.pi / 4, -math.pi / 4])
    tables = {
        "exp": (
            exp,
            uniform(g, 900, -1, 1)
            + uniform(g, 500, -708, 709.7)
            + uniform(g, 250, -745.1, -708)
            + around([ln2 * (k + 0.5) for k in range(-12, 13)], 3)
            + around([709.78, -708.4, -745.13])
            + tiny,
        ),
        "log": (
            log,
            uniform(g, 900, 0.5, 2)
            + magnitudes(g, 400, -1022, 1023, (1,))
            + magnitudes(g, 250, -1074, -1023, (1,))
            + [1 + s * math.ldexp(g.uniform(1, 2), g.randint(-52, -3)) for s in (1, -1) for _ in range(300)]
            + [math.ldexp(m, k) for k in (-3, 0, 5) for m in around([math.sqrt(0.5), math.sqrt(2), 1.5], 4)],
        ),
        "log1p": (
            log1p,
            uniform(g, 1000, -0.9, 1)
            + magnitudes(g, 300, -60, 0)
            + magnitudes(g, 300, 0, 1023, (1,))
            + [-1 + math.ldexp(g.uniform(1, 2), g.randint(-53, -1)) for _ in range(300)]
            + around([math.sqrt(0.5) - 1, math.sqrt(2) - 1], 20)
            + magnitudes(g, 100, -1074, -900),
        ),
        "sin": (sin, circular),
        "cos": (cos, circular),
        "tanh": (tanh, uniform(g, 900, -1, 1) + uniform(g, 500, -5, 5) + uniform(g, 200, -25, 25) + tiny
                 + around([ln2 * (k + 0.5) / 2 for k in range(0, 8)], 10)
                 # Where the quotient is hardest: beside the first change of n, and where 1 is half a last place of 2^n.
                 + uniform(random.Random(1), 300, 0.17, 0.56) + uniform(random.Random(2), 300, 17.9, 19.2)),
        "sigmoid": (
            lambda x: 1 / (1 + exp(-x)),
            uniform(g, 900, -5, 5) + uniform(g, 400, -40, 40) + uniform(g, 300, -745, 0) + tiny
            + around([-708.4, -745.13, 36.7, 37.5], 20) + uniform(random.Random(3), 200, -37.9, -36),
        ),
        "erf": (erf, uniform(g, 800, -1, 1) + uniform(g, 600, -6.5, 6.5) + uniform(g, 300, 0.9, 1.3) + tiny
                + around([1.0, -1.0, 6.0, 5.9], 20)),
    }
    lines = []
    for name, (function, points) in tables.items():
        for x in sorted({p for p in points if not (name == "log1p" and p <= -1)}):
            # Enough digits for 1 - tiny and for arguments up to 2^1023.
            mp.prec = 240 + max(0, 2 * abs(math.frexp(x)[1])) if x else 240
            value = function(mpf(x))
            y = nearest(value)
            rest = int(floor((value - mpf(y)) / last_place(y) * 4096 + mpf(1) / 2))
            lines.append(f"{name} {bits(x):016x} {bits(y):016x} {rest}")
    Path(__file__).with_name("elementary_reference.txt").write_text("\n".join(lines) + "\n")
    for name in tables:
        print(name, sum(line.startswith(name + " ") for line in lines))


if __name__ == "__main__":
    main()
