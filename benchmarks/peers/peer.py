"""Serves timings of PyTorch to the benchmark program: one JSON request per line of standard input, one JSON answer per line.

  {"command": "info"}                                           versions, BLAS and threads
  {"command": "products", "seconds": S}                          seconds per product of matrices as layers have, and their largest relative error
  {"command": "load", "arrays": FILE.npz, "shapes": [...], ...}  the case that the requests after it mean (see case.load)
  {"command": "images", "arrays": FILE.npz, "network": NAME, ...} the same of a network on images (see images.load); its only variant is "layers"
  {"command": "value", "variant": NAME}                          losses, and the gradient or the product, for comparison
  {"command": "warm", "variant": NAME, "seconds": S}             evaluates for S seconds
  {"command": "time", "variant": NAME, "seconds": S}             evaluates for about S seconds; seconds and processor time per evaluation

The number of threads is set by the environment (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS) before the process starts.
"""

import ctypes
import json
import os
import platform
import sys
import time

import numpy
import torch

import case
import images
import variants


def blas() -> str:
    """The BLAS that is mapped into this process, asked by its own name where it is OpenBLAS."""
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    with open("/proc/self/maps") as maps:
        files = sorted({line.split()[-1] for line in maps if "blas" in line or "libmkl" in line})
    for file in files:
        library = ctypes.CDLL(file)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = ctypes.c_char_p
            return f"{library.openblas_get_config().decode()}, {library.openblas_get_num_threads()} thread(s)"
    return ", ".join(os.path.basename(file) for file in files) or "none found"


def info() -> dict:
    settings = torch.__config__.show()
    build = [line.strip(" -") for line in settings.splitlines() if "BLAS_INFO" not in line and "Build" not in line]
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "blas": blas(),
        "build": "; ".join(build[1:]),
        "capability": torch.backends.cpu.get_cpu_capability()
        if hasattr(torch.backends, "cpu")
        else next((l.split(": ")[1] for l in settings.splitlines() if "CPU capability" in l), "unknown"),
        "threads": torch.get_num_threads(),
    }


def products(seconds: float) -> dict:
    """What the BLAS takes for one product of each kind that networks of these widths need, compared with sums made without it."""
    generator = torch.Generator().manual_seed(1)
    pairs = []
    error = 0.0
    for rows, depth, columns in ((20, 20, 30000), (50, 50, 40000), (30000, 20, 20), (4, 4, 1203)):
        a = torch.randn(rows, depth, generator=generator, dtype=torch.float64)
        b = torch.randn(depth, columns, generator=generator, dtype=torch.float64)
        at = torch.randint(columns, (16,), generator=generator)
        expected = (a[:64, :, None] * b[None, :, at]).sum(1)
        error = max(error, ((a[:64] @ b)[:, at] - expected).abs().max().item() / expected.abs().max().item())
        pairs.append((a, b))
    return {**run_for(lambda: [a @ b for a, b in pairs], seconds), "deviation": error}


class Session:
    def __init__(self):
        self.case = None
        self.gradient = False
        self.made = {}

    def evaluation(self, name: str):
        if name not in self.made:
            self.made[name] = variants.variant(name, self.case, self.gradient)
        return self.made[name]

    def answer(self, request: dict) -> dict:
        command = request["command"]
        if command == "info":
            return info()
        if command == "products":
            return products(request["seconds"])
        if command == "load":
            self.case = case.load(request)
            self.gradient = request["gradient"]
            self.made = {}
            return {"parameters": sum(layer.numel() for layer in self.case.layers)}
        if command == "images":
            self.made = {"layers": images.load(request)}
            return {"networks": 1}
        evaluate = self.evaluation(request["variant"])
        if command == "value":
            losses, *gradient = evaluate()
            return {
                "losses": losses.detach().double().reshape(-1).tolist(),
                "gradient": [v for part in gradient for v in part.detach().double().reshape(-1).tolist()],
            }
        if command in ("warm", "time"):
            return run_for(evaluate, request["seconds"])
        raise ValueError(f"no command is called '{command}'")


def run_for(evaluate, seconds: float) -> dict:
    count = 0
    processor = time.process_time()
    start = time.perf_counter()
    while True:
        evaluate()
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            used = time.process_time() - processor
            return {"count": count, "seconds": elapsed / count, "processor": used / count}


def main() -> None:
    answers = sys.stdout
    sys.stdout = sys.stderr
    session = Session()
    for line in sys.stdin:
        try:
            answer = session.answer(json.loads(line))
        except Exception as fault:  # The other side prints what went wrong and stops.
            answer = {"error": f"{type(fault).__name__}: {fault}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
