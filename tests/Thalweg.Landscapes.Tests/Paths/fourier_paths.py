"""FourierPathFinder [Yu2026] on two Gaussian wells, computed by NumPy and SciPy: writes fourier-paths.json beside this file.

    /usr/bin/python3 fourier_paths.py

Traces are those of Adam (rate 0.01) from the straight line; optima are found by BFGS from the straight line and polished by
Newton steps with a Hessian of central differences of the gradient."""

import json
import pathlib

import numpy as np
from scipy.optimize import minimize, minimize_scalar

WELLS = [(-1, 3, 0.5, 0.0), (-1, 3, -0.5, -0.5), (1, 15, -0.2, -0.4), (1, 15, 0.0, 0.3)]
CONSTANT = 1.0190055296306975
FROM, TO = np.array([-0.62, -0.54]), np.array([0.49, -0.02])


def loss(x):
    return CONSTANT + sum(a * np.exp(-c * ((x[..., 0] - u) ** 2 + (x[..., 1] - v) ** 2)) for a, c, u, v in WELLS)


def slope(x):
    total = np.zeros_like(x)
    for a, c, u, v in WELLS:
        e = a * np.exp(-c * ((x[..., 0] - u) ** 2 + (x[..., 1] - v) ** 2))
        total[..., 0] += -2 * c * (x[..., 0] - u) * e
        total[..., 1] += -2 * c * (x[..., 1] - v) * e
    return total


def curve(b, t):
    sines = np.sin(np.pi * np.outer(t, np.arange(1, len(b) + 1)))
    return np.outer(1 - t, FROM) + np.outer(t, TO) + sines @ b, sines


def objective(b, points, weight, squared):
    t = np.linspace(0, 1, points)
    w, sines = curve(b, t)
    f, g = loss(w), slope(w)
    step = np.diff(w, axis=0)
    value = np.sum(f**2 if squared else f) + weight * np.sum(step**2)
    row = 2 * f[:, None] * g if squared else g.copy()
    row[1:] += 2 * weight * step
    row[:-1] -= 2 * weight * step
    return value, sines.T @ row, np.max(f)


def adam(terms, points, weight, squared, steps):
    b, m, v = (np.zeros((terms, 2)) for _ in range(3))
    for k in range(1, steps + 1):
        _, g, _ = objective(b, points, weight, squared)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        b = b - 0.01 / (1 - 0.9**k) * m / (np.sqrt(v) / np.sqrt(1 - 0.999**k) + 1e-8)
    return b


def optimum(terms, points, weight, squared):
    def flat(x):
        value, g, _ = objective(x.reshape(-1, 2), points, weight, squared)
        return value, g.ravel()

    x = minimize(flat, np.zeros(2 * terms), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 2000}).x
    for _ in range(4):
        h = np.array([(flat(x + e)[1] - flat(x - e)[1]) / 2e-5 for e in 1e-5 * np.eye(len(x))])
        x = x - np.linalg.solve((h + h.T) / 2, flat(x)[1])
    return x.reshape(-1, 2)


def height(b):
    """The maximum of the curve, between points of a fine grid."""
    t = np.linspace(0, 1, 100001)
    at = int(np.argmax(loss(curve(b, t)[0])))
    found = minimize_scalar(
        lambda s: -loss(curve(b, np.array([s]))[0])[0],
        bounds=(t[max(at - 1, 0)], t[min(at + 1, len(t) - 1)]),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(-found.fun)


def case(terms, points, weight, squared):
    traces = {}
    for steps in (0, 1, 2, 10, 100, 300):
        b = adam(terms, points, weight, squared, steps)
        value, _, highest = objective(b, points, weight, squared)
        traces[str(steps)] = {"objective": value, "pointHeight": highest, "first": b[0].tolist()}
    b = optimum(terms, points, weight, squared)
    value, g, highest = objective(b, points, weight, squared)
    t = np.linspace(0, 1, 200001)
    length = float(np.sum(np.linalg.norm(np.diff(curve(b, t)[0], axis=0), axis=1)))
    return {
        "terms": terms,
        "points": points,
        "lambda": weight,
        "squared": squared,
        "adam": traces,
        "optimum": {
            "objective": value,
            "gradientNorm": float(np.linalg.norm(g)),
            "pointHeight": highest,
            "height": height(b),
            "length": length,
            "coefficients": b.tolist(),
        },
    }


if __name__ == "__main__":
    cases = [(10, 100, w, s) for s in (False, True) for w in (10, 100, 1000)] + [(15, 101, 100, True), (15, 50, 10, True)]
    result = [case(*c) for c in cases]
    pathlib.Path(__file__).with_name("fourier-paths.json").write_text(json.dumps(result, indent=1) + "\n")
