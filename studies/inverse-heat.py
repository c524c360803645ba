"""Temperatures of a rod with noise, for inverse-heat.yaml: u = exp(-k pi^2 t) sin(pi x) with k = 1/4 at 60 random places and times.

Run: python3 inverse-heat.py > inverse-heat.csv
"""
import math
import random

CONDUCTIVITY, SIGMA, COUNT = 0.25, 0.05, 60

random.seed(1)
print("x,t,u,u_sigma")
for _ in range(COUNT):
    x, t = random.random(), random.random()
    u = math.exp(-CONDUCTIVITY * math.pi**2 * t) * math.sin(math.pi * x) + random.gauss(0, SIGMA)
    print(f"{x:.6f},{t:.6f},{u:.6f},{SIGMA}")
