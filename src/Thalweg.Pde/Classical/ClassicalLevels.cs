using System.Diagnostics;
using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Classical;

/// <summary>What a classical solver reaches at one resolution after the other.</summary>
public static class ClassicalLevels
{
    /// <summary>Solves until the error stops falling, or is no larger than that of the reference, or the finest resolution is reached.</summary>
    /// <remarks>No time enters the choice, so that the levels are the same on every machine; only <see cref="ClassicalLevel.Seconds"/> differ. The coarsest
    /// resolution is solved once before, so that no compilation is timed.</remarks>
    /// <param name="progress">Takes the fraction that is done.</param>
    /// <exception cref="ArgumentException">No solution of the problem is known.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ClassicalResult Of(
        ClassicalSolver solver,
        Problem problem,
        CancellationToken cancellation,
        Action<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentNullException.ThrowIfNull(problem);
        var error = new RelativeError(problem);
        var known = Reference.Of(problem)?.Certificate?.Error;
        var levels = new List<ClassicalLevel>();
        var best = double.PositiveInfinity;
        var stop = ClassicalStop.Finest;
        solver.Solve(solver.Sizes[0], cancellation);
        foreach (var size in solver.Sizes)
        {
            var clock = Stopwatch.StartNew();
            var solution = solver.Solve(size, cancellation);
            var seconds = clock.Elapsed.TotalSeconds;
            var (relative, nodes) = error.Of(solution, cancellation);
            levels.Add(new ClassicalLevel(size, solution.Unknowns, solution.Steps, relative, nodes, seconds));
            progress?.Invoke((double)levels.Count / solver.Sizes.Count);
            if (relative <= error.Relative(known ?? 0))
            {
                stop = ClassicalStop.Reference;
                break;
            }
            // A grid that does not see the solution may get worse before it gets better.
            if (best < 1e-2 && !(relative < 0.5 * best))
            {
                stop = ClassicalStop.Stalled;
                break;
            }
            best = relative < best ? relative : best;
        }
        return new ClassicalResult(levels, stop);
    }
}

/// <summary>Why no finer resolution was tried.</summary>
public enum ClassicalStop
{
    /// <summary>The error fell to less than half no more.</summary>
    Stalled,

    /// <summary>The error is no larger than what the reference is certified to.</summary>
    Reference,

    /// <summary>There is no finer resolution.</summary>
    Finest,
}

/// <summary>All levels, coarse to fine.</summary>
public sealed record ClassicalResult(IReadOnlyList<ClassicalLevel> Levels, ClassicalStop Stop)
{
    public IReadOnlyList<ClassicalLevel> Levels { get; init; } =
        Levels ?? throw new ArgumentNullException(nameof(Levels));
}

/// <summary>One resolution.</summary>
/// <param name="Size">Cells or waves along an axis.</param>
/// <param name="Unknowns">Numbers that were solved for, at one time where the problem has a time.</param>
/// <param name="Steps">Of time; null where the problem has none.</param>
/// <param name="RelativeL2">‖u − u*‖/‖u*‖ over the domain, and over the time where there is one.</param>
/// <param name="Nodes">Points that the error was measured on.</param>
/// <param name="Seconds">Of one thread for assembly and solution, without the measurement of the error.</param>
public sealed record ClassicalLevel(int Size, long Unknowns, int? Steps, double RelativeL2, int Nodes, double Seconds);
