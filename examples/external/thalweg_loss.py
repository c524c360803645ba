"""Serves a loss to Thalweg over standard input and output: the protocol of docs/external.md.

Copy this file beside your program. It needs the standard library alone; with numpy installed, vectors are numpy arrays,
without it they are array('d') and lists are welcome as answers. `serve_module` needs PyTorch.

    from thalweg_loss import serve
    serve("bowl", 2, lambda x: x[0] ** 2 + x[1] ** 2, gradient=lambda x: [2 * x[0], 2 * x[1]])
"""

import array
import json
import os
import signal
import struct
import sys
import threading
import time
import traceback

try:
    import numpy
except ImportError:
    numpy = None

VERSION = 1
MARK = b"thalweg1"
REQUEST = struct.Struct("<8s5q")  # mark, sequence, code, count, option, bytes
ANSWER = struct.Struct("<8s3q")  # mark, sequence, status, bytes
WANTS_TERMS, WANTS_METRICS = 1, 2


def _take_standard_streams():
    """The pipes of the protocol; print and all libraries write to standard error from now on."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    # An interrupt at the terminal reaches both programs; the other one ends the input when it stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return requests, answers


def _end_with(parent):
    """Ends a computation that goes on when the program that asked for it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


# At once where Thalweg has started this program, so that it may print while it loads.
_streams = _take_standard_streams() if "THALWEG_PROTOCOL" in os.environ else None


def serve(
    name,
    parameters,
    loss,
    *,
    gradient=None,
    value_and_gradient=None,
    product=None,
    residuals=None,
    residual_count=None,
    jacobian=None,
    start=None,
    tensors=None,
    terms=(),
    metrics=(),
    measure=None,
    lower_bound=None,
):
    """Answers until the input ends. All functions are of theta, a vector of `parameters` doubles.

    loss(theta)            the loss; where `terms` names some, their values, which sum to the loss
    gradient(theta)        the gradient; or value_and_gradient(theta), the pair of both, where one pass gives both
    product(theta, v)      the Hessian at theta times the vector v
    residuals(theta)       the vector r of length `residual_count`, where the loss is sum(r**2) + constant; with it
    jacobian(theta)        the rows of dr/dtheta
    start(seed)            a theta to begin a training with
    measure(theta)         the values of `metrics`, such as the error of a solution
    tensors                what theta is made of, in order: (name, shape) or (name, shape, "weight" or "bias")

    All must be functions of their arguments alone: the same theta gives the same bits, always. What is printed after this
    module is imported goes to standard error. An exception is told to the other side; the process can be asked again.
    """
    if (residuals is None) != (jacobian is None) or (residuals is None) != (residual_count is None):
        raise ValueError("residuals, residual_count and jacobian belong together; give all three or none")
    description = {
        "thalweg": VERSION,
        "name": name,
        "parameters": parameters,
        "tensors": tensors and [_tensor(*tensor) for tensor in tensors],
        "terms": list(terms) or None,
        "metrics": list(metrics) or None,
        "lowerBound": lower_bound,
        "residuals": residual_count,
        "offers": [
            word
            for word, function in (
                ("gradient", gradient or value_and_gradient),
                ("products", product),
                ("start", start),
            )
            if function is not None
        ],
    }
    latest = {"theta": None, "rows": None}

    def summed(answer):
        values = [float(value) for value in (answer if terms else [answer])]
        return sum(values), values

    def values(count, option, payload):
        losses, parts, measured = [], [], []
        for k in range(count):
            theta = payload[k * parameters : (k + 1) * parameters]
            value, values_of_terms = summed(loss(theta))
            losses.append(value)
            if option & WANTS_TERMS:
                parts.extend(values_of_terms)
            if option & WANTS_METRICS:
                measured.extend(measure(theta))
        return [losses, parts, measured]

    def gradients(count, option, theta):
        answer, slope = value_and_gradient(theta) if value_and_gradient else (loss(theta), gradient(theta))
        value, values_of_terms = summed(answer)
        return [[value], slope, values_of_terms if option & WANTS_TERMS else []]

    def products(count, option, payload):
        theta = payload[:parameters]
        return [product(theta, payload[k * parameters : (k + 1) * parameters]) for k in range(1, count + 1)]

    def jacobian_rows(count, option, theta):
        if latest["theta"] != theta.tobytes():
            latest["theta"], latest["rows"] = theta.tobytes(), jacobian(theta)
        return [row for row in latest["rows"][option : option + count]]

    handlers = {
        1: values,
        2: gradients,
        3: products,
        4: lambda count, option, theta: [residuals(theta)],
        5: jacobian_rows,
        6: lambda count, option, nothing: [start(option & (2**64 - 1))],
    }
    _answer_until_the_end(description, handlers)


def _answer_until_the_end(description, handlers):
    if _streams is None:
        sys.exit(f'{sys.argv[0]} answers Thalweg: thalweg roughness --objective "process:python3 {sys.argv[0]}"')
    requests, answers = _streams
    answers.write(json.dumps(description).encode() + b"\n")
    answers.flush()
    while True:
        header = requests.read(REQUEST.size)
        if len(header) < REQUEST.size:
            return
        mark, sequence, code, count, option, length = REQUEST.unpack(header)
        if mark != MARK:
            raise ValueError("standard input does not speak the protocol of docs/external.md")
        payload = _doubles(requests.read(length))
        try:
            body = b"".join(_bytes(part) for part in handlers[code](count, option, payload))
            status = 0
        except Exception as fault:
            traceback.print_exc()
            body = f"{type(fault).__name__}: {fault}".encode()
            status = 1
        answers.write(ANSWER.pack(MARK, sequence, status, len(body)) + body)
        answers.flush()


def _tensor(name, shape, role=None):
    tensor = {"name": name, "shape": list(shape)}
    return tensor if role is None else {**tensor, "role": role}


def _doubles(data):
    return array.array("d", data) if numpy is None else numpy.frombuffer(data, dtype="<f8")


def _bytes(values):
    if numpy is not None:
        return numpy.ascontiguousarray(values, dtype="<f8").tobytes()
    return array.array("d", values).tobytes()


def serve_module(make, loss, *, name, residuals=None, lower_bound=None, metrics=(), measure=None):
    """Serves a PyTorch model: make() gives a model with its initial parameters, loss(model) a scalar tensor.

    Gradients and products with the Hessian are derived by autograd. The loss is a sum of squares plus a constant where
    residuals(model) gives their roots, a tensor. measure(model) gives the values of `metrics`. The model is put into double
    precision and evaluation mode (no dropout); the seed of a run is given to torch.manual_seed before make().
    """
    import torch

    torch.set_num_threads(1)  # the sums of several threads differ in their last bits
    model = make().double().eval()
    weights = [weight for weight in model.parameters() if weight.requires_grad]

    latest = {"theta": None, "slope": None}

    def at(theta):
        latest["theta"] = None  # the weights change in place, and what was derived of them is stale
        with torch.no_grad():
            vector, offset = torch.tensor(theta), 0
            for weight in weights:
                weight.copy_(vector[offset : offset + weight.numel()].view_as(weight))
                offset += weight.numel()
        return model

    def flat(tensors):
        return torch.cat(
            [(torch.zeros_like(w) if t is None else t).reshape(-1) for w, t in zip(weights, tensors)]
        )

    def slope(value, **options):
        return flat(torch.autograd.grad(value, weights, allow_unused=True, **options))

    def value_and_gradient(theta):
        value = loss(at(theta))
        return value.item(), slope(value).numpy()

    def product(theta, vector):
        if latest["theta"] != theta.tobytes():
            latest["slope"] = slope(loss(at(theta)), create_graph=True)
            latest["theta"] = theta.tobytes()
        return slope(latest["slope"] @ torch.tensor(vector), retain_graph=True).numpy()

    def jacobian(theta):
        values = residuals(at(theta)).reshape(-1)
        return torch.stack([slope(value, retain_graph=True) for value in values]).numpy()

    def start(seed):
        torch.manual_seed(seed)
        drawn = [weight for weight in make().double().parameters() if weight.requires_grad]
        return torch.cat([weight.detach().reshape(-1) for weight in drawn]).numpy()

    serve(
        name,
        sum(weight.numel() for weight in weights),
        lambda theta: loss(at(theta)).item(),
        value_and_gradient=value_and_gradient,
        product=product,
        residuals=residuals and (lambda theta: residuals(at(theta)).detach().reshape(-1).numpy()),
        residual_count=residuals and residuals(model).numel(),
        jacobian=residuals and jacobian,
        start=start,
        tensors=[
            (key, tuple(weight.shape)) for key, weight in model.named_parameters() if weight.requires_grad
        ],
        metrics=metrics,
        measure=measure and (lambda theta: measure(at(theta))),
        lower_bound=lower_bound,
    )
