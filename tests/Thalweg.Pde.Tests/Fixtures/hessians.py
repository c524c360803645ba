#!/usr/bin/env python3
"""Writes hessians.json: dense Hessians of losses of very small networks, computed with PyTorch by differentiating twice with respect to
the parameters, in double precision.

Run from this folder: /usr/bin/python3 hessians.py   (PyTorch 1.13, numpy; some seconds)

Networks and formulations are those of generate.py beside this file; two problems with a time are added. Pre-activations stay 0.01 away
from 0 where the activation has a kink, so that all four derivatives hold on both sides of every step that a test may take.
"""

import json
import math
import sys

import numpy as np
import torch

from generate import ACTIVATIONS, derivatives, evaluate, exact, mlp, parameters, resnet, short, unflatten, write

LEAST = 0.01


def trial(case, tensors, x):
    n = evaluate(case, tensors, x)[:, 0]
    if case["trial"] == "none":
        return n
    space, time = x[:, :1], x[:, -1]
    if case["problem"] == "burgers":
        return -torch.sin(math.pi * x[:, 0]) + time * (1.0 - x[:, 0] ** 2) * n
    if case["problem"] == "heat":
        return torch.sin(math.pi * x[:, 0]) + time * (space * (1.0 - space)).prod(1) * n
    return (x * (1.0 - x)).prod(1) * n


def density(case, x, u):
    if case["problem"] in ("burgers", "heat"):
        gradient, second = derivatives(u, x)
        return (
            (gradient[:, 1] + u * gradient[:, 0] - 0.01 / math.pi * second[:, 0]) ** 2
            if case["problem"] == "burgers"
            else (gradient[:, 1] - 0.1 * second[:, 0]) ** 2
        )
    target = exact(x.detach(), torch)
    if case["formulation"] == "supervised":
        return (u - target) ** 2
    d = x.shape[1]
    cubic = case["problem"] == "cubic"
    f = d * math.pi**2 * target + (target**3 if cubic else 0.0)
    gradient, second = derivatives(u, x)
    if case["formulation"] == "ritz":
        return 0.5 * (gradient**2).sum(1) + (0.25 * u**4 if cubic else 0.0) - f * u
    return (-second.sum(1) + (u**3 if cubic else 0.0) - f) ** 2


def loss(case, theta):
    d = case["inputs"]
    tensors = unflatten(theta, case, d, 1)

    def points(key):
        return torch.tensor(case[key]).reshape(-1, d).requires_grad_(True)

    x = points("nodes")
    total = (torch.tensor(case["weights"]) * density(case, x, trial(case, tensors, x))).sum()
    for part, sign in (("boundary", 0.0), ("initial", -1.0 if case["problem"] == "burgers" else 1.0)):
        if case[part + "Nodes"]:
            x = points(part + "Nodes")
            error = trial(case, tensors, x) - sign * torch.sin(math.pi * x[:, 0])
            total = total + case["penalty"] * (torch.tensor(case[part + "Weights"]) * error**2).sum()
    return total


def nearest_kink(case, theta):
    """The least |z| that meets an activation, over all points."""
    least = math.inf
    d = case["inputs"]
    tensors = unflatten(theta, case, d, 1)
    layers = [(tensors[i], tensors[i + 1]) for i in range(0, len(tensors), 2)]
    linear, relu = torch.nn.functional.linear, {"relu": 1, "relu2": 2, "relu3": 3}[case["activation"]]

    def act(z):
        nonlocal least
        least = min(least, z.abs().min().item())
        return torch.relu(z) ** relu

    for nodes in ("nodes", "boundaryNodes", "initialNodes"):
        if case[nodes]:
            y = torch.tensor(case[nodes]).reshape(-1, d)
            if case["kind"] == "mlp":
                for layer in layers[:-1]:
                    y = act(linear(y, *layer))
            else:
                y = linear(y, *layers[0])
                for block in range(case["blocks"]):
                    y = y + act(linear(act(linear(y, *layers[1 + 2 * block])), *layers[2 + 2 * block]))
    return least


def points(rng, problem, d, trial):
    count = 9
    if problem in ("burgers", "heat"):
        low = -1.0 if problem == "burgers" else 0.0
        x = np.stack([rng.uniform(low + 0.05, 0.95, count), rng.uniform(0.05, 0.95, count)], axis=1)
        edge = np.stack([np.where(np.arange(4) % 2 == 0, low, 1.0), rng.uniform(0.1, 0.9, 4)], axis=1)
        start = np.stack([rng.uniform(low + 0.1, 0.9, 5), np.zeros(5)], axis=1)
        parts = [(x, count), (edge, 4), (start, 5)]
    else:
        x = rng.uniform(0.05, 0.95, (count, d))
        edge = rng.uniform(0.1, 0.9, (4, d)) if d > 1 else np.array([[0.0], [1.0]])
        for i in range(len(edge)):
            edge[i, i % d] = float((i // d) % 2) if d > 1 else edge[i, 0]
        parts = [(x, count), (edge, len(edge)), (np.zeros((0, d)), 1)]
    if trial == "hard":
        parts = parts[:1] + [(np.zeros((0, d)), 1)] * 2
    return {
        key: value
        for (nodes, each), name in zip(parts, ("", "boundary", "initial"))
        for key, value in (
            (name + "Nodes" if name else "nodes", short(nodes)),
            (name + "Weights" if name else "weights", short(rng.uniform(0.4, 1.6, len(nodes)) / each)),
        )
    }


def build(rng, net, problem, d, trial_name, formulation):
    hard = trial_name == "hard"
    for _ in range(10000):
        case = {
            "name": f"{problem}, d = {d}, {net['network']}, {formulation}, {trial_name}",
            "problem": problem,
            **net,
            "inputs": d,
            "outputs": 1,
            "trial": trial_name,
            "formulation": formulation,
            "penalty": 0.0 if hard else 7.5,
            **points(rng, problem, d, trial_name),
            "parameters": parameters(rng, net, d, 1),
        }
        theta = torch.tensor(case["parameters"])
        if not net["activation"].startswith("relu") or nearest_kink(case, theta) >= LEAST:
            break
    else:
        raise RuntimeError(f"no parameters away from kinks: {case['name']}")
    hessian = torch.autograd.functional.hessian(lambda t: loss(case, t), theta).numpy()
    largest = np.abs(hessian).max()
    asymmetry = np.abs(hessian - hessian.T).max() / largest
    case["largest"] = float(largest)
    # Row by row up to the diagonal, over the largest entry.
    lower = 0.5 * (hessian + hessian.T)[np.tril_indices(len(hessian))] / largest
    case["hessian"] = [float(f"{value:.12f}") for value in lower]
    return case, float(asymmetry)


def main():
    rng = np.random.default_rng(20261129)
    wanted = []
    for turn, activation in enumerate(ACTIVATIONS):
        nets = [mlp([3, 2], activation), resnet(2, 1, activation)]
        for k, (trial_name, formulation) in enumerate(
            [("hard", "ritz"), ("none", "ritz"), ("hard", "galerkin"), ("none", "galerkin"), ("hard", "supervised")]
        ):
            if activation == "relu" and formulation == "galerkin":
                continue
            for which, net in enumerate(nets):
                wanted.append((net, "poisson", 1 + (turn + k + which) % 2, trial_name, formulation))
        if activation != "relu":
            wanted.append((nets[turn % 2], "burgers", 2, "hard" if turn % 3 else "none", "galerkin"))
            wanted.append((nets[(turn + 1) % 2], "heat", 2, "none" if turn % 3 else "hard", "galerkin"))
            wanted.append((nets[turn % 2], "cubic", 1, "hard", "ritz" if turn % 2 else "galerkin"))
    built = [build(rng, *one) for one in wanted]
    worst = max(asymmetry for _, asymmetry in built)
    write("hessians.json", [case for case, _ in built])
    print(f"{len(built)} cases, asymmetry {worst:.1e} (bound 1e-13), PyTorch {torch.__version__}, numpy {np.__version__}")
    return 0 if worst < 1e-13 else 1


if __name__ == "__main__":
    sys.exit(main())
