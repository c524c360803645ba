"""The four networks on images and their losses, as PyTorch's own layers compute them."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional


def load(request: dict):
    """Reads images [n, 784], labels [n], the order of pixels and parameters [P] from an .npz file; what evaluates loss and gradient."""
    arrays = np.load(request["arrays"])
    dtype = torch.float64 if request["precision"] == "double" else torch.float32
    counts = [int(np.prod(shape)) for shape in request["shapes"]]
    parts = np.split(arrays["parameters"], np.cumsum(counts)[:-1])
    layers = [
        torch.tensor(part.reshape(shape), dtype=dtype).requires_grad_() for part, shape in zip(parts, request["shapes"])
    ]
    images = torch.tensor(arrays["images"], dtype=dtype)
    labels = torch.tensor(arrays["labels"].astype(np.int64))
    softplus = functional.softplus

    def fcp():
        first, second, last = layers
        return classes(softplus(softplus(images @ first.T) @ second.T) @ last.T)

    def autoencoder():
        x = images
        for weight in layers[:-1]:
            x = softplus(x @ weight.T)
        return ((torch.sigmoid(x @ layers[-1].T) - images) ** 2).mean()

    def lenet():
        w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = layers
        x = functional.avg_pool2d(softplus(functional.conv2d(images.view(-1, 1, 28, 28), w1, b1, padding=2)), 2)
        x = functional.avg_pool2d(softplus(functional.conv2d(x, w2, b2)), 2).flatten(1)
        x = softplus(functional.linear(x, w3, b3))
        return classes(functional.linear(softplus(functional.linear(x, w4, b4)), w5, b5))

    def classes(z):
        return functional.cross_entropy(z, labels)

    if request["network"] == "lstm":
        images = images[:, torch.tensor(arrays["order"].astype(np.int64))].view(-1, 28, 28).contiguous()
        lstm = torch.nn.LSTM(28, layers[1].shape[1], batch_first=True).to(dtype)
        with torch.no_grad():
            for own, given in zip(lstm.parameters(), layers):
                own.copy_(given.reshape(own.shape))
        layers = [*lstm.parameters(), layers[-1]]

    def recurrent():
        return classes(lstm(images)[0][:, -1] @ layers[-1].T)

    loss = {"fcp": fcp, "autoencoder": autoencoder, "lenet": lenet, "lstm": recurrent}[request["network"]]

    def evaluate():
        value = loss()
        return (value, *torch.autograd.grad(value, layers))

    return evaluate
