"""Writes activation_reference.txt: activations and six derivatives to far more than double precision.

Each line holds the activation, the bits of z, and for the value and each derivative the nearest double and the double
nearest to what it leaves, as bits. Derivatives come from mpmath's Taylor series in 80 digits, not from the formulas under
test. Needs mpmath. Run: python3 activation_reference.py
"""

import random
import struct
from pathlib import Path

from mpmath import cos, erf, exp, factorial, log1p, mp, mpf, sin, sqrt, taylor, tanh

mp.dps = 80

FUNCTIONS = {
    "swish": lambda z: z / (1 + exp(-z)),
    "tanh": tanh,
    "sigmoid": lambda z: 1 / (1 + exp(-z)),
    "softplus": lambda z: z + log1p(exp(-z)),
    "gelu": lambda z: z * (1 + erf(z / sqrt(2))) / 2,
    "sin": sin,
}


def bits(x):
    return f"{struct.unpack('<Q', struct.pack('<d', x))[0]:016x}"


def points(generator):
    chosen = [generator.uniform(-1, 1) for _ in range(80)]
    chosen += [generator.uniform(-8, 8) for _ in range(120)]
    chosen += [generator.uniform(-40, 40) for _ in range(60)]
    chosen += [sign * generator.uniform(1, 2) * 2.0 ** generator.randint(-40, -2) for sign in (1, -1) for _ in range(15)]
    return sorted({0.0, *chosen})


def main():
    generator = random.Random(20240701)
    lines = []
    for name, function in FUNCTIONS.items():
        for z in points(generator):
            if name == "sin":
                wave = [sin(mpf(z)), cos(mpf(z)), -sin(mpf(z)), -cos(mpf(z))]
                exact = [wave[k % 4] for k in range(7)]
            else:
                exact = [factorial(k) * c for k, c in enumerate(taylor(function, mpf(z), 6))]
            fields = [name, bits(z)]
            for value in exact:
                high = float(value)
                fields += [bits(high), bits(float(value - mpf(high)))]
            lines.append(" ".join(fields))
    Path(__file__).with_name("activation_reference.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
