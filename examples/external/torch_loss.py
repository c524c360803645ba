"""Any PyTorch model as a loss for Thalweg: say how it is made and what its loss is. The rest of the file is an example.

The same deep Ritz loss as numpy_loss.py, its derivatives by autograd.
"""

import math

import torch

from thalweg_loss import serve_module


class Residual(torch.nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.layer_in = torch.nn.Linear(1, width)
        self.layer_1 = torch.nn.Linear(width, width)
        self.layer_2 = torch.nn.Linear(width, width)
        self.layer_out = torch.nn.Linear(width, 1)

    def forward(self, x):
        swish = torch.nn.functional.silu
        y = self.layer_in(x)
        return self.layer_out(y + swish(self.layer_2(swish(self.layer_1(y)))))


intervals = 200
x = torch.linspace(0, 1, 2 * intervals + 1, dtype=torch.float64)[:, None].requires_grad_()
quadrature = torch.tensor([2.0, 4.0] * intervals + [1.0], dtype=torch.float64)[:, None] / (6 * intervals)
quadrature[0] /= 2


def ritz(model):
    u = x * (1 - x) * model(x)
    (slope,) = torch.autograd.grad(u.sum(), x, create_graph=True)
    source = math.pi**2 * torch.sin(math.pi * x)
    return (quadrature * (slope**2 / 2 - source * u)).sum()


if __name__ == "__main__":
    serve_module(Residual, ritz, name="torch-ritz", lower_bound=-math.pi**2 / 4)
