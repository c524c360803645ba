using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Cases;

/// <summary>One value of a quantity that grows.</summary>
/// <param name="Value">Of the quantity.</param>
/// <param name="Work">What the cost should be proportional to.</param>
/// <param name="Create">The objective with its parameters: what it takes belongs to the memory of the case.</param>
internal sealed record GrowthCase(
    double Value,
    double Work,
    Func<Workload> Create,
    Action<Workload, WorkerTeam> Evaluate
);
