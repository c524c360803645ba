using System.Globalization;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Whether the training points are too far apart for the shortest wave of the solution along an axis.</summary>
/// <remarks>The exact solution is looked at, or where it is not finite the network's; the wave is the one that 99 % of its power is not
/// below. Points that are drawn anew at every step are not judged: over a training there are as many as one likes.</remarks>
public static class CoarsePoints
{
    /// <summary>A warning per axis, or nothing. Cost: the solution at 16 · 513 points per axis.</summary>
    public static IEnumerable<Warning> Check(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        WarningLimits limits
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(limits);
        if (objective.Quadrature.Redrawn)
        {
            yield break;
        }
        var (points, domain) = (objective.InteriorPoints, objective.Problem.Domain);
        for (var axis = 0; axis < domain.Dimension; axis++)
        {
            var lines = new AxisLines(objective, axis, parameters, team);
            if (ShortestWave.Of(lines) is not { } wave)
            {
                continue;
            }
            var spacing = PointSpacing.Along(axis, points, domain, lines);
            var perWave = wave / spacing;
            if (!(perWave < limits.PointsPerWave))
            {
                continue;
            }
            var finer = limits.PointsPerWave / perWave;
            var advice = PointSpacing.IsProduct(points)
                ? $"take {RoundedUp(finer):0.#} times as many along it"
                : $"take {RoundedUp(Power(finer, domain.Dimension)):0.#} times as many";
            yield return new Warning(
                Warning.CoarsePoints,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"along {Name(domain.TimeAxis == axis, axis)} the {(lines.IsExact ? "exact solution" : "network's solution")} has waves of length {wave:G3}, and the {points.Count} training points are {spacing:G3} apart where it changes: {perWave:G2} points per wave, expected {limits.PointsPerWave:G2} or more; {advice}, or points that follow the residual (a sampler such as rad)"
                )
            );
        }
    }

    private static string Name(bool isTime, int axis) =>
        isTime ? "t" : string.Create(CultureInfo.InvariantCulture, $"x[{axis}]");

    private static double Power(double value, int exponent) =>
        Enumerable.Repeat(value, exponent).Aggregate(1.0, (a, b) => a * b);

    /// <summary>To a tenth, so that nobody is told to take once as many points.</summary>
    private static double RoundedUp(double factor) => Math.Ceiling(10 * factor) / 10;
}
