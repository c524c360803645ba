using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Cases;

/// <summary>The workloads whose bits and times are compared between instruction sets.</summary>
internal static class BitCases
{
    private const int BatchSize = 100;

    public static IReadOnlyDictionary<string, Func<Workload>> All { get; } =
        new Dictionary<string, Func<Workload>>
        {
            ["burgers"] = () => Workloads.Burgers(),
            ["burgers, single"] = () => Workloads.Burgers(Precision.Single),
            ["poisson-2d"] = () => Workloads.PoissonSquare(),
            ["poisson-2d, single"] = () => Workloads.PoissonSquare(Precision.Single),
            ["residual-1d"] = () => Workloads.ResidualLine(BatchSize),
        };
}
