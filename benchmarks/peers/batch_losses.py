"""Losses of many parameter vectors of a residual swish network at once, without gradients: one batched product per layer.

Tensors are [K, width, n], so that the elementwise work runs along the points; a batch goes through in chunks that stay in
the cache, whose size the caller chooses by trial.
"""

from typing import List

import torch
from torch import Tensor

from stream_losses import activate


def linear(streams: List[Tensor], weight: Tensor, bias: Tensor) -> List[Tensor]:
    out = [torch.baddbmm(bias.unsqueeze(2), weight, streams[0])]
    for k in range(1, len(streams)):
        out.append(torch.bmm(weight, streams[k]))
    return out


def poisson_losses_1d(
    layers: List[Tensor],
    x: Tensor,
    source: Tensor,
    weights: Tensor,
    factor: Tensor,
    factor_gradient: Tensor,
    factor_laplacian: Tensor,
) -> Tensor:
    """[K] losses of the one-dimensional Poisson residual."""
    points = x.shape[0]
    w = layers[0]
    y = [
        torch.baddbmm(layers[1].unsqueeze(2), w, x.t().unsqueeze(0).expand(w.shape[0], 1, points)),
        w.expand(w.shape[0], w.shape[1], points),
        torch.zeros_like(w).expand(w.shape[0], w.shape[1], points),
    ]
    for block in range((len(layers) - 4) // 4):
        i = 2 + 4 * block
        inner = activate(True, linear(y, layers[i], layers[i + 1]), 1.0, 1)
        branch = activate(True, linear(inner, layers[i + 2], layers[i + 3]), 1.0, 1)
        for k in range(3):
            y[k] = y[k] + branch[k]
    n = linear(y, layers[-2], layers[-1])
    laplacian = factor * n[2][:, 0] + 2.0 * (factor_gradient[:, 0] * n[1][:, 0]) + factor_laplacian * n[0][:, 0]
    r = -laplacian - source
    return (r * r) @ weights
