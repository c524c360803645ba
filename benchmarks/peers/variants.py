"""The ways in which the peer computes one case, by name; each returns losses, and the gradient where the case asks for it."""

from typing import Callable, Dict, List

import torch

import autograd_losses
import batch_losses
import stream_losses
from case import Case
from point_loop import PointLoop


def by_autograd(case: Case, losses) -> Callable[[], torch.Tensor]:
    columns = [case.nodes[:, k : k + 1].clone() for k in range(case.dimension)]
    residual = case.network == "resnet"
    if case.equation == "poisson":
        return lambda: losses["poisson"](residual, case.layers, columns, case.source, case.weights)
    return lambda: losses["burgers"](
        residual, case.layers, columns, case.weights, case.convection, case.diffusion
    )


def by_streams(case: Case, losses) -> Callable[[], torch.Tensor]:
    residual = case.network == "resnet"
    if case.equation == "poisson":
        return lambda: losses["poisson"](
            residual,
            case.layers,
            case.nodes,
            case.source,
            case.weights,
            case.factor,
            case.factor_gradient,
            case.factor_laplacian,
        )
    return lambda: losses["burgers"](
        residual, case.layers, case.nodes, case.weights, case.convection, case.diffusion
    )


def by_batch(case: Case, chunk: int) -> Callable[[], torch.Tensor]:
    """All parameter vectors, `chunk` at a time."""
    count = case.layers[0].shape[0]
    parts = [[t[i : i + chunk].contiguous() for t in case.layers] for i in range(0, count, chunk)]
    coordinates = (case.source, case.weights, case.factor, case.factor_gradient, case.factor_laplacian)
    return lambda: torch.cat([batch_losses.poisson_losses_1d(part, case.nodes, *coordinates) for part in parts])


def without_graph(losses: Callable[[], torch.Tensor]) -> Callable[[], torch.Tensor]:
    def run() -> torch.Tensor:
        with torch.no_grad():
            return losses()

    return run


EAGER_AUTOGRAD = {"poisson": autograd_losses.poisson_loss, "burgers": autograd_losses.burgers_loss}
EAGER_STREAMS = {"poisson": stream_losses.poisson_loss, "burgers": stream_losses.burgers_loss}


def scripted(losses: Dict[str, Callable]) -> Dict[str, Callable]:
    return {name: torch.jit.script(function) for name, function in losses.items()}


KEPT = ", graph kept"


def by_double_backward(case: Case, loss: Callable[[], torch.Tensor], keep: bool) -> Callable[[], List[torch.Tensor]]:
    """The product of the Hessian with the case's vector: a backward pass through a backward pass.

    With `keep` the graph of the gradient is made once and only the second pass runs again, which is the best that can be
    done for many products at one point, at the price of a graph of all points in memory."""
    made = []

    def differentiated() -> tuple:
        value = loss()
        return value, torch.autograd.grad(value, case.layers, create_graph=True)

    def product() -> List[torch.Tensor]:
        if keep and not made:
            made.append(differentiated())
        value, gradient = made[0] if keep else differentiated()
        return [value, *torch.autograd.grad(gradient, case.layers, grad_outputs=case.vector, retain_graph=keep)]

    return product


def variant(name: str, case: Case, gradient: bool) -> Callable[[], List[torch.Tensor]]:
    """A function of no argument that evaluates the case once: [losses], [loss, *gradient] or, with a vector, [loss, *product]."""
    keep = name.endswith(KEPT)
    name = name[: -len(KEPT)] if keep else name
    if name == "autograd, eager":
        loss = by_autograd(case, EAGER_AUTOGRAD)
    elif name == "autograd, TorchScript":
        loss = by_autograd(case, scripted(EAGER_AUTOGRAD))
    elif name == "streams, eager":
        loss = by_streams(case, EAGER_STREAMS)
    elif name == "streams, TorchScript":
        loss = by_streams(case, scripted(EAGER_STREAMS))
    elif name.startswith("batch of "):
        loss = by_batch(case, int(name.split()[2]))
    elif name == "loop over points":
        loss = PointLoop(case)
    else:
        raise ValueError(f"no variant is called '{name}'")
    if case.vector:
        return by_double_backward(case, loss, keep)
    if gradient:

        def with_gradient() -> List[torch.Tensor]:
            value = loss()
            return [value, *torch.autograd.grad(value, case.layers)]

        return with_gradient
    if not name.startswith(("autograd", "loop")):
        loss = without_graph(loss)
    return lambda: [loss()]
