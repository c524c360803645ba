using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>A solver of one problem without a network, at one resolution after the other: what trained networks are measured against.</summary>
/// <remarks>The same bits on every machine: one thread, and elementary functions of the project's own.</remarks>
public abstract class ClassicalSolver
{
    /// <summary>What it does, as the middle of a sentence.</summary>
    public abstract string Method { get; }

    /// <summary>The resolutions, coarse to fine, each about twice as fine as the one before.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>Solves the problem.</summary>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract ClassicalSolution Solve(int size, CancellationToken cancellation);

    /// <summary>The one for a linear equation of second order with constant coefficients on a box with u = 0 on its sides, or the heat equation there, however it
    /// was written; null for other problems.</summary>
    public static ClassicalSolver? OnBox(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return BoxEquation.Of(problem) is { } equation ? new BoxDifferences(equation) : null;
    }

    /// <summary>The one for a single equation of second order on an interval, linear or not, with a condition at each end; null for other problems.</summary>
    public static ClassicalSolver? OnInterval(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return IntervalCollocation.Of(problem);
    }
}

/// <summary>What a classical solver has found.</summary>
/// <param name="Unknowns">Numbers that it solved for, at one time where the problem has a time.</param>
/// <param name="Steps">Of time; null where the problem has none.</param>
/// <param name="Values">u at points of the domain, [n].</param>
public sealed record ClassicalSolution(long Unknowns, int? Steps, Func<PointSet, double[]> Values)
{
    public Func<PointSet, double[]> Values { get; init; } = Values ?? throw new ArgumentNullException(nameof(Values));
}
