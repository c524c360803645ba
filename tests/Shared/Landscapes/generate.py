"""Writes values.json and roughness.json: losses, gradients, errors and roughness of the networks beside this script.

Derivatives come from PyTorch's automatic differentiation, quadratures and directions from NumPy. The networks are those of
[Wu2021], trained here: files that are absent are made anew, the others keep their bytes. The roughness of many directions takes
some minutes. Run with PyTorch 1.13 or later: python3 generate.py
"""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
RADIUS, INTERVALS, LISTED, SAMPLED, REPETITIONS = 0.01, 100, 5, 100, 300
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Network(torch.nn.Module):
    """A linear layer, pairs of swish layers with or without a skip, a linear layer."""

    def __init__(self, inputs, width, layers, skip, separator):
        super().__init__()
        self.names = [f"layer{separator}{k + 1}" for k in range(layers)]
        self.skip = skip
        self.layer_in = torch.nn.Linear(inputs, width)
        for name in self.names:
            setattr(self, name, torch.nn.Linear(width, width))
        self.layer_out = torch.nn.Linear(width, 1)

    def forward(self, x):
        y = self.layer_in(x)
        for first, second in zip(self.names[::2], self.names[1::2]):
            z = torch.nn.functional.silu(getattr(self, first)(y))
            z = torch.nn.functional.silu(getattr(self, second)(z))
            y = y + z if self.skip else z
        return self.layer_out(y)


def simpson(n, lost=False):
    """Composite rule with midpoints; the published code loses the weight at 0."""
    nodes = np.concatenate([np.arange(n + 1) / n, (np.arange(n) + 0.5) / n])
    weights = np.concatenate([np.full(n + 1, 2 / (6 * n)), np.full(n, 4 / (6 * n))])
    weights[[0, n]] = 0 if lost else 1 / (6 * n), 1 / (6 * n)
    return nodes[:, None], weights


def gauss(n, a, b):
    nodes, weights = np.polynomial.legendre.leggauss(n)
    return (a + b) / 2 + (b - a) / 2 * nodes, (b - a) / 2 * weights


def spherical(n, m, k):
    (r, wr), (mu, wm), phi = gauss(n, 0, 1), gauss(m, -1, 1), 2 * math.pi * np.arange(k) / k
    r, mu, phi = np.meshgrid(r, mu, phi, indexing="ij")
    s = np.sqrt(1 - mu**2)
    nodes = np.stack([r * s * np.cos(phi), r * s * np.sin(phi), r * mu], axis=-1).reshape(-1, 3)
    weights = np.broadcast_to((wr[:, None, None] * wm[:, None]) * 2 * math.pi / k, r.shape) * r**2
    return nodes, weights.reshape(-1)


class Line:
    """-u'' = pi^2 sin(pi x) on (0, 1), u = x (x - 1) N."""

    factor = staticmethod(lambda x: x * (x - 1))
    exact = staticmethod(lambda x: torch.sin(math.pi * x))
    source = staticmethod(lambda x: math.pi**2 * torch.sin(math.pi * x)[:, 0])


class Ball:
    """-div grad u = f in the unit ball with u = cos(pi r / 2) as solution, u = (1 - r^2) N."""

    factor = staticmethod(lambda x: 1 - (x * x).sum(1, keepdim=True))
    exact = staticmethod(lambda x: torch.cos(math.pi / 2 * (x * x).sum(1, keepdim=True).sqrt()))

    @staticmethod
    def source(x):
        r = (x * x).sum(1).sqrt()
        return math.pi**2 / 4 * torch.cos(math.pi * r / 2) + math.pi * torch.sin(math.pi * r / 2) / r


def derivatives(function, nodes, laplacian=True):
    """x, u, grad u and div grad u at the nodes."""
    x = torch.tensor(nodes, requires_grad=True)
    u = function(x)
    slope = torch.autograd.grad(u.sum(), x, create_graph=True)[0]
    second = 0
    if laplacian:
        for k in range(x.shape[1]):
            second = second + torch.autograd.grad(slope[:, k].sum(), x, create_graph=True)[0][:, k]
    return x, u[:, 0], slope, second


def losses(problem, network, rule):
    """The deep Ritz and the deep Galerkin loss."""
    weights = torch.tensor(rule[1])
    x, u, slope, second = derivatives(lambda x: problem.factor(x) * network(x), rule[0])
    f = problem.source(x)
    return ((0.5 * (slope**2).sum(1) - f * u) * weights).sum(), ((second + f) ** 2 * weights).sum()


def errors(problem, network, rule):
    weights = torch.tensor(rule[1])
    _, u, slope, _ = derivatives(lambda x: problem.factor(x) * network(x), rule[0], laplacian=False)
    _, v, exact, _ = derivatives(problem.exact, rule[0], laplacian=False)
    value = [((a - b) ** 2 * weights).sum().item() for a, b in ((u, v), (0 * v, v))]
    seminorm = [(((a - b) ** 2).sum(1) * weights).sum().item() for a, b in ((slope, exact), (0 * exact, exact))]
    return {
        "l2_relative": math.sqrt(value[0] / value[1]),
        "h1_seminorm_relative": math.sqrt(seminorm[0] / seminorm[1]),
        "h1_full_relative": math.sqrt((value[0] + seminorm[0]) / (value[1] + seminorm[1])),
    }


def gradient(loss, network):
    parts = torch.autograd.grad(loss, list(network.parameters()), retain_graph=True, allow_unused=True)
    return [
        float(v)
        for part, p in zip(parts, network.parameters())
        for v in (torch.zeros_like(p) if part is None else part).reshape(-1)
    ]


def hessian(loss, network):
    """Row by row, by differentiating the gradient."""
    parameters = list(network.parameters())
    first = torch.cat([p.reshape(-1) for p in torch.autograd.grad(loss, parameters, create_graph=True)])
    rows = []
    for entry in first:
        parts = torch.autograd.grad(entry, parameters, retain_graph=True, allow_unused=True)
        rows.append(
            torch.cat([(torch.zeros_like(p) if g is None else g).reshape(-1) for g, p in zip(parts, parameters)])
        )
    return torch.stack(rows).detach().numpy()


def spectrum(matrix):
    return {
        "hessian_eigenvalues_simpson_200_ascending": list(np.linalg.eigvalsh(0.5 * (matrix + matrix.T))),
        "hessian_trace_simpson_200": float(np.trace(matrix)),
    }


def train(network, problem, rule, which, target):
    """Until the loss is below the target: deeper, comparisons of losses would be comparisons of rounding."""
    for parameter in network.parameters():
        if parameter.dim() == 2:
            torch.nn.init.xavier_normal_(parameter)
        else:
            torch.nn.init.normal_(parameter, std=0.1)
    optimizer = torch.optim.LBFGS(
        network.parameters(), max_iter=5, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe"
    )

    def closure():
        optimizer.zero_grad()
        loss = losses(problem, network, rule)[which]
        loss.backward()
        return loss

    for _ in range(200):
        if optimizer.step(closure) < target:
            return
    raise RuntimeError("the target was not reached; take another seed")


def load(name, seed, which, target, zipped):
    """A trained network; its file is made where it is absent."""
    ball = name.startswith("ball")
    network = Network(3, 8, 6, True, "") if ball else Network(1, 4, 2, name.startswith("resnet"), "_")
    problem, rule = (Ball, spherical(8, 6, 12)) if ball else (Line, simpson(200))
    path = HERE / f"{name}.pkl"
    if not path.exists():
        torch.manual_seed(seed)
        train(network, problem, rule, which, target)
        # As if it had been trained on a graphics card: readers must not look for one.
        tag = torch.serialization.location_tag
        torch.serialization.location_tag = lambda storage: tag(storage) if zipped else "cuda:0"
        torch.save(network.state_dict(), path, _use_new_zipfile_serialization=zipped)
        torch.serialization.location_tag = tag
    network.load_state_dict(torch.load(path, map_location="cpu"))
    return network, problem, path


def checkpoint(name, network, problem, path):
    data = path.read_bytes()
    entry = {
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "state_dict": [{"key": k, "shape": list(v.shape)} for k, v in network.state_dict().items()],
        "values": [float(v) for p in network.parameters() for v in p.detach().reshape(-1)],
        "drm": {},
        "dgm": {},
    }
    if problem is Ball:
        rules = {"integral_16_12_24": spherical(16, 12, 24)}
        entry["gauss_16_on_0_1"] = dict(zip(("nodes", "weights"), map(list, gauss(16, 0, 1))))
        entry["gauss_12_on_minus1_1"] = dict(zip(("nodes", "weights"), map(list, gauss(12, -1, 1))))
        entry["errors_spherical_40_30_60"] = errors(problem, network, spherical(40, 30, 60))
    else:
        rules = {"simpson_200": simpson(200), "simpson_100": simpson(100)}
        nodes, weights = gauss(512, 0, 1)
        entry["errors_gauss_512"] = errors(problem, network, (nodes[:, None], weights))
        lost = losses(problem, network, simpson(200, lost=True))[0]
        entry["drm"]["loss_simpson_200_repository_bug"] = lost.item()
    for rule, points in rules.items():
        for key, loss in zip(("drm", "dgm"), losses(problem, network, points)):
            entry[key][f"loss_{rule}"] = loss.item()
            if rule != "simpson_100":
                entry[key][f"gradient_{rule}"] = gradient(loss, network)
            if rule == "simpson_200":
                entry[key].update(spectrum(hessian(loss, network)))
    return entry


def forward(parameters, skip, nodes):
    """u, u' and u'' of parameter vectors [K, 53] at nodes [n], by explicit formulas."""
    at = 0

    def take(rows, columns=None):
        nonlocal at
        size = rows * (columns or 1)
        part = parameters[:, at : at + size]
        at += size
        return part.reshape(-1, rows, columns) if columns else part[:, :, None]

    w, b = take(4, 1), take(4)
    y = [w * nodes + b, np.broadcast_to(w, (len(parameters), 4, len(nodes))), np.zeros((1, 4, 1))]
    z = y
    for _ in range(2):
        w, b = take(4, 4), take(4)
        p = w @ z[0] + b
        p1 = w @ z[1]
        p2 = w @ np.broadcast_to(z[2], p.shape)
        sigma = 1 / (1 + np.exp(-p))
        first = sigma * (1 + p * (1 - sigma))
        second = sigma * (1 - sigma) * (2 + p * (1 - 2 * sigma))
        z = [p * sigma, first * p1, first * p2 + second * p1 * p1]
    if skip:
        z = [a + c for a, c in zip(y, z)]
    w, b = take(1, 4), take(1)
    n, n1, n2 = (w @ z[0] + b)[:, 0], (w @ z[1])[:, 0], (w @ z[2])[:, 0]
    phi, phi1 = nodes * (nodes - 1), 2 * nodes - 1
    return phi * n, phi1 * n + phi * n1, 2 * n + 2 * phi1 * n1 + phi * n2


def both(parameters, skip, rule):
    nodes, weights = rule[0][:, 0], rule[1]
    f = math.pi**2 * np.sin(math.pi * nodes)
    u, u1, u2 = forward(parameters, skip, nodes)
    return (0.5 * u1**2 - f * u) @ weights, (u2 + f) ** 2 @ weights


def scaled(direction, network, bias):
    """Filter normalisation; what the biases become is the rule's."""
    parts, at = [], 0
    theta = [p.detach().numpy() for p in network.parameters()]
    for tensor in theta:
        part = direction[at : at + tensor.size].reshape(tensor.shape).copy()
        at += tensor.size
        if tensor.ndim == 2:
            part *= (np.linalg.norm(tensor, axis=1) / np.linalg.norm(part, axis=1))[:, None]
        elif bias == "copy":
            part = tensor
        elif bias == "zero":
            part = 0 * tensor
        else:
            part *= np.linalg.norm(tensor) / np.linalg.norm(part)
        parts.append(part.reshape(-1))
    return np.concatenate(parts)


def variation(losses, t):
    return float(np.abs(np.diff(losses)).sum() / (t[-1] - t[0]) / (losses.max() - losses.min()))


def index(variations):
    variations = np.asarray(variations)
    return float(variations.std(ddof=1) / variations.mean())


def listed(theta, skip, directions, t, rule):
    found = [both(theta + t[:, None] * d, skip, rule) for d in directions]
    result = {}
    for which, key in enumerate(("drm", "dgm")):
        variations = [variation(pair[which], t) for pair in found]
        result[key] = {"normalised_tv": variations, "roughness_index": index(variations)}
    return result


def roughness(name, network, raw):
    theta = np.concatenate([p.detach().numpy().reshape(-1) for p in network.parameters()])
    skip, rule = name.startswith("resnet"), simpson(200)
    t = -RADIUS + 2 * RADIUS * np.arange(INTERVALS + 1) / INTERVALS
    explicit = {}
    for bias in ("copy", "zero", "normalize"):
        directions = [scaled(d, network, bias) for d in raw]
        explicit[f"bias_{bias}"] = {"directions": [list(d) for d in directions]} | listed(theta, skip, directions, t, rule)
    # The published code has a point too many, beyond the end.
    wide = np.arange(-RADIUS, RADIUS + 2 * RADIUS / INTERVALS, 2 * RADIUS / INTERVALS)
    assert len(wide) == INTERVALS + 2
    directions = [scaled(d, network, "copy") for d in raw]
    lost = listed(theta, skip, directions, wide, simpson(200, lost=True))
    explicit["bias_copy"]["as_in_the_original_code"] = {"drm_repository_bug": lost["drm"]}
    entry = {"explicit": explicit}
    if name == "resnet-1d-galerkin":
        generator = np.random.default_rng(5)
        indices = []
        for _ in range(REPETITIONS):
            directions = [scaled(generator.standard_normal(len(theta)), network, "zero") for _ in range(SAMPLED)]
            result = listed(theta, skip, directions, t, rule)
            indices.append([result[key]["roughness_index"] for key in ("drm", "dgm")])
        mean, std = np.mean(indices, axis=0), np.std(indices, axis=0, ddof=1)
        entry["sampling"] = {
            "bias_zero": {"repetitions": REPETITIONS}
            | {
                key: {"roughness_index": {"mean": mean[k], "std": std[k]}}
                for k, key in enumerate(("drm", "dgm"))
            }
        }
    return entry


def write(name, content):
    (HERE / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


def main():
    networks = {
        name: load(name, *arguments)
        for name, arguments in {
            "resnet-1d-galerkin": (6, 1, 1e-4, False),
            "resnet-1d-ritz": (2, 0, -math.pi**2 / 4 + 1e-5, True),
            "fcnet-1d-galerkin": (3, 1, 1e-4, False),
            "fcnet-1d-ritz": (4, 0, -math.pi**2 / 4 + 1e-5, True),
            "ball-3d-galerkin": (5, 1, 2e-3, False),
        }.items()
    }
    write("values.json", {"checkpoints": {name: checkpoint(name, *parts) for name, parts in networks.items()}})
    for name, (network, _, _) in networks.items():
        if name.endswith("1d-galerkin"):
            # The two ways to the losses agree.
            theta = np.concatenate([p.detach().numpy().reshape(-1) for p in network.parameters()])
            mine = both(theta[None], name.startswith("resnet"), simpson(200))
            auto = losses(Line, network, simpson(200))
            assert all(abs(m[0] - a.item()) < 1e-13 for m, a in zip(mine, auto))
    raw = np.random.default_rng(4).standard_normal((LISTED, 53))
    rough = {name: roughness(name, networks[name][0], raw) for name in ("resnet-1d-galerkin", "fcnet-1d-galerkin")}
    write("roughness.json", {"raw_directions": [list(d) for d in raw], "checkpoints": rough})


if __name__ == "__main__":
    main()
