"""Losses and gradients of mixed, weak, gradient-enhanced and blended formulations, computed with PyTorch's automatic differentiation, test
functions of NumPy and Gram matrices by quadrature.

Each problem stands here twice: as the text that the project reads, and as its formulation written by hand.
Run: /usr/bin/python3 forms.py > forms.json
"""
import json
import sys

import numpy as np
import torch
from numpy.polynomial import legendre

from equations import PI, Net, d, end, field, gauss, mean_square, product

cases = []


def case(name, text, formulation, loss, inputs, outputs=1, scale=0.6, nodes=6, widths=(5, 4)):
    rng = np.random.default_rng(len(cases) + 101)
    sizes = [inputs, *widths, outputs]
    count = sum(m * n + n for m, n in zip(sizes, sizes[1:]))
    theta = torch.tensor(scale * rng.standard_normal(count), requires_grad=True)
    value = loss(Net(inputs, outputs, widths, theta, "tanh"), nodes)
    gradient = torch.autograd.grad(value, theta)[0]
    cases.append(
        {
            "name": name,
            **{k: v if isinstance(v, list) or k in ("domain", "energy") else [v] for k, v in text.items()},
            "formulation": formulation,
            "inputs": inputs,
            "outputs": outputs,
            "widths": list(widths),
            "activation": "tanh",
            "nodes": nodes,
            "parameters": theta.tolist(),
            "loss": value.item(),
            "gradient": gradient.tolist(),
        }
    )


def at(net, *rule):
    """Points, weights and the network there."""
    points, weights = product(*rule) if len(rule) > 1 else (rule[0][0][:, None], rule[0][1])
    x, u = field(net, points)
    return x, u, weights


def line(family, n, a, b, below, above):
    """Functions of x that give values and slopes, [n, points]."""

    def polynomials(x):
        z = 2 * (x - a) / (b - a) - 1
        unit = lambda k: np.eye(n + 3)[k]
        if below and above:
            rows = [unit(k + 1) - unit(k - 1) for k in range(1, n + 1)]
        elif below:
            rows = [unit(k) + unit(k - 1) for k in range(1, n + 1)]
        elif above:
            rows = [unit(k) - unit(k - 1) for k in range(1, n + 1)]
        else:
            rows = [unit(k - 1) for k in range(1, n + 1)]
        return (
            np.array([legendre.legval(z, r) for r in rows]),
            np.array([legendre.legval(z, legendre.legder(r)) for r in rows]) * 2 / (b - a),
        )

    def waves(x):
        s = (x - a) / (b - a)
        k = np.arange(1, n + 1)[:, None]
        w = PI * (k if below and above else k - 0.5 if below or above else k - 1)
        return (
            (np.sin(w * s), w / (b - a) * np.cos(w * s))
            if below
            else (np.cos(w * s), -w / (b - a) * np.sin(w * s))
        )

    def hats(x):
        knots = np.linspace(a, b, n + (1 if below else 0) + (1 if above else 0))
        h = knots[1] - knots[0]
        inner = knots[(1 if below else 0) : (-1 if above else None)]
        gap = x[None, :] - inner[:, None]
        # Slopes at a knot are the mean of both sides.
        slope = np.where(np.abs(gap) < h - 1e-12, 1.0, np.where(np.abs(gap) < h + 1e-12, 0.5, 0.0))
        return np.maximum(0, 1 - np.abs(gap) / h), -np.sign(np.round(gap, 12)) * slope / h

    return {"legendre": polynomials, "sine": waves, "piecewise": hats}[family]


def tests(lines, points):
    """Values and derivatives of the products, [1 + d][tests, points]; the last axis runs fastest."""
    parts = [f(points[:, k]) for k, f in enumerate(lines)]
    result = []
    for derivative in range(-1, len(lines)):
        rows = np.ones((1, len(points)))
        for k, (value, slope) in enumerate(parts):
            rows = (rows[:, None, :] * (slope if k == derivative else value)[None, :, :]).reshape(-1, len(points))
        result.append(rows)
    return result


def panels(a, b, count=8, n=24):
    parts = [gauss(n, a + (b - a) * i / count, a + (b - a) * (i + 1) / count) for i in range(count)]
    return np.concatenate([x for x, _ in parts]), np.concatenate([w for _, w in parts])


def dual(r, lines, ends, flows, mass):
    points, w = product(*[panels(a, b) for a, b in ends]) if len(ends) > 1 else (panels(*ends[0])[0][:, None], panels(*ends[0])[1])
    t = tests(lines, points)
    gram = sum((t[k + 1] * w) @ t[k + 1].T for k in flows)
    if mass:
        gram = gram + (t[0] * w) @ t[0].T
    return r @ torch.linalg.solve(torch.tensor(gram), r)


def divergence(net, n):
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 2))
    a = 1 + x[:, 0] ** 2
    loss = mean_square(-torch.exp(x[:, 0]) - d(u[:, 1], x, 0) - d(u[:, 2], x, 1), w)
    for k in (0, 1):
        loss = loss + mean_square(u[:, 1 + k] - a * d(u[:, 0], x, k), w)
    for rule in ((end(0.0), gauss(n, 0, 2)), (gauss(n, 0, 1), end(0.0))):
        x, u, w = at(net, *rule)
        loss = loss + 5 * mean_square(u[:, 0] - x[:, 0] * x[:, 1], w)
    for rule, k in (((end(1.0), gauss(n, 0, 2)), 0), ((gauss(n, 0, 1), end(2.0)), 1)):
        x, u, w = at(net, *rule)
        loss = loss + 5 * mean_square(u[:, 1 + k] / (1 + x[:, 0] ** 2) - 1, w)
    return loss


DIVERGENCE = {
    "domain": "box((0, 0), (1, 2))",
    "define": "a = 1 + x^2",
    "residual": "-div(a*grad(u)) - exp(x)",
    "conditions": ["u = x*y on x=0, y=0", "D(u, n) = 1 on x=1, y=2"],
}
case("mixed, variable coefficient", DIVERGENCE, "mixed(penalty=5)", divergence, 2, outputs=3)

BAR = {
    "domain": "interval(-1, 1)",
    "define": "strain = D(u, x)",
    "residual": "-D(1.5*(sqrt(1 + strain) - 1), x) - x",
    "energy": "(1 + strain)*sqrt(1 + strain) - 1.5*strain - 1 - x*u",
    "boundary-energy": "-0.3*u on x=1",
    "conditions": ["u = 0 on x=-1", "stress: sqrt(1 + strain) - 1 = 0.2 on x=1"],
}


def bar_mixed(net, n):
    x, u, w = at(net, gauss(n, -1, 1))
    loss = mean_square(-x[:, 0] - d(u[:, 1], x, 0), w)
    loss = loss + mean_square(u[:, 1] - 1.5 * (torch.sqrt(1 + d(u[:, 0], x, 0)) - 1), w)
    x, u, w = at(net, end(-1.0))
    loss = loss + 10 * mean_square(u[:, 0], w)
    x, u, w = at(net, end(1.0))
    return loss + 10 * mean_square(u[:, 1] / 1.5 - 0.2, w)


case("mixed, hyperelastic bar", BAR, "mixed(penalty=10)", bar_mixed, 1, outputs=2, scale=0.25)


def elastic_mixed(net, n):
    x, u, w = at(net, gauss(n, 0, 2), gauss(n, 0, 1))
    xx, xy, yy = u[:, 2], u[:, 3], u[:, 4]
    loss = mean_square(-d(xx, x, 0) - d(xy, x, 1), w) + mean_square(0.1 - d(xy, x, 0) - d(yy, x, 1), w)
    e = [[0.5 * (d(u[:, i], x, j) + d(u[:, j], x, i)) for j in (0, 1)] for i in (0, 1)]
    trace = e[0][0] + e[1][1]
    loss = loss + mean_square(xx - trace - 1.4 * e[0][0], w)
    loss = loss + mean_square(xy - 1.4 * e[0][1], w) + mean_square(yy - trace - 1.4 * e[1][1], w)
    x, u, w = at(net, end(0.0), gauss(n, 0, 1))
    loss = loss + 4 * mean_square(u[:, 0], w) + 4 * mean_square(u[:, 1] - x[:, 1], w)
    x, u, w = at(net, end(2.0), gauss(n, 0, 1))
    return loss + 4 * mean_square(u[:, 2], w) + 4 * mean_square(u[:, 3] + 0.3 * x[:, 1], w)


ELASTIC = {
    "domain": "box((0, 0), (2, 1))",
    "unknown": "u[2]",
    "define": ["strain = sym(grad(u))", "stress = tr(strain)*identity(2) + 1.4*strain"],
    "residual": "-div(stress) + [0, 0.1]",
    "energy": "0.5*dot(stress, strain) + 0.1*u[1]",
    "boundary-energy": "0.3*y*u[1] on x=2",
    "conditions": ["u[0] = 0 on x=0", "u[1] = y on x=0", "dot(stress, n) = [0, -0.3*y] on x=2"],
}
case("mixed, elasticity", ELASTIC, "mixed(penalty=4)", elastic_mixed, 2, outputs=5)


def weak_layer(net, n):
    lines = [line("legendre", 3, 0, 1, True, True)] * 2
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 1))
    u = u[:, 0]
    v, vx, vy = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    r = vx @ (0.2 * d(u, x, 0)) + vy @ (0.2 * d(u, x, 1)) + v @ d(u, x, 0)
    loss = dual(r, lines, [(0, 1), (0, 1)], (0, 1), False)
    x, u, w = at(net, end(0.0), gauss(n, 0, 1))
    loss = loss + 10 * mean_square(u[:, 0] - torch.sin(PI * x[:, 1]), w)
    for rule in ((end(1.0), gauss(n, 0, 1)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(1.0))):
        x, u, w = at(net, *rule)
        loss = loss + 10 * mean_square(u[:, 0], w)
    return loss


case(
    "weak, transport and diffusion",
    {
        "domain": "box((0, 0), (1, 1))",
        "residual": "D(u, x) - 0.2*laplacian(u)",
        "conditions": ["u = sin(pi*y) on x=0", "u = 0 on x=1, y=0, y=1"],
    },
    "weak(degree=3, penalty=10)",
    weak_layer,
    2,
)


def bar_residuals(net, n, family, count):
    lines = [line(family, count, -1, 1, True, False)]
    x, u, w = at(net, gauss(n, -1, 1))
    v, vx = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    stress = 1.5 * (torch.sqrt(1 + d(u[:, 0], x, 0)) - 1)
    tip = torch.tensor(tests(lines, np.array([[1.0]]))[0][:, 0])
    return lines, vx @ stress - v @ x[:, 0] - 0.3 * tip


def weak_bar(net, n):
    _, r = bar_residuals(net, n, "sine", 4)
    x, u, w = at(net, end(-1.0))
    return (r**2).sum() + 10 * mean_square(u[:, 0], w)


def weak_bar_dual(net, n):
    lines, r = bar_residuals(net, n, "legendre", 4)
    x, u, w = at(net, end(-1.0))
    return dual(r, lines, [(-1, 1)], (0,), False) + 10 * mean_square(u[:, 0], w)


case(
    "weak, hyperelastic bar, plain",
    BAR,
    "weak(tests=sine, degree=4, norm=plain, penalty=10)",
    weak_bar,
    1,
    scale=0.25,
)
case("weak, hyperelastic bar", BAR, "weak(degree=4, penalty=10)", weak_bar_dual, 1, scale=0.25)


def weak_free(net, n):
    lines = [line("piecewise", 5, 0, 2, False, False)]
    x, u, w = at(net, gauss(n, 0, 2))
    v, vx = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    u = u[:, 0]
    r = vx @ d(u, x, 0) + v @ (u**3 - x[:, 0])
    for place in (0.0, 2.0):
        r = r - 0.5 * torch.tensor(tests(lines, np.array([[place]]))[0][:, 0])
    return dual(r, lines, [(0, 2)], (0,), True)


case(
    "weak, free ends",
    {
        "domain": "interval(0, 2)",
        "residual": "-D(u, x, x) + u^3 - x",
        "conditions": "D(u, n) = 0.5 on boundary",
    },
    "weak(tests=piecewise, degree=5)",
    weak_free,
    1,
    nodes=9,
)


def weak_elastic(net, n):
    # Each displacement is held at x = 0 alone; on y = 0 and y = 1 nothing is said, and nothing flows where an energy is least,
    # but the energy has a part on the boundary: the functions vanish there.
    lines = [line("legendre", 2, 0, 2, True, False), line("legendre", 2, 0, 1, True, True)]
    x, u, w = at(net, gauss(n, 0, 2), gauss(n, 0, 1))
    v, vx, vy = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    e = [[0.5 * (d(u[:, i], x, j) + d(u[:, j], x, i)) for j in (0, 1)] for i in (0, 1)]
    s = [[1.4 * e[i][j] + (e[0][0] + e[1][1] if i == j else 0) for j in (0, 1)] for i in (0, 1)]
    one = torch.ones(len(w))
    loss = dual(vx @ s[0][0] + vy @ s[0][1], lines, [(0, 2), (0, 1)], (0, 1), False)
    p, wp = product(end(2.0), gauss(n, 0, 1))
    side = torch.tensor(tests(lines, p)[0] @ (wp * -0.3 * p[:, 1]))
    r = vx @ s[1][0] + vy @ s[1][1] + v @ (0.1 * one) - side
    loss = loss + dual(r, lines, [(0, 2), (0, 1)], (0, 1), False)
    x, u, w = at(net, end(0.0), gauss(n, 0, 1))
    return loss + 4 * mean_square(u[:, 0], w) + 4 * mean_square(u[:, 1] - x[:, 1], w)


case("weak, elasticity", ELASTIC, "weak(degree=2, penalty=4)", weak_elastic, 2, outputs=2)


def weak_heat(net, n):
    lines = [line("sine", 3, 0, 1, True, True), line("sine", 3, 0, 0.5, False, False)]
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 0.5))
    v, vx, _ = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    u = u[:, 0]
    r = vx @ (0.3 * d(u, x, 0)) + v @ d(u, x, 1)
    loss = dual(r, lines, [(0, 1), (0, 0.5)], (0,), False)
    for place in (0.0, 1.0):
        x, u, w = at(net, end(place), gauss(n, 0, 0.5))
        loss = loss + 6 * mean_square(u[:, 0], w)
    x, u, w = at(net, gauss(n, 0, 1), end(0.0))
    return loss + 2 * mean_square(u[:, 0] - torch.sin(PI * x[:, 0]), w)


case(
    "weak, heat",
    {
        "domain": "interval(0, 1) x time(0.5)",
        "residual": "D(u, t) - 0.3*D(u, x, x)",
        "conditions": ["u = 0 on boundary", "u = sin(pi*x) at t=0"],
    },
    "weak(tests=sine, degree=3, penalty=6, initial=2)",
    weak_heat,
    2,
)


def cubic(x, u):
    u = u[:, 0]
    return -d(d(u, x, 0), x, 0) - d(d(u, x, 1), x, 1) + u**3 - x[:, 0] * x[:, 1]


def around(net, n, weight):
    loss = 0.0
    for rule in ((end(0.0), gauss(n, 0, 1)), (end(1.0), gauss(n, 0, 1)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(1.0))):
        x, u, w = at(net, *rule)
        loss = loss + weight * mean_square(u[:, 0] - x[:, 0], w)
    return loss


def enhanced(net, n):
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 1))
    r = cubic(x, u)
    loss = mean_square(r, w) + 0.2 * (mean_square(d(r, x, 0), w) + mean_square(d(r, x, 1), w))
    return loss + around(net, n, 2)


CUBIC = {
    "domain": "box((0, 0), (1, 1))",
    "residual": "-laplacian(u) + u^3 - x*y",
    "energy": "0.5*dot(grad(u), grad(u)) + 0.25*u^4 - x*y*u",
    "conditions": "u = x on boundary",
}
case("gradient-enhanced", CUBIC, "gradient-enhanced(weight=0.2, penalty=2)", enhanced, 2)


def enhanced_flow(net, n):
    x, u, w = at(net, gauss(n, -1, 1), gauss(n, 0, 1))
    u = u[:, 0]
    r = d(u, x, 1) + u * d(u, x, 0) - 0.1 * d(d(u, x, 0), x, 0)
    loss = mean_square(r, w) + 0.5 * (mean_square(d(r, x, 0), w) + mean_square(d(r, x, 1), w))
    for place in (-1.0, 1.0):
        x, u, w = at(net, end(place), gauss(n, 0, 1))
        loss = loss + 3 * mean_square(u[:, 0], w)
    x, u, w = at(net, gauss(n, -1, 1), end(0.0))
    return loss + 3 * mean_square(u[:, 0] + torch.sin(PI * x[:, 0]), w)


case(
    "gradient-enhanced, burgers",
    {
        "domain": "interval(-1, 1) x time(1)",
        "residual": "D(u, t) + u*D(u, x) - 0.1*D(u, x, x)",
        "conditions": ["u = 0 on boundary", "u = -sin(pi*x) at t=0"],
    },
    "gradient-enhanced(weight=0.5, penalty=3)",
    enhanced_flow,
    2,
)


def blend(net, n):
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 1))
    v = u[:, 0]
    energy = 0.5 * (d(v, x, 0) ** 2 + d(v, x, 1) ** 2) + 0.25 * v**4 - x[:, 0] * x[:, 1] * v
    ritz = (torch.tensor(w) * energy).sum() + around(net, n, 7)
    return 0.75 * ritz + 0.25 * (mean_square(cubic(x, u), w) + around(net, n, 2))


case("blend", CUBIC, "blend(a=ritz(penalty=7), b=galerkin(penalty=2), s=0.25)", blend, 2)


def blend_systems(net, n):
    lines = [line("legendre", 3, 0, 1, True, True)] * 2
    x, u, w = at(net, gauss(n, 0, 1), gauss(n, 0, 1))
    v, vx, vy = [torch.tensor(t * w) for t in tests(lines, x.detach().numpy())]
    f = x[:, 0] * x[:, 1]
    r = vx @ d(u[:, 0], x, 0) + vy @ d(u[:, 0], x, 1) + v @ (u[:, 0] ** 3 - f)
    weak = dual(r, lines, [(0, 1), (0, 1)], (0, 1), False)
    mixed = mean_square(u[:, 0] ** 3 - f - d(u[:, 1], x, 0) - d(u[:, 2], x, 1), w)
    for k in (0, 1):
        mixed = mixed + mean_square(u[:, 1 + k] - d(u[:, 0], x, k), w)
    return 0.4 * (weak + around(net, n, 7)) + 0.6 * (mixed + around(net, n, 2))


case(
    "blend, weak and mixed",
    CUBIC,
    "blend(a=weak(degree=3, penalty=7), b=mixed(penalty=2), s=0.6)",
    blend_systems,
    2,
    outputs=3,
)

if __name__ == "__main__":
    json.dump(cases, sys.stdout, indent=1)
