"""Rayleigh quotients with lower states lifted and the norm held, and their gradients, by PyTorch's automatic differentiation.

Each problem stands here twice: as the text that the project reads, and as its loss written by hand.
Run: /usr/bin/python3 eigen.py > eigen.json
"""
import json
import sys

import numpy as np
import torch

from equations import PI, Net, d, end, field, gauss, mean_square, product

cases = []


def case(name, text, formulation, loss, inputs, outputs=1, scale=0.6, nodes=6, widths=(5, 4), trial="none"):
    rng = np.random.default_rng(len(cases) + 301)
    sizes = [inputs, *widths, outputs]
    count = sum(m * n + n for m, n in zip(sizes, sizes[1:]))
    theta = torch.tensor(scale * rng.standard_normal(count), requires_grad=True)
    value = loss(Net(inputs, outputs, widths, theta, "tanh"), nodes)
    gradient = torch.autograd.grad(value, theta)[0]
    cases.append(
        {
            "name": name,
            **{k: v if isinstance(v, list) or k == "domain" else [v] for k, v in text.items()},
            "formulation": formulation,
            "trial": trial,
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
    points, weights = product(*rule) if len(rule) > 1 else (rule[0][0][:, None], rule[0][1])
    x, u = field(net, points)
    return x, u, torch.tensor(weights)


def quotient(a, b, lower=(), deflation=0.0, norm=1.0):
    """(A + s sum O_i^2/N_i)/B + q (B - 1)^2 of pairs O_i, N_i."""
    for overlap, square in lower:
        a = a + deflation * overlap**2 / square
    return a / b + norm * (b - 1) ** 2


def string(net, n):
    x, u, w = at(net, gauss(n, 0, 1))
    u = u[:, 0]
    xb, ub, wb = at(net, (np.array([0.0, 1.0]), np.array([1.0, 1.0])))
    return quotient((w * d(u, x, 0) ** 2).sum(), (w * u**2).sum()) + 20 * (wb * ub[:, 0] ** 2).sum()


case(
    "eigen, string, soft",
    {
        "domain": "interval(0, 1)",
        "rayleigh": ["numerator = dot(grad(u), grad(u))"],
        "conditions": ["u = 0 on boundary"],
    },
    "rayleigh(penalty=20)",
    string,
    1,
)


def hard_string(net, n):
    x, u, w = at(net, gauss(n, 0, 2))
    u = x[:, 0] * (2 - x[:, 0]) * u[:, 0]
    mass = 1 + x[:, 0] ** 2
    a, b = (w * ((1 + x[:, 0]) * d(u, x, 0) ** 2)).sum(), (w * mass * u**2).sum()
    # A lower state that has no norm of one.
    v = 3 * torch.sin(PI * x[:, 0] / 2)
    return quotient(a, b, [((w * mass * u * v).sum(), (w * mass * v**2).sum())], 30.0, 0.0)


case(
    "eigen, string of two materials, hard, a lower state, any factor",
    {
        "domain": "interval(0, 2)",
        "rayleigh": ["numerator = (1 + x)*D(u, x)^2", "denominator = (1 + x^2)*u^2"],
        "lower": ["3*sin(pi*x/2)"],
        "conditions": ["u = 0 on boundary"],
    },
    "rayleigh(deflation=30, norm=0)",
    hard_string,
    1,
    trial="hard",
)


def oscillator(net, n):
    x, u, w = at(net, gauss(n, -2, 2), gauss(n, -2, 2))
    u = (2 + x[:, 0]) * (2 - x[:, 0]) * (2 + x[:, 1]) * (2 - x[:, 1]) * u[:, 0]
    square = x[:, 0] ** 2 + x[:, 1] ** 2
    a = (w * (d(u, x, 0) ** 2 + d(u, x, 1) ** 2 + square * u**2)).sum()
    b = (w * u**2).sum()
    v, z = torch.exp(-square / 2), x[:, 0] * torch.exp(-square / 2)
    pairs = [((w * u * f).sum(), (w * f**2).sum()) for f in (v, z)]
    return quotient(a, b, pairs, 7.0, 0.3)


case(
    "eigen, oscillator of the plane, two lower states",
    {
        "domain": "box((-2, -2), (2, 2))",
        "rayleigh": ["numerator = dot(grad(u), grad(u)) + (x^2 + y^2)*u^2", "denominator = u^2"],
        "lower": ["exp(-(x^2 + y^2)/2)", "x*exp(-(x^2 + y^2)/2)"],
        "conditions": ["u = 0 on boundary"],
    },
    "rayleigh(deflation=7, norm=0.3)",
    oscillator,
    2,
    scale=0.5,
    trial="hard",
)


def coupled(net, n):
    x, u, w = at(net, gauss(n, 0, 1))
    f, g = x[:, 0] * u[:, 0], x[:, 0] * u[:, 1]
    # Free at x = 1.
    a = (w * (d(f, x, 0) ** 2 + 2 * d(g, x, 0) ** 2 + 3 * f * g)).sum()
    b = (w * (f**2 + g**2)).sum()
    v = torch.sin(PI * x[:, 0] / 2)
    return quotient(a, b, [((w * (f * v - g * v)).sum(), (w * (v**2 + v**2)).sum())], 5.0)


case(
    "eigen, two unknowns, free ends",
    {
        "domain": "interval(0, 1)",
        "unknown": ["u", "v"],
        "rayleigh": ["numerator = D(u, x)^2 + 2*D(v, x)^2 + 3*u*v"],
        "lower": ["[sin(pi*x/2), -sin(pi*x/2)]"],
        "conditions": ["u = 0 on x=0", "v = 0 on x=0"],
    },
    "rayleigh(deflation=5)",
    coupled,
    1,
    outputs=2,
    trial="hard",
)


def plate(net, n):
    # Second derivatives above and first ones below: a strut that buckles.
    x, u, w = at(net, gauss(n, 0, 1))
    u = u[:, 0]
    slope = d(u, x, 0)
    a, b = (w * d(slope, x, 0) ** 2).sum(), (w * slope**2).sum()
    v = torch.sin(PI * x[:, 0])
    along = PI * torch.cos(PI * x[:, 0])
    loss = quotient(a, b, [((w * slope * along).sum(), (w * along**2).sum())], 40.0)
    xb, ub, wb = at(net, (np.array([0.0, 1.0]), np.array([1.0, 1.0])))
    return loss + 10 * (wb * ub[:, 0] ** 2).sum()


case(
    "eigen, strut that buckles",
    {
        "domain": "interval(0, 1)",
        "rayleigh": ["numerator = D(u, x, x)^2", "denominator = D(u, x)^2"],
        "lower": ["sin(pi*x)"],
        "conditions": ["u = 0 on boundary"],
    },
    "rayleigh(penalty=10, deflation=40)",
    plate,
    1,
)

json.dump(cases, sys.stdout, indent=1)
