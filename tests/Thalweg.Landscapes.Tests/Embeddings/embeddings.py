"""Embeddings of random vectors, computed by NumPy: writes embeddings.json beside this file.

    /usr/bin/python3 embeddings.py

The vectors are written too: two groups of normal vectors about centres 3 apart. Coordinates follow the convention
√λ · unit eigenvector, the entry of largest magnitude positive."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(7)
N, P, K = 14, 9, 3
X = rng.normal(size=(N, P)) + 3 * (np.arange(N) % 2)[:, None] / np.sqrt(P)
Y = rng.normal(size=(4, P))


def squares(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


KERNELS = {
    "rbf": lambda a, b: np.exp(-squares(a, b) / P),
    "rbf-2": lambda a, b: np.exp(-squares(a, b) / 2.0),
    "linear": lambda a, b: a @ b.T,
    "polynomial": lambda a, b: (a @ b.T / P + 1) ** 3,
    "sigmoid": lambda a, b: np.tanh(a @ b.T / P + 1),
}


def components(matrix):
    centre = np.eye(N) - 1.0 / N
    values, vectors = np.linalg.eigh(centre @ matrix @ centre)
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(0), range(N)])
    return values, vectors


def entry(values, vectors):
    positive = values[values > 0].sum()
    return {
        "eigenvalues": values.tolist(),
        "explained": (np.maximum(values, 0) / positive).tolist(),
        "coordinates": (vectors[:, :K] * np.sqrt(values[:K])).tolist(),
    }


result = {"vectors": X.tolist(), "others": Y.tolist(), "kernels": {}}
for name, kernel in KERNELS.items():
    gram = kernel(X, X)
    values, vectors = components(gram)
    across = kernel(Y, X)
    centred = across - across.mean(1, keepdims=True) - gram.mean(0, keepdims=True) + gram.mean()
    result["kernels"][name] = entry(values, vectors) | {
        "projected": (centred @ vectors[:, :K] / np.sqrt(values[:K])).tolist()
    }
for name, distance in (("euclidean", np.sqrt(squares(X, X))), ("largest", np.abs(X[:, None] - X[None]).max(-1))):
    values, vectors = components(-0.5 * distance**2)
    upper = distance[np.triu_indices(N, 1)]
    result[name] = entry(values, vectors) | {"distances": distance.tolist(), "mean": float(upper.mean())}
# The same by another way: the covariance matrix.
result["variances"] = np.linalg.eigvalsh(np.cov(X.T))[::-1].tolist()
pathlib.Path(__file__).with_name("embeddings.json").write_text(json.dumps(result, indent=1) + "\n")
