"""Losses and gradients of problems written as text, computed with PyTorch's automatic differentiation and points of NumPy.

Each problem stands here twice: as the text that the project reads, and as a function of PyTorch that shares nothing with it.
Run: /usr/bin/python3 equations.py > equations.json
"""
import json
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)


def gauss(n, a, b):
    x, w = np.polynomial.legendre.leggauss(n)
    return a + (b - a) * (x + 1) / 2, w * (b - a) / 2


def product(*axes):
    """Points [n, d] and weights of a product of rules."""
    grids = np.meshgrid(*[x for x, _ in axes], indexing="ij")
    weights = np.ones_like(grids[0])
    for k, (_, w) in enumerate(axes):
        shape = [1] * len(axes)
        shape[k] = len(w)
        weights = weights * w.reshape(shape)
    return np.stack([g.ravel() for g in grids], axis=1), weights.ravel()


def end(value):
    return np.array([value]), np.array([1.0])


class Net:
    def __init__(self, inputs, outputs, widths, theta, activation):
        self.sizes = [inputs, *widths, outputs]
        self.theta = theta
        self.activation = {"tanh": torch.tanh, "sin": torch.sin, "swish": lambda z: z * torch.sigmoid(z)}[activation]

    def __call__(self, x):
        at = 0
        for layer, (m, n) in enumerate(zip(self.sizes, self.sizes[1:])):
            weight = self.theta[at : at + m * n].reshape(n, m)
            at += m * n
            bias = self.theta[at : at + n]
            at += n
            x = x @ weight.T + bias
            if layer < len(self.sizes) - 2:
                x = self.activation(x)
        return x


def d(f, x, k):
    """Derivative of each value along axis k."""
    return torch.autograd.grad(f.sum(), x, create_graph=True)[0][:, k]


def field(net, points):
    x = torch.tensor(points, requires_grad=True)
    return x, net(x)


def mean_square(residual, weights):
    return (torch.tensor(weights) * residual**2).sum()


def triangle(n, a, b, c):
    """Points pulled to the square with corner a blown up."""
    st, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    s, t = st[:, :1], st[:, 1:]
    a, b, c = map(np.array, (a, b, c))
    area = abs((b - a)[0] * (c - a)[1] - (b - a)[1] * (c - a)[0])
    return a + s * ((1 - t) * (b - a) + t * (c - a)), w * area * s[:, 0]


def disc(n, radius):
    points, weights = [], []
    for quarter in range(4):
        rp, w = product(gauss(n, 0, radius), gauss(n, quarter * np.pi / 2, (quarter + 1) * np.pi / 2))
        points.append(np.stack([rp[:, 0] * np.cos(rp[:, 1]), rp[:, 0] * np.sin(rp[:, 1])], axis=1))
        weights.append(w * rp[:, 0])
    return np.concatenate(points), np.concatenate(weights)


def circle(n, radius):
    angles = [gauss(n, q * np.pi / 2, (q + 1) * np.pi / 2) for q in range(4)]
    angle = np.concatenate([a for a, _ in angles])
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), radius * np.concatenate([w for _, w in angles])


PI = np.pi
cases = []


def count_of(sizes):
    return sum(m * n + n for m, n in zip(sizes, sizes[1:]))


def case(
    name, text, formulation, loss, inputs, outputs=1, widths=(5, 4), activation="tanh", nodes=6, model=None, **more
):
    """model: how many parameters there are and what makes fields of them, where it is not one network."""
    rng = np.random.default_rng(len(cases) + 11)
    count, make = model or (
        count_of([inputs, *widths, outputs]),
        lambda theta: Net(inputs, outputs, widths, theta, activation),
    )
    theta = torch.tensor(0.7 * rng.standard_normal(count), requires_grad=True)
    value = loss(make(theta), nodes)
    gradient = torch.autograd.grad(value, theta)[0]
    cases.append(
        {
            "name": name,
            **{k: v if isinstance(v, list) or k in ("domain", "energy") else [v] for k, v in text.items()},
            "formulation": formulation,
            "inputs": inputs,
            "outputs": outputs,
            "widths": list(widths),
            "activation": activation,
            "nodes": nodes,
            "parameters": theta.tolist(),
            "loss": value.item(),
            "gradient": gradient.tolist(),
            **more,
        }
    )


def poisson(net, n):
    points, w = product(gauss(n, 0, 1), gauss(n, 0, 2))
    x, u = field(net, points)
    u = u[:, 0]
    energy = 0.5 * (d(u, x, 0) ** 2 + d(u, x, 1) ** 2) - torch.exp(x[:, 0]) * u
    loss = (torch.tensor(w) * energy).sum()
    for rule in ((end(0.0), gauss(n, 0, 2)), (end(1.0), gauss(n, 0, 2)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(2.0))):
        p, w = product(*rule)
        x, u = field(net, p)
        loss = loss + 50 * mean_square(u[:, 0] - x[:, 0] * x[:, 1], w)
    return loss


case(
    "dirichlet",
    {
        "domain": "box((0, 0), (1, 2))",
        "residual": "-laplacian(u) - exp(x)",
        "energy": "0.5*dot(grad(u), grad(u)) - exp(x)*u",
        "conditions": "u = x*y on boundary",
    },
    "ritz(penalty=50)",
    poisson,
    2,
)


def neumann(net, n):
    p, w = product(gauss(n, -1, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(-d(d(u, x, 0), x, 0) - d(d(u, x, 1), x, 1) + u - torch.cos(PI * x[:, 0]), w)
    p, w = product(end(-1.0), gauss(n, 0, 1))
    x, u = field(net, p)
    loss = loss + 10 * mean_square(u[:, 0], w)
    # The normal points along x on the right, and along y at the top and at the bottom.
    for rule, axis, sign in (((end(1.0), gauss(n, 0, 1)), 0, 1), ((gauss(n, -1, 1), end(0.0)), 1, -1), ((gauss(n, -1, 1), end(1.0)), 1, 1)):
        p, w = product(*rule)
        x, u = field(net, p)
        flux = sign * d(u[:, 0], x, axis)
        loss = loss + 10 * mean_square(flux - x[:, 0] * (sign if axis == 1 else 0.0), w)
    return loss


case(
    "neumann",
    {
        "domain": "box((-1, 0), (1, 1))",
        "residual": "-laplacian(u) + u = cos(pi*x)",
        "conditions": ["u = 0 on x=-1", "D(u, n) = n[1]*x on x=1, y=0, y=1"],
    },
    "galerkin(penalty=10)",
    neumann,
    2,
)


def robin(net, n):
    k = 1.5
    p, w = gauss(n, 0, 2)
    x, u = field(net, p[:, None])
    u = u[:, 0]
    loss = mean_square(-d((1 + x[:, 0] ** 2) * d(u, x, 0), x, 0) + k**2 * u, w)
    x, u = field(net, np.array([[0.0]]))
    loss = loss + 3 * mean_square(-d(u[:, 0], x, 0) + 2 * u[:, 0] - 1, np.ones(1))
    x, u = field(net, np.array([[2.0]]))
    return loss + 7 * mean_square(d(u[:, 0], x, 0) + k * u[:, 0] ** 3, np.ones(1))


case(
    "robin",
    {
        "domain": "interval(0, 2)",
        "constants": "k=1.5",
        "residual": "-div((1 + x^2)*grad(u)) + k^2*u",
        "conditions": ["left: D(u, n) + 2*u = 1 on x=0", "right: D(u,n) + k*u^3 = 0 on x=2"],
    },
    "galerkin(penalty=3, weights=right=7)",
    robin,
    1,
)


def heat(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1), gauss(n, 0, 0.5))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(d(u, x, 2) - 0.3 * (d(d(u, x, 0), x, 0) + d(d(u, x, 1), x, 1)) - x[:, 2] * x[:, 0], w)
    for rule in ((end(0.0), gauss(n, 0, 1)), (end(1.0), gauss(n, 0, 1)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(1.0))):
        p, w = product(*rule, gauss(n, 0, 0.5))
        x, u = field(net, p)
        loss = loss + 20 * mean_square(u[:, 0], w)
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1), end(0.0))
    x, u = field(net, p)
    return loss + 5 * mean_square(u[:, 0] - torch.sin(PI * x[:, 0]) * torch.sin(PI * x[:, 1]), w)


case(
    "heat",
    {
        "domain": "box((0, 0), (1, 1)) x time(0.5)",
        "residual": "D(u, t) - 0.3*laplacian(u) = t*x",
        "conditions": ["u = 0 on boundary", "u = sin(pi*x)*sin(pi*y) at t=0"],
    },
    "galerkin(penalty=20, initial=5)",
    heat,
    3,
    nodes=4,
)


def wave(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 2))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(d(d(u, x, 1), x, 1) - 4 * d(d(u, x, 0), x, 0), w)
    for side in (0.0, 1.0):
        p, w = product(end(side), gauss(n, 0, 2))
        x, u = field(net, p)
        loss = loss + 2 * mean_square(u[:, 0], w)
    p, w = product(gauss(n, 0, 1), end(0.0))
    x, u = field(net, p)
    loss = loss + 9 * mean_square(u[:, 0] - torch.sin(PI * x[:, 0]), w)
    return loss + 4 * mean_square(d(u[:, 0], x, 1), w)


case(
    "wave",
    {
        "domain": "interval(0, 1) x time(2)",
        "residual": "D(u, t, t) - 4*D(u, x, x)",
        "conditions": ["u = 0 on x=0, x=1", "u = sin(pi*x) at t=0", "speed: D(u, t) = 0 at t=0"],
    },
    "galerkin(penalty=2, initial=9, weights=speed=4)",
    wave,
    2,
    activation="sin",
)


def two(net, n):
    p, w = gauss(n, 0, 1)
    x, f = field(net, p[:, None])
    u, v = f[:, 0], f[:, 1]
    loss = mean_square(d(d(u, x, 0), x, 0) - u * v, w) + mean_square(d(v, x, 0) + torch.sin(u) - x[:, 0], w)
    x, f = field(net, np.array([[0.0]]))
    loss = loss + 6 * mean_square(f[:, 0] - 1, np.ones(1)) + 6 * mean_square(f[:, 1] - 2 * f[:, 0], np.ones(1))
    x, f = field(net, np.array([[1.0]]))
    return loss + 6 * mean_square(f[:, 0] - 0.5, np.ones(1))


case(
    "two unknowns",
    {
        "domain": "interval(0, 1)",
        "unknown": ["u", "v"],
        "residual": ["D(u, x, x) - u*v", "D(v, x) + sin(u) = x"],
        "conditions": ["u = 1 on x=0", "v = 2*u on x=0", "u = 1/2 on x=1"],
    },
    "galerkin(penalty=6)",
    two,
    1,
    outputs=2,
)


def burgers(net, n):
    p, w = product(gauss(n, -1, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(d(u, x, 1) + u * d(u, x, 0) - 0.1 / PI * d(d(u, x, 0), x, 0), w)
    for side in (-1.0, 1.0):
        p, w = product(end(side), gauss(n, 0, 1))
        x, u = field(net, p)
        loss = loss + 8 * mean_square(u[:, 0], w)
    p, w = product(gauss(n, -1, 1), end(0.0))
    x, u = field(net, p)
    return loss + 8 * mean_square(u[:, 0] + torch.sin(PI * x[:, 0]), w)


case(
    "burgers",
    {
        "domain": "interval(-1, 1) x time(1)",
        "constants": "nu=0.1/pi",
        "residual": "D(u,t) + u*D(u,x) - nu*D(u,x,x)",
        "conditions": ["u = 0 on boundary", "u = -sin(pi*x) at t=0"],
    },
    "galerkin(penalty=8)",
    burgers,
    2,
    activation="swish",
)


def torsion(net, n):
    p, w = triangle(n, (0, 0), (1, 0), (0.25, 1.5))
    x, u = field(net, p)
    u = u[:, 0]
    loss = (torch.tensor(w) * (0.5 * (d(u, x, 0) ** 2 + d(u, x, 1) ** 2) - u)).sum()
    corners = [np.array(c) for c in ((0, 0), (1, 0), (0.25, 1.5))]
    for i in range(3):
        a, b = corners[i], corners[(i + 1) % 3]
        s, w = gauss(n, 0, 1)
        x, u = field(net, a + s[:, None] * (b - a))
        length = np.linalg.norm(b - a)
        if i < 2:
            loss = loss + 30 * mean_square(u[:, 0], w * length)
        else:
            loss = loss + (torch.tensor(w) * length * -0.5 * u[:, 0]).sum()
    return loss


case(
    "no known solution",
    {
        "domain": "triangle((0, 0), (1, 0), (1/4, 3/2))",
        "residual": "-laplacian(u) - 1",
        "energy": "0.5*dot(grad(u), grad(u)) - u",
        "boundary-energy": "-0.5*u on arc 3",
        "conditions": ["u = 0 on arc 1, arc 2", "D(u, n) = 0.5 on arc 3"],
        "reference": "none",
    },
    "ritz(penalty=30)",
    torsion,
    2,
)


def round_plate(net, n):
    p, w = disc(n, 1.5)
    x, u = field(net, p)
    u = u[:, 0]
    a = 1 + x[:, 0] ** 2 * x[:, 1]
    loss = mean_square(-d(a * d(u, x, 0), x, 0) - d(a * d(u, x, 1), x, 1) + torch.tanh(u) - 2, w)
    p, w = circle(n, 1.5)
    x, u = field(net, p)
    u = u[:, 0]
    slope = (x[:, 0] * d(u, x, 0) + x[:, 1] * d(u, x, 1)) / 1.5
    return loss + 12 * mean_square(slope + u - x[:, 1], w)


case(
    "disc",
    {
        "domain": "disc((0, 0), 1.5)",
        "define": "a=1 + x^2*y",
        "residual": "-div(a*grad(u)) + tanh(u) - 2",
        "conditions": "D(u, n) + u = y on boundary",
    },
    "galerkin(penalty=12)",
    round_plate,
    2,
    nodes=5,
)


def interface(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    a = torch.where(x[:, 0] < 0.4, torch.ones_like(u), 10 * torch.ones_like(u))
    loss = (torch.tensor(w) * (0.5 * a * (d(u, x, 0) ** 2 + d(u, x, 1) ** 2) - u)).sum()
    for rule in ((end(0.0), gauss(n, 0, 1)), (end(1.0), gauss(n, 0, 1)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(1.0))):
        p, w = product(*rule)
        x, u = field(net, p)
        loss = loss + 40 * mean_square(u[:, 0], w)
    return loss


case(
    "interface",
    {
        "domain": "box((0, 0), (1, 1))",
        "define": "a=where(x < 0.4, 1, 10)",
        "residual": "-div(a*grad(u)) - 1",
        "energy": "0.5*a*dot(grad(u), grad(u)) - u",
        "conditions": "u = 0 on boundary",
    },
    "ritz(penalty=40)",
    interface,
    2,
)


def elastic(net, n):
    lam, mu = 1.2, 0.5
    p, w = product(gauss(n, 0, 2), gauss(n, 0, 1))
    x, u = field(net, p)
    g = [[d(u[:, i], x, j) for j in range(2)] for i in range(2)]
    e = [[(g[i][j] + g[j][i]) / 2 for j in range(2)] for i in range(2)]
    trace = e[0][0] + e[1][1]
    density = lam / 2 * trace**2 + mu * sum(e[i][j] ** 2 for i in range(2) for j in range(2)) + 0.1 * u[:, 1]
    loss = (torch.tensor(w) * density).sum()
    p, w = product(end(0.0), gauss(n, 0, 1))
    x, u = field(net, p)
    loss = loss + 25 * (mean_square(u[:, 0], w) + mean_square(u[:, 1], w))
    p, w = product(end(2.0), gauss(n, 0, 1))
    x, u = field(net, p)
    return loss + (torch.tensor(w) * 0.3 * x[:, 1] * u[:, 1]).sum()


case(
    "elasticity",
    {
        "domain": "box((0, 0), (2, 1))",
        "unknown": "u[2]",
        "constants": ["lambda=1.2", "mu=0.5"],
        "define": ["strain=sym(grad(u))", "stress=lambda*tr(strain)*identity(2) + 2*mu*strain"],
        "residual": "-div(stress) + [0, 0.1]",
        "energy": "0.5*dot(stress, strain) + 0.1*u[1]",
        "boundary-energy": "0.3*y*u[1] on x=2",
        "conditions": ["u = 0 on x=0", "dot(stress, n) = 0 on y=0, y=1", "dot(stress, n) = [0, -0.3*y] on x=2"],
    },
    "ritz(penalty=25)",
    elastic,
    2,
    outputs=2,
)


def brusselator(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    x, f = field(net, p)
    u, v = f[:, 0], f[:, 1]
    loss = mean_square(d(u, x, 1) - 0.1 * d(d(u, x, 0), x, 0) - 1 + u - u**2 * v, w)
    loss = loss + mean_square(d(v, x, 1) - 0.1 * d(d(v, x, 0), x, 0) + u**2 * v, w)
    for side, sign in ((0.0, -1), (1.0, 1)):
        p, w = product(end(side), gauss(n, 0, 1))
        x, f = field(net, p)
        loss = loss + 2 * (mean_square(sign * d(f[:, 0], x, 0), w) + mean_square(sign * d(f[:, 1], x, 0), w))
    p, w = product(gauss(n, 0, 1), end(0.0))
    x, f = field(net, p)
    return loss + 11 * (mean_square(f[:, 0] - x[:, 0], w) + mean_square(f[:, 1] - torch.sqrt(1 + x[:, 0]), w))


case(
    "reaction and diffusion",
    {
        "domain": "interval(0, 1) x time(1)",
        "unknown": "w[2]",
        "residual": "D(w, t) - 0.1*laplacian(w) = [1 - w[0] + w[0]^2*w[1], -w[0]^2*w[1]]",
        "conditions": ["D(w, n) = 0 on boundary", "w = [x, sqrt(1 + x)] at t=0"],
    },
    "galerkin(penalty=2, initial=11)",
    brusselator,
    2,
    outputs=2,
)



def beam(net, n):
    p, w = gauss(n, 0, 1)
    x, u = field(net, p[:, None])

    def derivatives(u, x, count):
        all = [u]
        for _ in range(count):
            all.append(d(all[-1], x, 0))
        return all

    loss = mean_square(derivatives(u[:, 0], x, 4)[4] + 1, w)
    x, u = field(net, np.array([[0.0]]))
    left = derivatives(u[:, 0], x, 1)
    x, u = field(net, np.array([[1.0]]))
    right = derivatives(u[:, 0], x, 3)
    one = np.ones(1)
    return loss + 5 * sum(mean_square(r, one) for r in (left[0], -left[1], right[2], right[3]))


case(
    "beam",
    {
        "domain": "interval(0, 1)",
        "residual": "D(u, x, x, x, x) + 1",
        "energy": "0.5*D(u, x, x)^2 + u",
        "conditions": ["u = 0 on x=0", "D(u, n) = 0 on x=0", "D(u, x, x) = 0 on x=1", "D(u, x, x, x) = 0 on x=1"],
        "reference": "-x^4/24 + x^3/6 - x^2/4",
    },
    "galerkin(penalty=5)",
    beam,
    1,
)


def plate(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    moment = d(d(u, x, 0), x, 0) + d(d(u, x, 1), x, 1)
    return mean_square(d(d(moment, x, 0), x, 0) + d(d(moment, x, 1), x, 1) - d(d(u, x, 0), x, 1) * u - x[:, 0], w) + 0 * u.sum()


case(
    "plate",
    {
        "domain": "box((0, 0), (1, 1))",
        "residual": "laplacian(laplacian(u)) - D(u, x, y)*u - x",
        "conditions": [],
    },
    "galerkin",
    plate,
    2,
    nodes=5,
)


def kdv(net, n):
    p, w = product(gauss(n, -1, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(d(u, x, 1) + u * d(u, x, 0) + 0.022**2 * d(d(d(u, x, 0), x, 0), x, 0), w)
    p, w = product(gauss(n, -1, 1), end(0.0))
    x, u = field(net, p)
    return loss + 3 * mean_square(u[:, 0] - torch.cos(PI * x[:, 0]), w)


case(
    "third order",
    {
        "domain": "interval(-1, 1) x time(1)",
        "residual": "D(u, t) + u*D(u, x) + 0.022^2*D(u, x, x, x)",
        "conditions": ["u = cos(pi*x) at t=0"],
    },
    "galerkin(initial=3)",
    kdv,
    2,
)


def strong(net, n):
    lam, mu = 1.2, 0.5
    p, w = product(gauss(n, 0, 2), gauss(n, 0, 1))
    x, u = field(net, p)
    g = [[d(u[:, i], x, j) for j in range(2)] for i in range(2)]
    trace = g[0][0] + g[1][1]
    loss = 0
    for i in range(2):
        force = sum(d(mu * (g[i][j] + g[j][i]) + (lam * trace if i == j else 0), x, j) for j in range(2))
        loss = loss + mean_square(-force + 0.1 * i, w)
    p, w = product(end(2.0), gauss(n, 0, 1))
    x, u = field(net, p)
    g = [[d(u[:, i], x, j) for j in range(2)] for i in range(2)]
    loss = loss + 4 * mean_square(lam * (g[0][0] + g[1][1]) + 2 * mu * g[0][0], w)
    return loss + 4 * mean_square(mu * (g[0][1] + g[1][0]) + 0.3 * x[:, 1], w)


case(
    "mixed derivatives",
    {
        "domain": "box((0, 0), (2, 1))",
        "unknown": "u[2]",
        "constants": ["lambda=1.2", "mu=0.5"],
        "define": ["strain=sym(grad(u))", "stress=lambda*tr(strain)*identity(2) + 2*mu*strain"],
        "residual": "-div(stress) + [0, 0.1]",
        "energy": "0.5*dot(stress, strain) + 0.1*u[1]",
        "boundary-energy": "0.3*y*u[1] on x=2",
        "conditions": ["dot(stress, n) = [0, -0.3*y] on x=2"],
    },
    "galerkin(penalty=4)",
    strong,
    2,
    outputs=2,
)


def korteweg(net, n):
    p, w = product(gauss(n, -1, 1), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    slope = d(u, x, 0)
    loss = mean_square(d(u, x, 1) + u * slope + 0.1 * d(d(slope, x, 0), x, 0), w)
    p, w = product(gauss(n, -1, 1), end(0.0))
    x, u = field(net, p)
    loss = loss + 10 * mean_square(u[:, 0] - torch.cos(PI * x[:, 0]), w)
    sides = []
    for side in (-1.0, 1.0):
        p, w = product(end(side), gauss(n, 0, 1))
        x, u = field(net, p)
        u = u[:, 0]
        sides.append([u, d(u, x, 0), d(d(u, x, 0), x, 0)])
    for left, right in zip(*sides):
        loss = loss + 10 * mean_square(left - right, w)
    return loss


case(
    "periodic",
    {
        "domain": "interval(-1, 1) x time(1)",
        "residual": "D(u,t) + u*D(u,x) + 0.1*D(u,x,x,x)",
        "conditions": ["u = cos(pi*x) at t=0", "periodic x"],
    },
    "galerkin(penalty=10)",
    korteweg,
    2,
)


def reaction(net, n):
    p, w = product(gauss(n, 0, 3), gauss(n, 0, 1))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(d(u, x, 1) + 2 * d(u, x, 0) - 0.05 * d(d(u, x, 0), x, 0) - u * (1 - u), w)
    p, w = product(gauss(n, 0, 3), end(0.0))
    x, u = field(net, p)
    return loss + 4 * mean_square(u[:, 0] - 0.5 * torch.sin(2 * PI * x[:, 0] / 3), w)


def waves(net, start, period, count):
    def of(x):
        z = 2 * PI * (x[:, :1] - start) / period
        parts = [f(k * z) for k in range(1, count + 1) for f in (torch.cos, torch.sin)]
        return net(torch.cat([*parts, x[:, 1:]], dim=1))

    return of


case(
    "periodic waves",
    {
        "domain": "interval(0, 3) x time(1)",
        "residual": "D(u,t) + 2*D(u,x) - 0.05*D(u,x,x) = u*(1 - u)",
        "conditions": ["u = sin(2*pi*x/3)/2 at t=0", "periodic x"],
    },
    "galerkin(initial=4)",
    reaction,
    2,
    model=(count_of([5, 5, 4, 1]), lambda theta: waves(Net(5, 1, (5, 4), theta, "tanh"), 0.0, 3.0, 2)),
    trial="periodic(waves=2)",
)


def strip(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1), gauss(n, 0, 1))
    x = torch.tensor(p, requires_grad=True)
    # Prescribed at y = 0, y = 1 and t = 0, periodic along x.
    factor = x[:, 2] * x[:, 1] * (1 - x[:, 1])
    u = torch.sin(2 * PI * x[:, 0]) * torch.sin(PI * x[:, 1]) + factor * net(x)[:, 0]
    return mean_square(d(u, x, 2) - d(d(u, x, 0), x, 0) - d(d(u, x, 1), x, 1) + u**2, w)


case(
    "periodic and hard",
    {
        "domain": "box((0, 0), (1, 1)) x time(1)",
        "residual": "D(u,t) - laplacian(u) + u^2",
        "conditions": ["periodic x", "u = 0 on y=0, y=1", "u = sin(2*pi*x)*sin(pi*y) at t=0"],
    },
    "galerkin",
    strip,
    3,
    model=(count_of([4, 5, 4, 1]), lambda theta: waves(Net(4, 1, (5, 4), theta, "tanh"), 0.0, 1.0, 1)),
    trial="hard",
    nodes=4,
)


class Learned:
    """A network for u, and behind its parameters those of a coefficient."""

    def __init__(self, theta, count, coefficient):
        self.u = Net(2, 1, (5, 4), theta[:count], "tanh")
        self.coefficient = lambda x: coefficient(theta[count:], x)


def conduction(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    x = torch.tensor(p, requires_grad=True)
    u, k = net.u(x)[:, 0], net.coefficient(x)
    loss = mean_square(d(u, x, 1) - d(k * d(u, x, 0), x, 0), w)
    for side in (0.0, 1.0):
        p, w = product(end(side), gauss(n, 0, 1))
        x = torch.tensor(p, requires_grad=True)
        loss = loss + 5 * mean_square(net.u(x)[:, 0], w)
    p, w = product(gauss(n, 0, 1), end(0.0))
    x = torch.tensor(p, requires_grad=True)
    return loss + 5 * mean_square(net.u(x)[:, 0] - torch.sin(PI * x[:, 0]), w)


case(
    "learned number",
    {
        "domain": "interval(0, 1) x time(1)",
        "coefficients": "k = 0.7",
        "residual": "D(u,t) - D(k*D(u,x), x)",
        "conditions": ["u = 0 on boundary", "u = sin(pi*x) at t=0"],
    },
    "galerkin(penalty=5)",
    conduction,
    2,
    model=(
        count_of([2, 5, 4, 1]) + 1,
        lambda theta: Learned(theta, count_of([2, 5, 4, 1]), lambda own, x: own[0] + 0 * x[:, 0]),
    ),
)


def measured(net, n):
    loss = conduction(net, n)
    p, w = product(end(0.0), gauss(n, 0, 1))
    x = torch.tensor(p, requires_grad=True)
    loss = loss + 5 * mean_square(net.coefficient(x) - 1, w)
    x = torch.tensor(np.array(PLACES), requires_grad=True)
    misfit = net.u(x)[:, 0] - torch.tensor(VALUES)
    return loss + 3 * (misfit**2 / torch.tensor(DEVIATIONS) ** 2).mean()


PLACES = [[0.25, 0.5], [0.5, 0.125], [0.5, 0.125], [0.75, 1.0], [0.9, 0.3]]
VALUES = [0.3, 0.8, 0.7, -0.1, 0.2]
DEVIATIONS = [0.1, 0.2, 0.2, 0.5, 0.1]

case(
    "learned function and measured values",
    {
        "domain": "interval(0, 1) x time(1)",
        "coefficients": "k(x)",
        "residual": "D(u,t) - D(k*D(u,x), x)",
        "conditions": ["u = 0 on boundary", "u = sin(pi*x) at t=0", "k = 1 on x=0"],
    },
    "galerkin(penalty=5, weights=data=3)",
    measured,
    2,
    model=(
        count_of([2, 5, 4, 1]) + count_of([1, 5, 4, 1]),
        lambda theta: Learned(
            theta, count_of([2, 5, 4, 1]), lambda own, x: Net(1, 1, (5, 4), own, "tanh")(x[:, :1])[:, 0]
        ),
    ),
    measured={"points": PLACES, "u": VALUES, "u_sigma": DEVIATIONS},
)

def insulated(net, n):
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 2))
    x, u = field(net, p)
    u = u[:, 0]
    loss = mean_square(-d(d(u, x, 0), x, 0) - d(d(u, x, 1), x, 1) - torch.cos(PI * x[:, 0]), w)
    weights = torch.tensor(w)
    loss = loss + 4 * ((weights * u).sum() / 2 - 0.25) ** 2
    loss = loss + 3 * ((weights * u**2 * x[:, 0]).sum() - 1.5) ** 2
    around = 0
    for rule, axis, sign in (
        ((end(0.0), gauss(n, 0, 2)), 0, -1),
        ((end(1.0), gauss(n, 0, 2)), 0, 1),
        ((gauss(n, 0, 1), end(0.0)), 1, -1),
        ((gauss(n, 0, 1), end(2.0)), 1, 1),
    ):
        p, w = product(*rule)
        x, u = field(net, p)
        flux = sign * d(u[:, 0], x, axis)
        loss = loss + 2 * mean_square(flux, w)
        around = around + (torch.tensor(w) * u[:, 0] * flux).sum()
    return loss + 2 * around**2


case(
    "integrals",
    {
        "domain": "box((0, 0), (1, 2))",
        "residual": "-laplacian(u) - cos(pi*x)",
        "conditions": [
            "D(u, n) = 0 on boundary",
            "level: mean(u) = 1/4 on domain",
            "integral(u^2*x) = 3/2 on domain",
            "work: integral(u*D(u, n)) = 0 on boundary",
        ],
    },
    "galerkin(penalty=2, weights=level=4;integral=3)",
    insulated,
    2,
)


def joined(net, n):
    c = 0.4
    p, w = product(gauss(n, 0, 1), gauss(n, 0, 1))
    x, f = field(net, p)
    left = x[:, 0] < c
    loss = 0
    for k, (component, conductivity) in enumerate(((0, 1.0), (1, 10.0))):
        u = f[:, component]
        bent = d(d(u, x, 0), x, 0) + d(d(u, x, 1), x, 1)
        inside = left if k == 0 else ~left
        loss = loss + mean_square((-conductivity * bent - 1)[inside], w[inside.numpy()])
    for rule in ((end(0.0), gauss(n, 0, 1)), (end(1.0), gauss(n, 0, 1)), (gauss(n, 0, 1), end(0.0)), (gauss(n, 0, 1), end(1.0))):
        p, w = product(*rule)
        x, f = field(net, p)
        loss = loss + 5 * mean_square(torch.where(x[:, 0] < c, f[:, 0], f[:, 1]), w)
    p, w = product(end(c), gauss(n, 0, 1))
    x, f = field(net, p)
    u, v = f[:, 0], f[:, 1]
    loss = loss + 5 * mean_square(v - u, w)
    return loss + 7 * mean_square(10 * d(v, x, 0) - d(u, x, 0) - x[:, 1], w)


case(
    "two networks at an interface",
    {
        "domain": "box((0, 0), (1, 1))",
        "unknown": ["u", "v"],
        "define": ["w = where(x < 0.4, u, v)", "k = where(x < 0.4, 1, 10)"],
        "residual": "-div(k*grad(w)) - 1",
        "conditions": [
            "w = 0 on boundary",
            "jump(w) = 0 on interface x=0.4",
            "flux: jump(k*D(w, n)) = y on interface x=0.4",
        ],
    },
    "galerkin(penalty=5, weights=flux=7)",
    joined,
    2,
    outputs=2,
)


def core(net, n):
    p, w = disc(n, 1.5)
    x, f = field(net, p)
    inside = x[:, 0] ** 2 + x[:, 1] ** 2 < 0.25
    loss = 0
    for component, conductivity, part in ((0, 3.0, inside), (1, 1.0, ~inside)):
        u = f[:, component]
        bent = d(d(u, x, 0), x, 0) + d(d(u, x, 1), x, 1)
        loss = loss + mean_square((-conductivity * bent - 1)[part], w[part.numpy()])
    p, w = circle(n, 1.5)
    x, f = field(net, p)
    loss = loss + 6 * mean_square(f[:, 1], w)
    p, w = circle(n, 0.5)
    x, f = field(net, p)
    u, v = f[:, 0], f[:, 1]
    normal = lambda e: (x[:, 0] * d(e, x, 0) + x[:, 1] * d(e, x, 1)) / 0.5
    loss = loss + 6 * mean_square(v - u, w) + 6 * mean_square(v - 2 * u, w)
    return loss + 6 * mean_square(normal(v) - 3 * normal(u), w)


case(
    "a core with a skin",
    {
        "domain": "disc((0, 0), 1.5)",
        "unknown": ["u", "v"],
        "define": ["w = where(x^2 + y^2 < 0.25, u, v)", "k = where(x^2 + y^2 < 0.25, 3, 1)"],
        "residual": "-div(k*grad(w)) - 1",
        "conditions": [
            "v = 0 on boundary",
            "jump(w) = 0 on interface disc((0, 0), 0.5)",
            "v = 2*u on interface disc((0, 0), 0.5)",
            "jump(k*D(w, n)) = 0 on interface disc((0, 0), 0.5)",
        ],
    },
    "galerkin(penalty=6)",
    core,
    2,
    outputs=2,
    nodes=5,
)

if __name__ == "__main__":
    json.dump(cases, sys.stdout, indent=1)
