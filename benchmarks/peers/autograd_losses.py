"""Losses as users of automatic differentiation write them: the derivatives of u by nested calls of autograd.grad.

Every function is plain PyTorch and also compiles with torch.jit.script.
"""

from typing import List

import torch
from torch import Tensor


def network_value(residual: bool, layers: List[Tensor], x: Tensor) -> Tensor:
    """N(x), [n, 1]."""
    y = torch.nn.functional.linear(x, layers[0], layers[1])
    if residual:
        for block in range((len(layers) - 4) // 4):
            i = 2 + 4 * block
            inner = torch.nn.functional.silu(torch.nn.functional.linear(y, layers[i], layers[i + 1]))
            y = y + torch.nn.functional.silu(torch.nn.functional.linear(inner, layers[i + 2], layers[i + 3]))
    else:
        y = torch.tanh(y)
        for i in range(1, len(layers) // 2 - 1):
            y = torch.tanh(torch.nn.functional.linear(y, layers[2 * i], layers[2 * i + 1]))
    return torch.nn.functional.linear(y, layers[-2], layers[-1])


def derivative(y: Tensor, x: Tensor) -> Tensor:
    """The derivative of every entry of y with respect to its own entry of x; stays in the graph."""
    slope = torch.autograd.grad([y.sum()], [x], create_graph=True)[0]
    assert slope is not None
    return slope


def poisson_loss(residual: bool, layers: List[Tensor], columns: List[Tensor], source: Tensor, weights: Tensor) -> Tensor:
    """Sum of w (-Laplacian(u) - f)^2 with u = prod x(1 - x) N; columns are the coordinates, [n, 1] each."""
    for column in columns:
        column.requires_grad_(True)
    u = network_value(residual, layers, torch.cat(columns, 1))
    for column in columns:
        u = u * (column * (1.0 - column))
    laplacian = torch.zeros_like(u)
    slopes = torch.autograd.grad([u.sum()], columns, create_graph=True)
    for k in range(len(columns)):
        slope = slopes[k]
        assert slope is not None
        laplacian = laplacian + derivative(slope, columns[k])
    r = -laplacian[:, 0] - source
    return (weights * (r * r)).sum()


def burgers_loss(
    residual: bool, layers: List[Tensor], columns: List[Tensor], weights: Tensor, convection: float, diffusion: float
) -> Tensor:
    """Sum of w (u_t + a u u_x - b u_xx)^2 with u = N(x, t)."""
    for column in columns:
        column.requires_grad_(True)
    u = network_value(residual, layers, torch.cat(columns, 1))
    slopes = torch.autograd.grad([u.sum()], columns, create_graph=True)
    u_x, u_t = slopes[0], slopes[1]
    assert u_x is not None and u_t is not None
    r = (u_t + convection * (u * u_x) - diffusion * derivative(u_x, columns[0]))[:, 0]
    return (weights * (r * r)).sum()
