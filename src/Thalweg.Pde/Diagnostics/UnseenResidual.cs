using System.Globalization;
using System.Numerics;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Whether the loss is small on the training points alone.</summary>
/// <remarks>
/// <para>Squares: for each term the mean of r² over independent uniform points is compared with its weighted mean over the
/// training points.</para>
/// <para>Energies: the two estimates of ∫ e are compared with the standard error of the independent one and with ∫ |e|; an
/// energy that differs by less than a tenth of the latter is no concern.</para>
/// </remarks>
public static class UnseenResidual
{
    private const int LeastPoints = 4096;
    private const int MostPoints = 65536;
    private const double MaterialShare = 0.1;

    /// <summary>A warning per term, or nothing. Cost: the integrand at the training points and at 4 096 to 65 536 others.</summary>
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
        var rule = Independent(objective, limits.Seed);
        // Functionals have no value at a point, and nothing is known of measured values elsewhere.
        foreach (var term in objective.Terms.Where(t => t.Functional is null && t.Points.Measured is null))
        {
            var program = term.Evaluator.Program;
            var others = term.Points.Normals is null
                ? rule.PointsOn(term.Region.Domain, term.Region.Part, 0)
                : RegionPoints.WithNormals(rule, term.Region, 0);
            double[] Values(Expression expression, PointSet points) =>
                new FieldEvaluator(program.Network, program.Trial, [expression], points).Evaluate(parameters, team);

            var warning = term.Root is { } root
                ? OfSquares(term, others, Values(root, term.Points), Values(root, others), limits.ResidualRatio)
                : OfEnergy(
                    // With the weights of an integral, whatever the scale of the term.
                    term.Region.Part == DomainPart.Interior
                        ? objective.InteriorPoints
                        : term.Points,
                    term.Region.Measure,
                    others,
                    e => Values(term.Integrand, e),
                    limits
                );
            if (warning is not null)
            {
                yield return warning;
            }
        }
    }

    /// <summary>Sobol points with a shift that the training has not.</summary>
    private static SobolRule Independent(PdeObjective objective, ulong seed)
    {
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)objective.InteriorPoints.Count);
        var shift = objective.Quadrature is SobolRule { Shift: { } taken } && taken == seed ? seed + 1 : seed;
        return new SobolRule(Math.Clamp(count, LeastPoints, MostPoints), shift: shift);
    }

    private static Warning? OfSquares(
        IntegralTerm term,
        PointSet others,
        double[] training,
        double[] independent,
        double limit
    )
    {
        var seen = MeanSquare(training, term.Points.Weights);
        var unseen = MeanSquare(independent, others.Weights);
        return unseen > limit * seen
            ? new Warning(
                Warning.UnseenResidual,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the {term.Name} residual is {Math.Sqrt(unseen):G3} on {others.Count} independent points and {Math.Sqrt(seen):G3} on the {term.Points.Count} training points (root mean squares; the squares are {unseen / seen:G3} times as large): the loss is small where it is measured only; take more points, points that are drawn anew (redraw=step) or that follow the residual (a sampler such as rad)"
                )
            )
            : null;
    }

    private static Warning? OfEnergy(
        PointSet inside,
        double volume,
        PointSet others,
        Func<PointSet, double[]> energy,
        WarningLimits limits
    )
    {
        var seen = PairwiseSum.Of([.. energy(inside).Select((e, i) => e * inside.Weights[i])]);
        var density = energy(others);
        var mean = PairwiseSum.Of(density) / density.Length;
        var variance = PairwiseSum.Of([.. density.Select(e => (e - mean) * (e - mean))]) / (density.Length - 1);
        var error = volume * Math.Sqrt(variance / density.Length);
        var scale = volume * PairwiseSum.Of([.. density.Select(Math.Abs)]) / density.Length;
        var gap = Math.Abs(volume * mean - seen);
        return gap > limits.ResidualRatio * error && gap > MaterialShare * scale
            ? new Warning(
                Warning.UnseenResidual,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the energy is {volume * mean:G4} ± {error:G2} on {others.Count} independent points and {seen:G4} on the {inside.Count} training points: the loss is small where it is measured only; take more points, or points that are drawn anew (redraw=step)"
                )
            )
            : null;
    }

    private static double MeanSquare(double[] values, double[] weights) =>
        PairwiseSum.Of([.. values.Select((v, i) => v * v * weights[i])]) / PairwiseSum.Of(weights);
}
