#!/usr/bin/env python3
"""Writes losses.json: loss, gradient, Hessian and Gauss-Newton products of small stacks of layers and of the four networks of the topography
study, computed with PyTorch in double precision.

Run from this folder: /usr/bin/python3 generate.py   (PyTorch 1.13; about a minute)

Parameters, directions and images come from the generator below, which the tests repeat, so that only results are stored; of long vectors every
61st entry. Softplus is logaddexp(z, 0), without PyTorch's threshold.
"""

import json

import torch

torch.set_default_dtype(torch.float64)
STRIDE = 61


class Numbers:
    """Uniform numbers of a 64-bit linear congruential generator."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2.0**53

    def symmetric(self, count, scale):
        return torch.tensor([scale * (2.0 * self.next() - 1.0) for _ in range(count)])

    def bytes(self, count):
        # Half of the pixels are empty.
        return torch.tensor([max(0, int(512 * self.next()) - 256) for _ in range(count)]).double()

    def labels(self, count, classes):
        return torch.tensor([int(classes * self.next()) for _ in range(count)])


class Softplus(torch.nn.Module):
    def forward(self, z):
        return torch.logaddexp(z, torch.zeros_like(z))


class Permuted(torch.nn.Module):
    def __init__(self, order):
        super().__init__()
        self.order = order

    def forward(self, x):
        return x.flatten(1)[:, self.order].reshape(x.shape)


class LastState(torch.nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.gru = torch.nn.LSTM(inputs, hidden, batch_first=True)

    def forward(self, x):
        return self.gru(x[:, 0])[0][:, -1]


nn = torch.nn
GELU, TANH = nn.GELU, nn.Tanh


def published_permutation():
    torch.manual_seed(1234)
    return torch.randperm(784)


CASES = {
    # name: (shape, outputs, images, kind, layers)
    "linear": ((1, 2, 3), 4, 37, "cross-entropy", lambda: [nn.Flatten(), nn.Linear(6, 4)]),
    "linear-tanh-linear": (
        (1, 1, 7),
        3,
        33,
        "cross-entropy",
        lambda: [nn.Flatten(), nn.Linear(7, 5, bias=False), TANH(), nn.Linear(5, 3)],
    ),
    "conv": (
        (2, 7, 6),
        3,
        5,
        "cross-entropy",
        lambda: [nn.Conv2d(2, 4, 3), TANH(), nn.Flatten(), nn.Linear(4 * 5 * 4, 3)],
    ),
    "conv-stride-padding": (
        (3, 8, 9),
        3,
        34,
        "cross-entropy",
        lambda: [
            nn.Conv2d(3, 5, 3, stride=2, padding=2, bias=False),
            Softplus(),
            nn.Conv2d(5, 3, 2, stride=3, padding=1),
            GELU(),
            nn.Flatten(),
            nn.Linear(18, 3),
        ],
    ),
    "pool": (
        (2, 9, 8),
        4,
        6,
        "cross-entropy",
        lambda: [nn.Conv2d(2, 3, 2), Softplus(), nn.AvgPool2d(3), nn.Flatten(), nn.Linear(12, 4)],
    ),
    "lstm-cell": (
        (1, 5, 3),
        4,
        40,
        "cross-entropy",
        lambda: [LastState(3, 6), nn.Linear(6, 4, bias=False)],
    ),
    "lstm-after-linear": (
        (1, 4, 4),
        4,
        9,
        "cross-entropy",
        lambda: [nn.Conv2d(1, 1, 3, padding=1), TANH(), LastState(4, 5), nn.Linear(5, 4)],
    ),
    "squared": (
        (1, 3, 3),
        9,
        35,
        "squared-error",
        lambda: [nn.Flatten(), nn.Linear(9, 4), TANH(), nn.Linear(4, 9), nn.Sigmoid()],
    ),
    "fcp": (
        (1, 28, 28),
        10,
        70,
        "cross-entropy",
        lambda: [
            nn.Flatten(),
            nn.Linear(784, 50, bias=False),
            Softplus(),
            nn.Linear(50, 50, bias=False),
            Softplus(),
            nn.Linear(50, 10, bias=False),
        ],
    ),
    "lenet": (
        (1, 28, 28),
        10,
        40,
        "cross-entropy",
        lambda: [
            nn.Conv2d(1, 6, 5, padding=2),
            Softplus(),
            nn.AvgPool2d(2),
            nn.Conv2d(6, 16, 5),
            Softplus(),
            nn.AvgPool2d(2),
            nn.Flatten(),
            nn.Linear(400, 120),
            Softplus(),
            nn.Linear(120, 84),
            Softplus(),
            nn.Linear(84, 10),
        ],
    ),
    "autoencoder": (
        (1, 28, 28),
        784,
        40,
        "squared-error",
        lambda: [
            nn.Flatten(),
            nn.Linear(784, 32, bias=False),
            Softplus(),
            nn.Linear(32, 32, bias=False),
            Softplus(),
            nn.Linear(32, 32, bias=False),
            Softplus(),
            nn.Linear(32, 784, bias=False),
            nn.Sigmoid(),
        ],
    ),
    "lstm": (
        (1, 28, 28),
        10,
        40,
        "cross-entropy",
        lambda: [Permuted(published_permutation()), LastState(28, 48), nn.Linear(48, 10, bias=False)],
    ),
}


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def case(name, seed):
    shape, outputs, images, kind, layers = CASES[name]
    torch.manual_seed(0)
    network = nn.Sequential(*layers())
    count = sum(p.numel() for p in network.parameters())
    numbers = Numbers(seed)
    theta = numbers.symmetric(count, 0.3)
    direction = numbers.symmetric(count, 1.0)
    x = numbers.bytes(images * shape[0] * shape[1] * shape[2]).reshape(images, *shape) / 255.0
    y = numbers.labels(images, outputs) if kind == "cross-entropy" else x.flatten(1)
    parameters = list(network.parameters())
    at = 0
    with torch.no_grad():
        for p in parameters:
            p.copy_(theta[at : at + p.numel()].reshape(p.shape))
            at += p.numel()
    z = network(x)

    def head(z):
        return nn.functional.cross_entropy(z, y) if kind == "cross-entropy" else ((z - y) ** 2).mean()

    loss = head(z)
    gradient = flat(torch.autograd.grad(loss, parameters, create_graph=True))
    product = flat(torch.autograd.grad(gradient @ direction, parameters, retain_graph=True))
    # J v as the derivative of uᵀJ v by u, then Jᵀ F″ (J v).
    u = torch.zeros_like(z, requires_grad=True)
    pulled = flat(torch.autograd.grad(z, parameters, u, create_graph=True))
    pushed = torch.autograd.grad(pulled @ direction, u, retain_graph=True)[0].detach()
    free = z.detach().requires_grad_()
    bend = torch.autograd.grad((torch.autograd.grad(head(free), free, create_graph=True)[0] * pushed).sum(), free)[0]
    gauss_newton = flat(torch.autograd.grad(z, parameters, bend))
    stride = STRIDE if count > 1000 else 1
    result = {
        "name": name,
        "seed": seed,
        "images": images,
        "parameters": count,
        "stride": stride,
        "loss": loss.item(),
        "largest": [v.abs().max().item() for v in (gradient.detach(), product, gauss_newton)],
        "gradient": gradient.detach()[::stride].tolist(),
        "product": product[::stride].tolist(),
        "gaussNewton": gauss_newton[::stride].tolist(),
    }
    if kind == "cross-entropy":
        result["accuracy"] = (z.argmax(1) == y).double().mean().item()
    return result


if __name__ == "__main__":
    with open("losses.json", "w") as file:
        json.dump([case(name, 100 + i) for i, name in enumerate(CASES)], file, indent=None, separators=(",", ":"))
        file.write("\n")
