#!/usr/bin/env python3
"""Writes higher.json: losses, gradients and dense Hessians of squared residuals with mixed derivatives, derivatives of third and fourth order and
several unknowns, computed with PyTorch by differentiating in x and then twice with respect to the parameters, in double precision.

Run from this folder: /usr/bin/python3 higher.py   (PyTorch 1.13, numpy; about a minute)

Networks are those of generate.py beside this file. The residuals are written here a second time, by hand; the tests have them as expressions.
README.md beside this file documents the format.
"""

import sys

import numpy as np
import torch

from generate import evaluate, mlp, parameters, resnet, short, unflatten, write


def d(u, x, *axes):
    """The derivative of a column along axes, one after the other."""
    for axis in axes:
        if not u.requires_grad:
            return torch.zeros_like(u)
        (gradient,) = torch.autograd.grad(u.sum(), x, create_graph=True, allow_unused=True)
        u = torch.zeros_like(u) if gradient is None else gradient[:, axis]
    return u


EQUATIONS = {
    "mixed": (2, 1, lambda x, u: d(u[0], x, 0, 1) * u[0] - 1.0),
    "form": (2, 1, lambda x, u: d(u[0], x, 0, 0) + 0.8 * d(u[0], x, 0, 1) + 2.0 * d(u[0], x, 1, 1) + u[0] ** 2),
    "monge-ampere": (2, 1, lambda x, u: d(u[0], x, 0, 0) * d(u[0], x, 1, 1) - d(u[0], x, 0, 1) ** 2 - 0.3),
    "korteweg-de vries": (2, 1, lambda x, u: d(u[0], x, 1) + 6.0 * u[0] * d(u[0], x, 0) + 0.1 * d(u[0], x, 0, 0, 0)),
    "kuramoto-sivashinsky": (
        2,
        1,
        lambda x, u: d(u[0], x, 1)
        + u[0] * d(u[0], x, 0)
        + 0.3 * d(u[0], x, 0, 0)
        + 0.1 * d(u[0], x, 0, 0, 0, 0),
    ),
    "beam": (1, 1, lambda x, u: d(u[0], x, 0, 0, 0, 0) - u[0]),
    "plate": (
        2,
        1,
        lambda x, u: d(u[0], x, 0, 0, 0, 0) + 2.0 * d(u[0], x, 0, 0, 1, 1) + d(u[0], x, 1, 1, 1, 1) - x[:, 0].detach(),
    ),
    "elasticity": (
        2,
        2,
        lambda x, u: 3.0 * d(u[0], x, 0, 0) + d(u[0], x, 1, 1) + 2.0 * d(u[1], x, 0, 1) + u[0] * u[1],
    ),
    "three unknowns": (
        2,
        3,
        lambda x, u: u[0] * d(u[2], x, 0) + d(u[1], x, 0, 0) - 0.4 * d(u[2], x, 0, 0, 0) + d(u[0], x, 1) * u[2],
    ),
}


def loss(case, theta):
    dimension, outputs, residual = EQUATIONS[case["equation"]]
    tensors = unflatten(theta, case, dimension, outputs)
    x = torch.tensor(case["nodes"]).reshape(-1, dimension).requires_grad_(True)
    n = evaluate(case, tensors, x)
    factor = (x * (1.0 - x)).prod(1) if case["trial"] == "hard" else 1.0
    u = [factor * n[:, k] for k in range(outputs)]
    return (torch.tensor(case["weights"]) * residual(x, u) ** 2).sum()


def build(rng, net, equation, trial):
    dimension, outputs, _ = EQUATIONS[equation]
    count = 7
    case = {
        "name": f"{equation}, {net['network']}, {trial}",
        "equation": equation,
        **net,
        "inputs": dimension,
        "outputs": outputs,
        "trial": trial,
        "nodes": short(rng.uniform(0.05, 0.95, (count, dimension))),
        "weights": short(rng.uniform(0.4, 1.6, count) / count),
        "parameters": parameters(rng, net, dimension, outputs),
    }
    theta = torch.tensor(case["parameters"], requires_grad=True)
    value = loss(case, theta)
    (gradient,) = torch.autograd.grad(value, theta)
    hessian = torch.autograd.functional.hessian(lambda t: loss(case, t), theta.detach()).numpy()
    largest = np.abs(hessian).max()
    case["loss"] = value.item()
    case["gradient"] = gradient.tolist()
    case["largest"] = float(largest)
    # Row by row up to the diagonal, over the largest entry.
    lower = 0.5 * (hessian + hessian.T)[np.tril_indices(len(hessian))] / largest
    case["hessian"] = [float(f"{entry:.12f}") for entry in lower]
    return case, float(np.abs(hessian - hessian.T).max() / largest)


def main():
    rng = np.random.default_rng(20261130)
    built = []
    for turn, activation in enumerate(["tanh", "swish", "sin", "softplus", "sigmoid", "gelu"]):
        nets = [mlp([3, 2], activation), resnet(2, 1, activation)]
        for k, equation in enumerate(EQUATIONS):
            net = nets[(turn + k) % 2]
            built.append(build(rng, net, equation, "hard" if (turn + k // 2) % 2 else "none"))
    worst = max(asymmetry for _, asymmetry in built)
    write("higher.json", [case for case, _ in built])
    print(f"{len(built)} cases, asymmetry {worst:.1e} (bound 1e-12), PyTorch {torch.__version__}, numpy {np.__version__}")
    return 0 if worst < 1e-12 else 1


if __name__ == "__main__":
    sys.exit(main())
