"""Exact limits of binomial shares and quantiles for BinomialIntervalTests. Needs python3-scipy; prints rows of InlineData."""

from scipy.stats import beta, binom

for trials, successes, level in [
    (1, 0, 0.95),
    (1, 1, 0.95),
    (10, 0, 0.95),
    (10, 3, 0.95),
    (10, 10, 0.9),
    (100, 0, 0.95),
    (100, 2, 0.95),
    (400, 20, 0.95),
    (400, 20, 0.99),
    (400, 399, 0.95),
    (100000, 5000, 0.95),
    (100000, 1, 0.95),
]:
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else float(beta.ppf(tail, successes, trials - successes + 1))
    high = 1.0 if successes == trials else float(beta.isf(tail, successes + 1, trials - successes))
    print(f"[InlineData({successes}, {trials}, {level}, {low!r}, {high!r})]")

for count, probability, level in [
    (20, 0.5, 0.95),
    (5, 0.5, 0.95),
    (6, 0.5, 0.95),
    (100, 0.05, 0.95),
    (400, 0.05, 0.95),
    (400, 0.05, 0.99),
    (400, 0.95, 0.95),
    (60, 0.05, 0.95),
]:
    tail = (1 - level) / 2
    # The quantile lies at or above order statistic r with probability P(X >= r) and at or below s with P(X <= s - 1).
    lower = max([r for r in range(1, count + 1) if binom.cdf(r - 1, count, probability) <= tail], default=0)
    upper = min([s for s in range(1, count + 1) if binom.sf(s - 1, count, probability) <= tail], default=count + 1)
    print(f"[InlineData({count}, {probability}, {level}, {lower}, {upper})]")
