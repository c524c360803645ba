"""Writes kinds.json: networks as their authors write them, in PyTorch, in double precision.

For each network: values, first derivatives, second ones along x and Laplacians at points, the loss
½ Σ w s² over these streams s, its gradient and a product of its Hessian. Numbers that enter are sines of
their places, so that none is stored. Needs torch. Run: python3 kinds.py
"""

import json
import math
from pathlib import Path

import torch

torch.set_default_dtype(torch.float64)

# FourierFeatures(3, [1.5], 7): B over two coordinates, and over the three of waves in x.
B2 = [1.8991040511976107, 1.8078195531598888, 1.7175044649135032, 0.0025358835301867336, -2.032724512808104, -0.7246437692291425]
B3 = [1.8991040511976107, 1.8078195531598888, 1.7175044649135032, 0.0025358835301867336, -2.032724512808104, -0.7246437692291425, 2.9004032762820575, 4.047556636310121, -2.1196862952174245]


def numbers(count, scale, slope, shift):
    return torch.tensor([scale * math.sin(slope * i + shift) for i in range(count)])


class Take:
    """Tensors of θ in their order."""

    def __init__(self, theta):
        self.theta, self.at = theta, 0

    def __call__(self, *shape):
        count = math.prod(shape)
        part = self.theta[self.at : self.at + count].reshape(shape)
        self.at += count
        return part


def dense(take, x, out, factorized=False):
    w, b = take(out, x.shape[1]), take(out)
    if factorized:
        w = torch.exp(take(out))[:, None] * w
    return x @ w.T + b


def swish(z):
    return z * torch.sigmoid(z)


def waves(x):
    return torch.stack([torch.cos(math.pi * x[:, 0]), torch.sin(math.pi * x[:, 0]), x[:, 1]], 1)


def fourier(x, b):
    z = x @ torch.tensor(b).reshape(3, -1).T
    return torch.cat([torch.cos(z), torch.sin(z)], 1)


def modified(take, x, width, depth, out, act, factorized=False):
    u, v = act(dense(take, x, width, factorized)), act(dense(take, x, width, factorized))
    for _ in range(depth):
        x = act(dense(take, x, width, factorized))
        x = x * u + (1 - x) * v
    return dense(take, x, out, factorized)


def siren(take, x):
    for _ in range(2):
        x = torch.sin(3 * dense(take, x, 5))
    return dense(take, x, 1)


def factorized(take, x):
    x = torch.tanh(dense(take, x, 5, True))
    x = torch.tanh(dense(take, x, 4, True))
    return dense(take, x, 1, True)


def factorized_residual(take, x):
    x = dense(take, x, 4, True)
    x = x + torch.tanh(dense(take, torch.tanh(dense(take, x, 4, True)), 4, True))
    return dense(take, x, 1, True)


def slopes(take, x, act, per_unit, n):
    for width in (5, 4):
        z = dense(take, x, width)
        x = act(n * take(width if per_unit else 1) * z)
    return dense(take, x, 1)


def scales(take, x):
    heads = []
    for a in (1, 0.5, 3):
        h = a * x
        for _ in range(2):
            h = torch.sin(dense(take, h, 4))
        heads.append(h)
    return dense(take, torch.cat(heads, 1), 2)


def separable(take, x):
    product = 1
    for axis in range(2):
        h = x[:, axis : axis + 1]
        for _ in range(2):
            h = torch.tanh(dense(take, h, 4))
        product = product * dense(take, h, 6)
    return product.reshape(-1, 3, 2).sum(1)


def mixture(take, x):
    gate = torch.softmax(dense(take, torch.tanh(dense(take, x, 5)), 3), 1)
    out = 0
    for k in range(3):
        h = x
        for _ in range(2):
            h = torch.tanh(dense(take, h, 4))
        out = out + gate[:, k : k + 1] * dense(take, h, 2)
    return out


def chebyshev(take, x):
    for out in (3, 2):
        t = torch.tanh(x)
        w, b = take(out, x.shape[1]), take(out)
        before, power = torch.ones_like(t), t
        y = power @ w.T + b
        for _ in range(2, 6):
            before, power = power, 2 * t * power - before
            y = y + power @ take(out, x.shape[1]).T
        x = y
    return x


def basis(x, degree, intervals):
    """B-splines of a degree over uniform knots by the recurrence of de Boor and Cox."""
    h = 2 / intervals
    knots = [-1 + h * (k - degree) for k in range(intervals + 2 * degree + 1)]
    level = [((x >= a) & (x < b)).to(x.dtype) for a, b in zip(knots, knots[1:])]
    for d in range(1, degree + 1):
        level = [
            (x - knots[k]) / (d * h) * level[k] + (knots[k + d + 1] - x) / (d * h) * level[k + 1]
            for k in range(len(level) - 1)
        ]
    return level


def spline(take, x, degree, intervals):
    for out in (3, 1):
        y = swish(x) @ take(out, x.shape[1]).T
        for part in basis(x, degree, intervals):
            y = y + part @ take(out, x.shape[1]).T
        x = y
    return x


def pirate(take, x, width, blocks, out, act, factorized=False, n=None):
    def layer(x, width):
        z = dense(take, x, width, factorized)
        return act(z if n is None else n * take(1) * z)

    u, v = layer(x, width), layer(x, width)
    for _ in range(blocks):
        stream = x.shape[1]
        h = layer(x, width)
        h = h * u + (1 - h) * v
        h = layer(h, width)
        h = h * u + (1 - h) * v
        h = layer(h, stream)
        alpha = take(1)
        x = alpha * h + (1 - alpha) * x
    return dense(take, x, out, factorized)


KINDS = {
    "modified": lambda t, x: modified(t, x, 5, 3, 2, torch.tanh),
    "modified, waves, factorized": lambda t, x: modified(t, waves(x), 4, 2, 1, swish, True),
    "siren": siren,
    "factorized": factorized,
    "factorized residual": factorized_residual,
    "slopes of layers": lambda t, x: slopes(t, x, torch.sin, False, 5),
    "slopes of units": lambda t, x: slopes(t, x, torch.tanh, True, 2),
    "scales": scales,
    "separable": separable,
    "mixture": mixture,
    "chebyshev": chebyshev,
    "spline": lambda t, x: spline(t, x, 3, 4),
    "quintic spline": lambda t, x: spline(t, x, 5, 3),
    "pirate": lambda t, x: pirate(t, fourier(x, B2), 5, 2, 1, torch.tanh),
    "pirate, all": lambda t, x: pirate(t, fourier(waves(x), B3), 4, 2, 2, swish, True, 2),
}


def streams(network, theta, points):
    x = points.clone().requires_grad_(True)
    take = Take(theta)
    y = network(take, x)
    assert take.at == len(theta), (take.at, len(theta))
    rows = []
    for o in range(y.shape[1]):
        first = torch.autograd.grad(y[:, o].sum(), x, create_graph=True)[0]
        second = [torch.autograd.grad(first[:, k].sum(), x, create_graph=True)[0][:, k] for k in range(2)]
        rows += [y[:, o], first[:, 0], first[:, 1], second[0], second[0] + second[1]]
    return torch.stack(rows)


def count(network, points):
    class Count:
        at = 0

        def __call__(self, *shape):
            self.at += math.prod(shape)
            return torch.zeros(shape)

    counter = Count()
    network(counter, points)
    return counter.at


def main():
    result = {}
    points = numbers(32, 0.9, 2.3, 0.7).reshape(2, 16).T.contiguous()
    for name, network in KINDS.items():
        p = count(network, points)
        theta = numbers(p, 0.6, 1.7, 0.3).requires_grad_(True)
        s = streams(network, theta, points)
        w = numbers(s.numel(), 1, 0.9, 0.2).reshape(s.shape)
        loss = 0.5 * (w * s * s).sum()
        gradient = torch.autograd.grad(loss, theta, create_graph=True)[0]
        v = numbers(p, 1, 1.1, 0.4)
        product = torch.autograd.grad((gradient * v).sum(), theta)[0]
        result[name] = {
            "parameters": p,
            "streams": [float(f"{a:.16e}") for a in s.detach().flatten().tolist()],
            "gradient": gradient.detach().tolist(),
            "product": product.tolist(),
        }
    Path(__file__).with_name("kinds.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main()
