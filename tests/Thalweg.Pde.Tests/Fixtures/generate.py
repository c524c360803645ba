#!/usr/bin/env python3
"""Writes cases.json and jets.json: losses, parameter gradients and jets of small networks, computed with PyTorch.

Run from this folder: python3 generate.py   (PyTorch 1.13, numpy; double precision, CPU; about a minute)

Everything is computed twice: by automatic differentiation in double precision (what is written), and by a forward
propagation of value, gradient and second derivatives in extended precision that shares no code with it. The gradient is
compared with fourth-order differences of that extended-precision loss along random directions. The largest differences
are printed, and the script fails if one is above its bound. README.md beside this file documents the format.
"""

import json
import math
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = ["swish", "tanh", "sin", "softplus", "sigmoid", "gelu", "relu", "relu2", "relu3"]


# ---- networks by automatic differentiation -------------------------------------------------------------------------

TORCH_ACTIVATIONS = {
    "swish": lambda z: z * torch.sigmoid(z),
    "tanh": torch.tanh,
    "sin": torch.sin,
    "softplus": lambda z: torch.log1p(torch.exp(z)),
    "sigmoid": torch.sigmoid,
    "gelu": lambda z: z * 0.5 * (1.0 + torch.erf(z / math.sqrt(2.0))),
    "relu": torch.relu,
    "relu2": lambda z: torch.relu(z) ** 2,
    "relu3": lambda z: torch.relu(z) ** 3,
}


def mlp(widths, activation, linear_input=False):
    text = ", ".join(
        ([f"width={widths[0]}, depth={len(widths)}"] if len(set(widths)) == 1 else [f"widths={'-'.join(map(str, widths))}"])
        + [f"activation={activation}"]
        + (["input=linear"] if linear_input else [])
    )
    return {
        "network": f"mlp({text})",
        "kind": "mlp",
        "widths": widths,
        "blocks": 0,
        "activation": activation,
        "linearInput": linear_input,
    }


def resnet(width, blocks, activation):
    return {
        "network": f"resnet(width={width}, blocks={blocks}, activation={activation})",
        "kind": "resnet",
        "widths": [width],
        "blocks": blocks,
        "activation": activation,
        "linearInput": True,
    }


def shapes(net, inputs, outputs):
    """Shapes of the tensors in the order of parameters(): weight [rows, columns], then bias [rows], layer by layer."""
    if net["kind"] == "mlp":
        sizes = [inputs] + net["widths"] + [outputs]
    else:
        sizes = [inputs] + [net["widths"][0]] * (1 + 2 * net["blocks"]) + [outputs]
    result = []
    for columns, rows in zip(sizes[:-1], sizes[1:]):
        result += [(rows, columns), (rows,)]
    return result


def unflatten(theta, net, inputs, outputs):
    tensors, start = [], 0
    for shape in shapes(net, inputs, outputs):
        count = int(np.prod(shape))
        tensors.append(theta[start : start + count].reshape(shape))
        start += count
    assert start == len(theta)
    return tensors


def evaluate(net, tensors, x):
    """N(x), [n, outputs]."""
    activation = TORCH_ACTIVATIONS[net["activation"]]
    layers = [(tensors[i], tensors[i + 1]) for i in range(0, len(tensors), 2)]
    linear = torch.nn.functional.linear
    if net["kind"] == "mlp":
        y = x
        for index, (weight, bias) in enumerate(layers[:-1]):
            y = linear(y, weight, bias)
            if not (index == 0 and net["linearInput"]):
                y = activation(y)
    else:
        y = linear(x, *layers[0])
        for block in range(net["blocks"]):
            inner = activation(linear(y, *layers[1 + 2 * block]))
            y = y + activation(linear(inner, *layers[2 + 2 * block]))
    return linear(y, *layers[-1])


def derivatives(value, x):
    """Gradient [n, d] and second derivatives along the axes [n, d] of a column of values."""
    (gradient,) = torch.autograd.grad(value.sum(), x, create_graph=True)
    second = []
    for k in range(x.shape[1]):
        if gradient.requires_grad:
            (row,) = torch.autograd.grad(gradient[:, k].sum(), x, create_graph=True, allow_unused=True)
            second.append(torch.zeros_like(value) if row is None else row[:, k])
        else:
            second.append(torch.zeros_like(value))
    return gradient, torch.stack(second, dim=1)


def exact(x, xp):
    return xp.sin(math.pi * x).prod(1)


def autograd_loss(case, theta):
    """Terms of the loss as tensors that can be differentiated with respect to theta."""
    d = case["inputs"]
    tensors = unflatten(theta, case, d, 1)

    def trial(x):
        n = evaluate(case, tensors, x)[:, 0]
        return (x * (1.0 - x)).prod(1) * n if case["trial"] == "hard" else n

    x = torch.tensor(case["nodes"]).reshape(-1, d).requires_grad_(True)
    w = torch.tensor(case["weights"])
    u = trial(x)
    target = exact(x.detach(), torch)
    f = d * math.pi**2 * target
    cubic = case["problem"] == "cubic"
    if cubic:
        f = f + target**3
    if case["formulation"] == "supervised":
        density = (u - target) ** 2
    else:
        gradient, second = derivatives(u, x)
        if case["formulation"] == "ritz":
            density = 0.5 * (gradient**2).sum(1) + (0.25 * u**4 if cubic else 0.0) - f * u
        else:
            density = (-second.sum(1) + (u**3 if cubic else 0.0) - f) ** 2
    terms = {"interior": (w * density).sum()}
    if case["trial"] == "none":
        xb = torch.tensor(case["boundaryNodes"]).reshape(-1, d)
        wb = torch.tensor(case["boundaryWeights"])
        terms["boundary"] = case["penalty"] * (wb * trial(xb) ** 2).sum()
    return terms


# ---- the same in extended precision, by forward propagation --------------------------------------------------------

LONG = np.longdouble
PI = LONG("3.14159265358979323846264338327950288")


def long_erf(z):
    """erf by its series of positive terms, exp(-z^2) 2/sqrt(pi) sum 2^n z^(2n+1) / (2n+1)!!."""
    term, total = z.copy(), z.copy()
    for n in range(1, 200):
        term = term * 2 * z * z / (2 * n + 1)
        total = total + term
    return 2 / np.sqrt(PI) * np.exp(-z * z) * total


def long_activation(name, z):
    """Value, first and second derivative."""
    if name in ("swish", "sigmoid", "softplus"):
        s = 1 / (1 + np.exp(-z))
        ds, dds = s * (1 - s), s * (1 - s) * (1 - 2 * s)
        if name == "sigmoid":
            return s, ds, dds
        if name == "swish":
            return z * s, s + z * ds, 2 * ds + z * dds
        return np.log1p(np.exp(z)), s, ds
    if name == "tanh":
        t = np.tanh(z)
        return t, 1 - t * t, -2 * t * (1 - t * t)
    if name == "sin":
        return np.sin(z), np.cos(z), -np.sin(z)
    if name == "gelu":
        cdf = (1 + long_erf(z / np.sqrt(LONG(2)))) / 2
        pdf = np.exp(-z * z / 2) / np.sqrt(2 * PI)
        return z * cdf, cdf + z * pdf, (2 - z * z) * pdf
    positive, step = np.maximum(z, 0), (z > 0).astype(LONG)
    if name == "relu":
        return positive, step, 0 * z
    if name == "relu2":
        return positive**2, 2 * positive, 2 * step
    return positive**3, 3 * positive**2, 6 * positive


class LongJet:
    """Value [n, m], gradient [n, m, d] and second derivatives along the axes [n, m, d]."""

    def __init__(self, value, gradient, second):
        self.value, self.gradient, self.second = value, gradient, second

    def linear(self, weight, bias):
        return LongJet(
            self.value @ weight.T + bias,
            np.einsum("ij,njk->nik", weight, self.gradient),
            np.einsum("ij,njk->nik", weight, self.second),
        )

    def activated(self, name):
        v, first, second = long_activation(name, self.value)
        return LongJet(
            v,
            first[..., None] * self.gradient,
            second[..., None] * self.gradient**2 + first[..., None] * self.second,
        )

    def plus(self, other):
        return LongJet(self.value + other.value, self.gradient + other.gradient, self.second + other.second)


def long_network(net, tensors, x):
    n, d = x.shape
    y = LongJet(x, np.broadcast_to(np.eye(d, dtype=LONG), (n, d, d)), np.zeros((n, d, d), LONG))
    layers = [(tensors[i], tensors[i + 1]) for i in range(0, len(tensors), 2)]
    name = net["activation"]
    if net["kind"] == "mlp":
        for index, layer in enumerate(layers[:-1]):
            y = y.linear(*layer)
            if not (index == 0 and net["linearInput"]):
                y = y.activated(name)
    else:
        y = y.linear(*layers[0])
        for block in range(net["blocks"]):
            first, second = layers[1 + 2 * block], layers[2 + 2 * block]
            y = y.plus(y.linear(*first).activated(name).linear(*second).activated(name))
    return y.linear(*layers[-1])


def long_trial(case, tensors, x):
    n = long_network(case, tensors, x)
    value, gradient, second = n.value[:, 0], n.gradient[:, 0], n.second[:, 0]
    if case["trial"] == "none":
        return value, gradient, second
    d = x.shape[1]
    factors = x * (1 - x)
    phi = factors.prod(1)
    others = np.stack([np.delete(factors, k, axis=1).prod(1) for k in range(d)], axis=1)
    dphi, ddphi = (1 - 2 * x) * others, -2 * others
    return (
        phi * value,
        dphi * value[:, None] + phi[:, None] * gradient,
        ddphi * value[:, None] + 2 * dphi * gradient + phi[:, None] * second,
    )


def long_loss(case, theta):
    d = case["inputs"]
    tensors = unflatten(theta, case, d, 1)
    x = np.array(case["nodes"], dtype=LONG).reshape(-1, d)
    w = np.array(case["weights"], dtype=LONG)
    u, gradient, second = long_trial(case, tensors, x)
    target = np.sin(PI * x).prod(1)
    cubic = case["problem"] == "cubic"
    f = d * PI**2 * target + (target**3 if cubic else 0)
    if case["formulation"] == "supervised":
        density = (u - target) ** 2
    elif case["formulation"] == "ritz":
        density = (gradient**2).sum(1) / 2 + (u**4 / 4 if cubic else 0) - f * u
    else:
        density = (second.sum(1) - (u**3 if cubic else 0) + f) ** 2
    total = (w * density).sum()
    if case["trial"] == "none":
        xb = np.array(case["boundaryNodes"], dtype=LONG).reshape(-1, d)
        wb = np.array(case["boundaryWeights"], dtype=LONG)
        total = total + LONG(case["penalty"]) * (wb * long_trial(case, tensors, xb)[0] ** 2).sum()
    return total


# ---- inputs: few decimals, so that they are short and exact in the file -----------------------------------------------


def short(values, digits=5):
    return [round(float(v), digits) for v in np.asarray(values).ravel()]


def parameters(rng, net, inputs, outputs, output_scale=1.0):
    result = []
    tensors = shapes(net, inputs, outputs)
    for index, shape in enumerate(tensors):
        scale = 1.3 / math.sqrt(shape[1]) if len(shape) == 2 else 0.5
        scale *= output_scale if index >= len(tensors) - 2 else 1.0
        result += short(scale * rng.standard_normal(shape))
    return result


def points(rng, d, count, boundary_count):
    nodes = rng.uniform(0.02, 0.98, (count, d)) if d < 5 else rng.uniform(0.25, 0.75, (count, d))
    if d == 1:
        nodes = np.sort(nodes, axis=0)
        return short(nodes), short(rng.uniform(0.4, 1.6, count) / count), [0.0, 1.0], [1.0, 1.0]
    boundary = rng.uniform(0.0, 1.0, (boundary_count, d))
    for i in range(boundary_count):
        boundary[i, i % d] = float((i // d) % 2)
    weights = rng.uniform(0.4, 1.6, boundary_count) * 2 * d / boundary_count
    return short(nodes), short(rng.uniform(0.4, 1.6, count) / count), short(boundary), short(weights)


def networks(activation, d):
    """One fully connected and one residual network per activation and dimension; shapes vary with both."""
    turn = ACTIVATIONS.index(activation) + [1, 2, 5, 10].index(d)
    fully = [
        mlp([5, 5], activation),
        mlp([4, 4, 4], activation, linear_input=True),
        mlp([3, 7, 5], activation),
        mlp([9], activation),
        mlp([8, 6], activation, linear_input=True),
    ][turn % 5]
    residual = [resnet(4, 1, activation), resnet(5, 1, activation), resnet(3, 2, activation)][turn % 3]
    return [fully, residual]


def build_case(rng, net, d, problem, trial, formulation, penalty, count):
    nodes, weights, boundary_nodes, boundary_weights = points(rng, d, count, 2 * d + 3)
    case = {
        "name": f"{problem}, d = {d}, {net['network']}, {formulation}, {trial}, n = {count}",
        "problem": problem,
        **net,
        "inputs": d,
        "outputs": 1,
        "trial": trial,
        "formulation": formulation,
        "penalty": penalty if trial == "none" else 0.0,
        "nodes": nodes,
        "weights": weights,
        "boundaryNodes": boundary_nodes if trial == "none" else [],
        "boundaryWeights": boundary_weights if trial == "none" else [],
        # The product of x(1-x) is about 4^-d: a network of that size makes a trial function of size one.
        "parameters": parameters(rng, net, d, 1, 4.0**d if trial == "hard" and d >= 5 else 1.0),
    }
    if net["activation"] == "relu2" and formulation == "galerkin":
        case["note"] = "the second derivative jumps: the gradient holds almost everywhere only"
    theta = torch.tensor(case["parameters"], requires_grad=True)
    terms = autograd_loss(case, theta)
    loss = sum(terms.values())
    (gradient,) = torch.autograd.grad(loss, theta)
    case["loss"] = loss.item()
    case["terms"] = {name: term.item() for name, term in terms.items()}
    case["gradient"] = gradient.tolist()
    return case


def build_cases():
    rng = np.random.default_rng(20240611)
    cases = []
    for activation in ACTIVATIONS:
        for d in (1, 2, 5, 10):
            count = {1: 37, 2: 37, 5: 21, 10: 13}[d]
            for which, net in enumerate(networks(activation, d)):
                wanted = [("hard", "ritz"), ("hard", "galerkin"), ("none", "ritz"), ("none", "galerkin")]
                wanted.append(("hard" if which == 0 else "none", "supervised"))
                for trial, formulation in wanted:
                    if activation == "relu" and formulation == "galerkin":
                        continue  # the Laplacian of the network is zero almost everywhere
                    cases.append(build_case(rng, net, d, "poisson", trial, formulation, 12.5, count))
    for activation in ("swish", "tanh"):
        for trial, formulation in (("hard", "ritz"), ("hard", "galerkin"), ("none", "ritz"), ("none", "galerkin")):
            cases.append(build_case(rng, resnet(4, 1, activation), 1, "cubic", trial, formulation, 100.0, 37))
    # Wider than one register block, and more points than one tile.
    for net in (mlp([13, 22], "tanh"), resnet(11, 1, "gelu")):
        for formulation in ("ritz", "galerkin"):
            cases.append(build_case(rng, net, 2, "poisson", "none", formulation, 3.0, 301))
    return cases


def build_jets():
    rng = np.random.default_rng(20240612)
    result = []
    for activation in ACTIVATIONS:
        for d, outputs, net in (
            (1, 1, mlp([6, 5], activation)),
            (2, 2, resnet(4, 1, activation)),
            (3, 1, resnet(5, 2, activation)),
            (4, 2, mlp([3, 4], activation, linear_input=True)),
        ):
            jet = {
                "name": f"d = {d}, {net['network']}, outputs = {outputs}",
                **net,
                "inputs": d,
                "outputs": outputs,
                "points": short(rng.uniform(-1.2, 1.2, (11, d))),
                "parameters": parameters(rng, net, d, outputs),
            }
            x = torch.tensor(jet["points"]).reshape(-1, d).requires_grad_(True)
            value = evaluate(net, unflatten(torch.tensor(jet["parameters"]), net, d, outputs), x)
            pairs = [derivatives(value[:, j], x) for j in range(outputs)]
            gradient = torch.stack([g for g, _ in pairs], dim=1)
            second = torch.stack([s for _, s in pairs], dim=1)
            jet["values"] = value.flatten().tolist()
            jet["gradients"] = gradient.flatten().tolist()
            jet["secondDerivatives"] = second.flatten().tolist()
            jet["laplacians"] = second.sum(2).flatten().tolist()
            result.append(jet)
    return result


# ---- checks ------------------------------------------------------------------------------------------------------------


def check_cases(cases):
    worst_loss = worst_gradient = 0.0
    rng = np.random.default_rng(7)
    for case in cases:
        theta = np.array(case["parameters"], dtype=LONG)
        scale = sum(abs(term) for term in case["terms"].values())
        worst_loss = max(worst_loss, float(abs(long_loss(case, theta) - LONG(case["loss"]))) / scale)
        direction = rng.standard_normal(len(theta)).astype(LONG)
        direction /= np.sqrt((direction**2).sum())
        # Kinks of relu2 and relu3 must not lie within the step; a smooth loss takes the larger, more exact one.
        h = LONG("1e-6") if case["activation"].startswith("relu") else LONG("2e-4")
        low, high = long_loss(case, theta - h * direction), long_loss(case, theta + h * direction)
        low2, high2 = long_loss(case, theta - 2 * h * direction), long_loss(case, theta + 2 * h * direction)
        difference = (8 * (high - low) - (high2 - low2)) / (12 * h)
        gradient = np.array(case["gradient"], dtype=LONG)
        error = float(abs((gradient * direction).sum() - difference)) / float(np.abs(gradient).max())
        if error > 1e-10:
            print(f"gradient differs by {error:.1e}: {case['name']}")
        worst_gradient = max(worst_gradient, error)
    print(f"cases: loss {worst_loss:.1e} (bound 1e-13), gradient along a direction {worst_gradient:.1e} (bound 1e-10)")
    return worst_loss < 1e-13 and worst_gradient < 1e-10


def check_jets(jets):
    worst = 0.0
    for jet in jets:
        tensors = unflatten(np.array(jet["parameters"], dtype=LONG), jet, jet["inputs"], jet["outputs"])
        twin = long_network(jet, tensors, np.array(jet["points"], dtype=LONG).reshape(-1, jet["inputs"]))
        for name, other in (
            ("values", twin.value),
            ("gradients", twin.gradient),
            ("secondDerivatives", twin.second),
            ("laplacians", twin.second.sum(2)),
        ):
            mine = np.array(jet[name], dtype=LONG)
            worst = max(worst, float(np.abs(mine - other.ravel()).max() / max(1, np.abs(mine).max())))
    print(f"jets: {worst:.1e} (bound 1e-13)")
    return worst < 1e-13


def write(path, entries):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n")
        file.write(",\n".join(json.dumps(entry, separators=(",", ":"), allow_nan=False) for entry in entries))
        file.write("\n]\n")


def main():
    cases, jets = build_cases(), build_jets()
    good = [check_cases(cases), check_jets(jets)]
    write("cases.json", cases)
    write("jets.json", jets)
    print(f"{len(cases)} cases, {len(jets)} jets, PyTorch {torch.__version__}, numpy {np.__version__}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
