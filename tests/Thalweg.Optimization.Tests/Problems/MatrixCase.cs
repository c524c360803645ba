using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>A row of the matrix of problems and methods.</summary>
internal sealed record MatrixCase(string Name, Func<IObjective> Objective, double[] Start, Func<double, bool> Reached)
{
    public static IReadOnlyList<MatrixCase> All { get; } =
    [
        .. MoreGarbowHillstrom.All.Select(p => new MatrixCase(p.Name, p.Objective, p.Start, p.Reached)),
        .. new[] { 2, 4, 6 }.Select(IllConditioned),
        // The three minima, computed by Newton's method: see StationaryPointTests.
        MullerBrown("muller-brown-a", -1, 1.2),
        MullerBrown("muller-brown-b", 0.9, 0.2),
        MullerBrown("muller-brown-saddle", -0.82, 0.62),
    ];

    /// <summary>Thirty eigenvalues from 1 to 10^digits in a random basis; reached at 1e-20 of the first loss.</summary>
    private static MatrixCase IllConditioned(int digits)
    {
        double[] spectrum = [.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, digits * i / 29.0))];
        double[] start = [.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? 1.0 : -0.5)];
        var first = 0.5 * spectrum.Sum();
        return new(
            $"quadratic-1e{digits}",
            () => Quadratic.Create(spectrum, basisSeed: 9),
            start,
            L => L <= 1e-20 * first
        );
    }

    private static MatrixCase MullerBrown(string name, double x, double y)
    {
        double[] minima = [-146.699517209954, -108.166724116852, -80.767818129659];
        return new(name, ExponentialSum.MullerBrown, [x, y], L => minima.Any(m => Math.Abs(L - m) <= 2e-12 * -m));
    }
}
