"""The deep Ritz loss of Poisson's equation in one dimension for a small residual network, in numpy alone.

    -u'' = pi^2 sin(pi x) on (0, 1),    u(x) = x (1 - x) N(x),    L = integral of u'^2 / 2 - f u

N is resnet(width=4, blocks=1, activation=swish), the integral is Simpson's rule on 200 intervals: to rounding, the loss of
--problem poisson --formulation ritz --quadrature simpson:200, so that the two can be compared.
"""

import numpy as np

from thalweg_loss import serve

INTERVALS, WIDTH = 200, 4
TENSORS = [
    ("layer_in.weight", (WIDTH, 1)),
    ("layer_in.bias", (WIDTH,)),
    ("layer_1.weight", (WIDTH, WIDTH)),
    ("layer_1.bias", (WIDTH,)),
    ("layer_2.weight", (WIDTH, WIDTH)),
    ("layer_2.bias", (WIDTH,)),
    ("layer_out.weight", (1, WIDTH)),
    ("layer_out.bias", (1,)),
]
SIZES = [int(np.prod(shape)) for _, shape in TENSORS]

x = np.linspace(0, 1, 2 * INTERVALS + 1)[None, :]
quadrature = np.where(np.arange(x.size) % 2 == 1, 4.0, 2.0) / (6 * INTERVALS)
quadrature[[0, -1]] /= 2
source = np.pi**2 * np.sin(np.pi * x)
factor, factor_slope = x * (1 - x), 1 - 2 * x
exact = np.sin(np.pi * x)


def tensors_of(theta):
    return [part.reshape(shape) for part, (_, shape) in zip(np.split(theta, np.cumsum(SIZES)[:-1]), TENSORS)]


def swish(z):
    """The activation and its first two derivatives."""
    p = 1 / (1 + np.exp(-z))
    q = p * (1 - p)
    return z * p, p + z * q, q * (2 + z * (1 - 2 * p))


# Each of the following carries a value and its derivative in x, both [neurons, points].
def linear(weight, bias, y):
    return weight @ y[0] + bias[:, None], weight @ y[1]


def activate(z):
    s, first, second = swish(z[0])
    return (s, first * z[1]), (first, second * z[1])


def forward(theta):
    w0, b0, w1, b1, w2, b2, w3, b3 = tensors_of(theta)
    y = linear(w0, b0, (x, np.ones_like(x)))
    inner, slopes_1 = activate(linear(w1, b1, y))
    branch, slopes_2 = activate(linear(w2, b2, inner))
    out = (y[0] + branch[0], y[1] + branch[1])
    n = linear(w3, b3, out)
    u = factor * n[0], factor_slope * n[0] + factor * n[1]
    loss = float(((u[1] ** 2 / 2 - source * u[0]) @ quadrature)[0])
    return loss, u, (y, inner, out, slopes_1, slopes_2)


def loss(theta):
    return forward(theta)[0]


def value_and_gradient(theta):
    value, u, (y, inner, out, slopes_1, slopes_2) = forward(theta)
    _, _, w1, _, w2, _, w3, _ = tensors_of(theta)

    def linear_back(z, y):
        return (z[0] @ y[0].T + z[1] @ y[1].T).ravel(), z[0].sum(axis=1)

    def activate_back(s, slopes):
        return slopes[0] * s[0] + slopes[1] * s[1], slopes[0] * s[1]

    u_bar = -quadrature * source, quadrature * u[1]
    n_bar = factor * u_bar[0] + factor_slope * u_bar[1], factor * u_bar[1]
    out_bar = w3.T @ n_bar[0], w3.T @ n_bar[1]
    z2_bar = activate_back(out_bar, slopes_2)
    z1_bar = activate_back((w2.T @ z2_bar[0], w2.T @ z2_bar[1]), slopes_1)
    y_bar = out_bar[0] + w1.T @ z1_bar[0], out_bar[1] + w1.T @ z1_bar[1]
    layers = (
        linear_back(y_bar, (x, np.ones_like(x))),
        linear_back(z1_bar, y),
        linear_back(z2_bar, inner),
        linear_back(n_bar, out),
    )
    return value, np.concatenate([part for layer in layers for part in layer])


def relative_error(theta):
    u = forward(theta)[1][0]
    return [float(np.sqrt(((u - exact) ** 2 @ quadrature) / (exact**2 @ quadrature))[0])]


def start(seed):
    """Weights of variance 2 / (rows + columns), biases zero."""
    random = np.random.default_rng(seed)
    parts = [
        random.normal(0, np.sqrt(2 / sum(shape)), shape).ravel() if len(shape) == 2 else np.zeros(shape)
        for _, shape in TENSORS
    ]
    return np.concatenate(parts)


if __name__ == "__main__":
    serve(
        "numpy-ritz",
        sum(SIZES),
        loss,
        value_and_gradient=value_and_gradient,
        start=start,
        tensors=TENSORS,
        metrics=["relativeL2"],
        measure=relative_error,
        lower_bound=-np.pi**2 / 4,
    )
