"""One loss on given points and weights, as every variant of the peer receives it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import List

import numpy as np
import torch


@dataclass
class Case:
    """What the variants share: tensors of the network, points, and everything that depends on the coordinates alone."""

    network: str  # "mlp" (tanh after every hidden layer) or "resnet" (linear input, blocks y + s(B s(A y + a) + b), swish)
    equation: str  # "poisson": (-Laplacian(u) - f)^2, u = phi N; "burgers": (u_t + a u u_x - b u_xx)^2, u = N
    layers: List[torch.Tensor]  # weight, bias, weight, bias, ...; with a leading axis for a batch of parameter vectors
    nodes: torch.Tensor  # [n, d]
    weights: torch.Tensor  # [n]
    source: torch.Tensor  # [n], f of the Poisson equation
    factor: torch.Tensor  # [n], phi
    factor_gradient: torch.Tensor  # [n, d]
    factor_laplacian: torch.Tensor  # [n]
    convection: float  # a
    diffusion: float  # b
    vector: List[torch.Tensor]  # what the Hessian is multiplied by, cut as the layers; empty without products

    @property
    def dimension(self) -> int:
        return self.nodes.shape[1]


def load(request: dict) -> Case:
    """Reads nodes [n, d], weights [n] and parameters [P] or [K, P] from an .npz file and cuts the parameters into tensors."""
    arrays = np.load(request["arrays"])
    dtype = torch.float64 if request["precision"] == "double" else torch.float32
    nodes = arrays["nodes"]
    d = nodes.shape[1]
    sines = np.sin(math.pi * nodes)
    bumps = nodes * (1.0 - nodes)
    slopes = 1.0 - 2.0 * nodes
    others = [np.prod(np.delete(bumps, k, axis=1), axis=1) for k in range(d)]

    def tensor(array: np.ndarray) -> torch.Tensor:
        return torch.tensor(np.ascontiguousarray(array), dtype=dtype)

    def cut(parameters: np.ndarray) -> List[torch.Tensor]:
        counts = [int(np.prod(shape)) for shape in request["shapes"]]
        parts = np.split(parameters, np.cumsum(counts)[:-1], axis=-1)
        return [tensor(part.reshape(*part.shape[:-1], *shape)) for part, shape in zip(parts, request["shapes"])]

    layers = [layer.requires_grad_(request["gradient"]) for layer in cut(arrays["parameters"])]
    return Case(
        network=request["network"],
        equation=request["equation"],
        layers=layers,
        nodes=tensor(nodes),
        weights=tensor(arrays["weights"]),
        source=tensor(d * math.pi**2 * np.prod(sines, axis=1)),
        factor=tensor(np.prod(bumps, axis=1)),
        factor_gradient=tensor(np.stack([slopes[:, k] * others[k] for k in range(d)], axis=1)),
        factor_laplacian=tensor(np.sum([-2.0 * others[k] for k in range(d)], axis=0)),
        convection=request.get("convection", 0.0),
        diffusion=request.get("diffusion", 0.0),
        vector=cut(arrays["vector"]) if "vector" in arrays else [],
    )
