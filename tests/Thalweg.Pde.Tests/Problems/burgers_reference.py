"""Burgers' equation by the Cole-Hopf transformation with 50 digits; writes burgers_reference.json.

u comes from trapezoidal sums at half the step that the library takes, checked against adaptive Gauss-Legendre quadrature of the
integrals as they are published; derivatives come from differences of u in 50 digits, not from differentiated integrals.
"""

import json
import pathlib

from mpmath import cos, diff, exp, findroot, inf, mp, mpf, pi, quad, sin, sqrt

mp.dps = 50
NU = mpf("0.01") / pi
STEP = mpf(1) / 16
NODES = [k * STEP for k in range(-14 * 16, 14 * 16 + 1)]


def solution(x, t):
    spread = sqrt(4 * NU * t)
    top, bottom = mpf(0), mpf(0)
    for z in NODES:
        y = x - spread * z
        weight = exp(-cos(pi * y) / (2 * pi * NU) - z * z)
        top += sin(pi * y) * weight
        bottom += weight
    return -(top / bottom).real


def published(x, t):
    """The ratio of integrals over eta, in panels."""
    def weight(eta):
        return exp(-cos(pi * (x - eta)) / (2 * pi * NU) - eta * eta / (4 * NU * t))
    reach = 14 * sqrt(4 * NU * t)
    panels = [reach * k / 20 for k in range(-20, 21)]
    return -quad(lambda e: sin(pi * (x - e)) * weight(e), panels) / quad(weight, panels)


def row(x, t):
    return {
        "x": float(x),
        "t": float(t),
        "u": mp.nstr(solution(x, t), 25),
        "alongX": mp.nstr(diff(lambda s: solution(s, t), x), 25),
        "alongT": mp.nstr(diff(lambda s: solution(x, s), t), 25),
    }


for x, t in [(mpf("0.01"), mpf("0.5")), (mpf("-0.7"), mpf("0.25")), (mpf("0.3"), mpf(1))]:
    assert abs(published(x, t) - solution(x, t)) < mpf(10) ** -25, (x, t)

# The steepest slope: d/dt of u_x(0, t) vanishes.
slope = lambda t: diff(lambda s: solution(s, t), mpf(0))
steepest = findroot(lambda t: diff(slope, t), (mpf("0.50"), mpf("0.52")), tol=1e-20)

xs = ["-1", "-0.875", "-0.5", "-0.25", "-0.0625", "-0.015625", "-0.00390625", "0", "0.001953125", "0.0078125", "0.03125",
      "0.125", "0.375", "0.75", "0.984375", "1"]
ts = ["0", "0.0009765625", "0.0625", "0.25", "0.3125", "0.375", "0.5", "0.75", "1"]
reference = {
    "steepest": {"t": mp.nstr(steepest, 25), "slope": mp.nstr(slope(steepest), 25)},
    "points": [row(mpf(x), mpf(t)) for t in ts for x in xs],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(reference, indent=0) + "\n")
print(reference["steepest"])
