"""Derives the polynomial coefficients of the elementary functions beside this file.

Weighted minimax fits by the Remez exchange algorithm in 60-digit arithmetic; prints each table with its error, the
coefficients rounded to double or to single in the order c0, c1, ... Needs mpmath. Run: python3 coefficients.py
"""

import struct

from mpmath import cos, erf, erfc, exp, linspace, log, lu_solve, matrix, mp, mpf, pi, sin, sqrt, tanh

mp.dps = 60


def horner(coefficients, t):
    value = mpf(0)
    for c in reversed(coefficients):
        value = value * t + c
    return value


def remez(function, weight, low, high, degree):
    """Coefficients c and error of the polynomial that minimises max |weight(t) (function(t) - sum c_k t^k)|."""
    low, high = mpf(low), mpf(high)
    n = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * cos(pi * (k + mpf(1) / 2) / n) for k in range(n)]
    # A dense grid that is finer towards both ends, where the extrema crowd.
    grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * k / (40 * n)) for k in range(40 * n + 1)]
    values = [(function(t), weight(t)) for t in grid]
    for _ in range(40):
        a, b = matrix(n, n), matrix(n, 1)
        for i, t in enumerate(nodes):
            w = weight(t)
            for k in range(degree + 1):
                a[i, k] = t**k
            a[i, degree + 1] = (-1) ** i / w
            b[i] = function(t)
        solution = lu_solve(a, b)
        c = [solution[k] for k in range(degree + 1)]
        level = abs(solution[degree + 1])
        error = [w * (f - horner(c, t)) for t, (f, w) in zip(grid, values)]
        # One extremum per run of equal sign.
        extrema, start = [], 0
        for i in range(1, len(grid) + 1):
            if i == len(grid) or (error[i] > 0) != (error[start] > 0):
                extrema.append(max(range(start, i), key=lambda j: abs(error[j])))
                start = i
        while len(extrema) > n:
            extrema.pop(0 if abs(error[extrema[0]]) < abs(error[extrema[-1]]) else -1)
        if len(extrema) < n:
            raise ArithmeticError(f"{len(extrema)} extrema, {n} expected: the weight vanishes or the grid is too coarse")
        worst = max(abs(e) for e in error)
        nodes = [grid[i] for i in extrema]
        if worst < level * (1 + mpf(10) ** -4):
            break
    return c, worst


def single(value):
    """The nearest number of single precision."""
    return struct.unpack("<f", struct.pack("<f", float(value)))[0]


def shortest(value):
    """The fewest digits that read back as this number of single precision."""
    return next(text for text in (f"{value:.{digits}g}" for digits in range(1, 10)) if single(float(text)) == value) + "f"


FORMATS = {"double": (float, repr), "single": (single, shortest)}


def show(name, note, function, weight, low, high, degree, precision="double"):
    rounding, text = FORMATS[precision]
    c, _ = remez(function, weight, low, high, degree)
    rounded = [mpf(rounding(v)) for v in c]
    ts = linspace(mpf(low), mpf(high), 2001)
    worst = max(abs(weight(t) * (function(t) - horner(rounded, t))) for t in ts)
    print(f"{name}: {note}; weighted error with rounded coefficients 2^{float(log(worst, 2)):.2f}")
    for v in c:
        print(f"    {text(rounding(v))}")


def split(name, value, parts, bits=None, precision="double"):
    """Writes value as a sum of rounded numbers; with bits, all but the last keep only so many leading bits."""
    rounding, text = FORMATS[precision]
    print(f"{name}:")
    rest = mpf(value)
    for k in range(parts):
        part = mpf(rounding(rest))
        if bits and k < parts - 1:
            scale = mpf(2) ** (bits - 1 - mp.floor(log(abs(rest), 2)))
            part = mp.floor(rest * scale) / scale
        print(f"    {text(rounding(part))}")
        rest -= part


def main():
    tiny = mpf(10) ** -12

    # exp(r) = 1 + r + r^2 Q(r), |r| <= ln2/2.
    def exp_tail(r):
        return (exp(r) - 1 - r) / r**2 if abs(r) > mpf(10) ** -8 else mpf(1) / 2 + r / 6 + r**2 / 24

    half_ln2 = log(2) / 2 * (1 + mpf(2) ** -20)
    show("exp Q(r)", "error relative to exp", exp_tail, lambda r: r**2 + tiny, -half_ln2, half_ln2, 9)
    split("ln 2", log(2), 2, bits=42)

    # log((1+s)/(1-s)) = 2s + s z L(z), z = s^2, |s| <= 3 - 2 sqrt 2.
    def log_tail(z):
        if z < mpf(10) ** -12:
            return mpf(2) / 3 + 2 * z / 5
        s = sqrt(z)
        return (log((1 + s) / (1 - s)) - 2 * s) / (s * z)

    show("log L(z)", "relative error", log_tail, lambda z: z / 2 + tiny, 0, (3 - 2 * sqrt(2)) ** 2 * (1 + tiny), 6)

    # The same for 1 to 2, |s| <= 1/3: softplus of layers, which takes no power of two out.
    show("softplus L(z)", "relative error", log_tail, lambda z: z / 2 + tiny, 0, mpf(1) / 9 * (1 + tiny), 9)

    # sin r = r + r z S(z); cos r = 1 - z/2 + z^2 C(z); z = r^2, |r| <= pi/4 and a little for rounding n.
    top = (pi / 4 * (1 + mpf(2) ** -10)) ** 2

    def sin_tail(z):
        r = sqrt(z)
        return (sin(r) - r) / (r * z) if z > mpf(10) ** -12 else -mpf(1) / 6 + z / 120

    def cos_tail(z):
        r = sqrt(z)
        return (cos(r) - 1 + z / 2) / z**2 if z > mpf(10) ** -10 else mpf(1) / 24 - z / 720

    show("sin S(z)", "relative error", sin_tail, lambda z: z + tiny, 0, top, 5)
    show("cos C(z)", "relative error", cos_tail, lambda z: z**2 + tiny, 0, top, 5)
    split("pi/2", pi / 2, 3)
    split("2/pi", 2 / pi, 1)

    # erf x = x + x E(z), z = x^2, |x| <= 1.
    def erf_head(z):
        x = sqrt(z)
        return erf(x) / x - 1 if z > mpf(10) ** -20 else 2 / sqrt(pi) - 1 - 2 / sqrt(pi) * z / 3

    show("erf E(z)", "relative error", erf_head, lambda z: 1 / (1 + erf_head(z)), 0, 1, 12)

    # erf x = 1 - exp(T(x - 1)) on 1 <= x <= 6; error relative to erf.
    def erf_log(t):
        return log(erfc(1 + t))

    show("erf T(t)", "error relative to erf", erf_log, lambda t: erfc(1 + t) / erf(1 + t), 0, 5, 17)

    # tanh r = r + r z P(z), z = r^2, |r| <= ln2/4.
    def tanh_tail(z):
        r = sqrt(z)
        return (tanh(r) - r) / (r * z) if z > mpf(10) ** -15 else -mpf(1) / 3 + 2 * z / 15

    show("tanh P(z)", "relative error", tanh_tail, lambda z: z + tiny, 0, (half_ln2 / 2) ** 2, 5)

    # The same in single precision; erf rounds to 1 well before 4.
    def single_table(name, note, function, weight, low, high, degree):
        show("single " + name, note, function, weight, low, high, degree, "single")

    single_table("exp Q(r)", "error relative to exp", exp_tail, lambda r: r**2 + tiny, -half_ln2, half_ln2, 4)
    split("single ln 2", log(2), 2, 16, "single")
    split("single log2 e", 1 / log(2), 1, precision="single")
    single_table("tanh P(z)", "relative error", tanh_tail, lambda z: z + tiny, 0, (half_ln2 / 2) ** 2, 2)
    single_table("log L(z)", "relative error", log_tail, lambda z: z / 2 + tiny, 0, (3 - 2 * sqrt(2)) ** 2 * (1 + tiny), 2)
    single_table("sin S(z)", "relative error", sin_tail, lambda z: z + tiny, 0, top, 2)
    single_table("cos C(z)", "relative error", cos_tail, lambda z: z**2 + tiny, 0, top, 2)
    split("single pi/2", pi / 2, 3, precision="single")
    split("single 2/pi", 2 / pi, 1, precision="single")
    single_table("erf E(z)", "relative error", erf_head, lambda z: 1 / (1 + erf_head(z)), 0, 1, 6)
    single_table("erf T(t)", "error relative to erf", erf_log, lambda t: erfc(1 + t) / erf(1 + t), 0, 3, 7)

    # 1216 bits of 2/pi for arguments of any size, as 64-bit words.
    mp.prec = 1400
    print("2/pi, 19 words of 64 bits after the point:")
    rest = 2 / pi
    for _ in range(19):
        rest *= mpf(2) ** 64
        word = int(mp.floor(rest))
        rest -= word
        print(f"    0x{word:016X}")


if __name__ == "__main__":
    main()
