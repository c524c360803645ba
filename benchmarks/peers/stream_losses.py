"""The same losses with the derivatives of u carried forward with its value, collapsed as far as the equation allows.

Streams of a layer are separate tensors [n, width], so that nothing is copied together. Poisson carries N, dN/dx_k and the
Laplacian as one stream (d + 2); Burgers carries N, dN/dx and (d/dt - b d2/dx2) N as one stream (3). Every function is plain
PyTorch and also compiles with torch.jit.script; the parameter gradient is one backward call.
"""

from typing import List

import torch
from torch import Tensor


def activate(residual: bool, streams: List[Tensor], curvature: float, bent: int) -> List[Tensor]:
    """Streams through tanh, or swish in a residual network: the last stream gains curvature s'' sum_k z_k^2 over the first
    `bent` derivatives."""
    z = streams[0]
    if residual:
        sigmoid = torch.sigmoid(z)
        value = z * sigmoid
        first = sigmoid + value * (1.0 - sigmoid)
        second = sigmoid * (1.0 - sigmoid) * (2.0 + z * (1.0 - 2.0 * sigmoid))
    else:
        value = torch.tanh(z)
        first = 1.0 - value * value
        second = -2.0 * (value * first)
    out = [value]
    for k in range(1, len(streams) - 1):
        out.append(first * streams[k])
    squares = streams[1] * streams[1]
    for k in range(2, 1 + bent):
        squares = squares + streams[k] * streams[k]
    out.append(first * streams[-1] + curvature * (second * squares))
    return out


def linear(streams: List[Tensor], weight: Tensor, bias: Tensor) -> List[Tensor]:
    transposed = weight.t()
    out = [torch.addmm(bias, streams[0], transposed)]
    for k in range(1, len(streams)):
        out.append(torch.mm(streams[k], transposed))
    return out


def first_layer(x: Tensor, weight: Tensor, bias: Tensor, moving: List[int], last: int) -> List[Tensor]:
    """Value, derivatives along the axes in `moving`, and the collapsed stream: the derivative along axis `last`, or 0 for -1.
    The derivatives of a linear map are constants, kept as rows that broadcast over the points."""
    out = [torch.addmm(bias, x, weight.t())]
    for axis in moving:
        out.append(weight[:, axis].unsqueeze(0))
    if last >= 0:
        out.append(weight[:, last].unsqueeze(0))
    else:
        out.append(torch.zeros_like(weight[:, 0]).unsqueeze(0))
    return out


def network_streams(
    residual: bool, layers: List[Tensor], x: Tensor, moving: List[int], last: int, curvature: float
) -> List[Tensor]:
    """Streams of N, [n] each."""
    bent = len(moving)
    y = first_layer(x, layers[0], layers[1], moving, last)
    if residual:
        for k in range(1, len(y)):
            y[k] = y[k].expand(x.shape[0], -1)
        for block in range((len(layers) - 4) // 4):
            i = 2 + 4 * block
            inner = activate(residual, linear(y, layers[i], layers[i + 1]), curvature, bent)
            branch = activate(residual, linear(inner, layers[i + 2], layers[i + 3]), curvature, bent)
            for k in range(len(y)):
                y[k] = y[k] + branch[k]
    else:
        y = activate(residual, y, curvature, bent)
        for i in range(1, len(layers) // 2 - 1):
            y = activate(residual, linear(y, layers[2 * i], layers[2 * i + 1]), curvature, bent)
    out = linear(y, layers[-2], layers[-1])
    return [stream[:, 0] for stream in out]


def poisson_loss(
    residual: bool,
    layers: List[Tensor],
    x: Tensor,
    source: Tensor,
    weights: Tensor,
    factor: Tensor,
    factor_gradient: Tensor,
    factor_laplacian: Tensor,
) -> Tensor:
    d = x.shape[1]
    n = network_streams(residual, layers, x, [k for k in range(d)], -1, 1.0)
    laplacian = factor * n[-1] + factor_laplacian * n[0]
    for k in range(d):
        laplacian = laplacian + 2.0 * (factor_gradient[:, k] * n[1 + k])
    r = -laplacian - source
    return (weights * (r * r)).sum()


def burgers_loss(
    residual: bool, layers: List[Tensor], x: Tensor, weights: Tensor, convection: float, diffusion: float
) -> Tensor:
    n = network_streams(residual, layers, x, [0], 1, -diffusion)
    r = n[2] + convection * (n[0] * n[1])
    return (weights * (r * r)).sum()
