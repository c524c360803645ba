using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Formulations;

/// <summary>The numbers that a problem asks for, with deviations: of the n measured values the loss is χ²/n, so that by the rows J of all its residuals
/// the covariance of θ is (nJᵀJ)⁻¹, and the deviation of a number the root of its entry there; the fields adapt themselves to it.</summary>
/// <remarks>
/// <para>Where no deviations of the values are known they are estimated by the misfit. Equations and conditions count as measured with
/// the deviations that their weights mean. A number that the loss does not determine has none.</para>
/// <para>Cost: the rows of the residuals, as one gradient each, and a factorization of R · P² operations.</para>
/// </remarks>
internal static class CoefficientEstimates
{
    // Two dampings, of the largest squared column; what depends on them is not determined.
    private const double Damping = 1e-19;
    private const double Weaker = 1e-22;
    private const double Agreement = 0.1;

    private const double LeastMove = 0.25;

    public static IReadOnlyList<CoefficientEstimate> Of(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        var problem = objective.Problem;
        (Coefficient Coefficient, int Place)[] numbers =
        [
            .. problem
                .Coefficients.Where(c => c.IsNumber)
                .Select(c => (c, objective.Layout.Tensors.First(t => t.Name == $"{c.Name}.value").Offset)),
        ];
        if (numbers.Length == 0)
        {
            return [];
        }
        var (variances, reason) = Variances(objective, parameters, [.. numbers.Select(n => n.Place)], team);
        return
        [
            .. numbers.Select(
                (n, i) =>
                {
                    var deviation = variances is null ? double.NaN : Math.Sqrt(variances[i]);
                    return double.IsFinite(deviation)
                        ? new CoefficientEstimate(
                            n.Coefficient.Name,
                            parameters.Span[n.Place],
                            deviation,
                            null,
                            Known(problem, n.Coefficient)
                        )
                        : new CoefficientEstimate(
                            n.Coefficient.Name,
                            parameters.Span[n.Place],
                            null,
                            reason ?? "the loss does not determine it",
                            Known(problem, n.Coefficient)
                        );
                }
            ),
        ];
    }

    /// <summary>What makes the loss −2 log of a likelihood.</summary>
    public static NoiseScale Scale(PdeObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        if (Measured(objective) is not { } measured)
        {
            return new NoiseScale(null, null, NotMeasured(objective));
        }
        if (!objective.Formulation.IsSumOfSquares)
        {
            return new NoiseScale(null, null, "the loss is no sum of squares");
        }
        var misfit = Misfit(objective, parameters, measured.Terms, team);
        return !measured.HasDeviations ? new NoiseScale(misfit / measured.Count, Free(objective, measured.Values), null)
            : misfit > Rejected(measured.Values)
                ? new NoiseScale(
                    null,
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the squared misfit is {misfit:g3} times what the deviations of the values say"
                    )
                )
            : new NoiseScale(1 / measured.Count, null, null);
    }

    private static double? Known(Problem problem, Coefficient coefficient) =>
        problem.Exact.Count == problem.Outputs
            ? ConstantValue.Of(problem.Exact[problem.Fields + problem.Coefficients.ToList().IndexOf(coefficient)])
            : null;

    private static (double[]? Variances, string? Reason) Variances(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        int[] places,
        WorkerTeam team
    )
    {
        if (Measured(objective) is null)
        {
            return (null, NotMeasured(objective));
        }
        if (objective.As<IResiduals>() is not { } residuals)
        {
            return (null, "the loss is no sum of squares");
        }
        var (rows, columns) = (residuals.RowCount, objective.ParameterCount);
        if ((double)rows * columns > JacobianFactor.MostNumbers)
        {
            return (null, $"a matrix of {rows} rows and {columns} columns is too large");
        }
        var factor = JacobianFactor.At(residuals, columns, parameters, team);
        var strong = Diagonal(factor, Damping, places, team);
        var weak = Diagonal(factor, Weaker, places, team);
        if (weak.Any(double.IsNaN))
        {
            return (null, null);
        }
        var noise = Scale(objective, parameters, team);
        if (noise.Scale is not { } scale)
        {
            return (null, noise.Reason);
        }
        if (Moves(factor, residuals, parameters, places, weak, scale, team))
        {
            return (null, "the training has not come to rest");
        }
        return (
            [
                .. strong.Zip(
                    weak,
                    (a, b) => Math.Abs(Math.Sqrt(a) - Math.Sqrt(b)) <= Agreement * Math.Sqrt(b) ? b * scale : double.NaN
                ),
            ],
            null
        );
    }

    /// <summary>Five deviations above the mean of χ²/n.</summary>
    private static double Rejected(int values) => 1 + (5 * Math.Sqrt(2.0 / values));

    /// <summary>Whether a step of Gauss and Newton would move a number by a quarter of its deviation or more.</summary>
    private static bool Moves(
        DampedLeastSquares factor,
        IResiduals residuals,
        ReadOnlyMemory<double> parameters,
        int[] places,
        double[] variances,
        double scale,
        WorkerTeam team
    )
    {
        var (values, step) = (new double[residuals.RowCount], new double[factor.Columns]);
        residuals.Residuals(parameters, values, team);
        factor.Solve(values, [], step);
        return places
            .Select((place, i) => Math.Abs(step[place]) / Math.Sqrt(variances[i] * scale))
            .Any(moved => !(moved < LeastMove));
    }

    private static double[] Diagonal(DampedLeastSquares factor, double damping, int[] places, WorkerTeam team)
    {
        if (!factor.Damp(damping * factor.LargestColumn, team))
        {
            return [.. places.Select(_ => double.NaN)];
        }
        var (unit, solution) = (new double[factor.Columns], new double[factor.Columns]);
        return
        [
            .. places.Select(place =>
            {
                unit[place] = 1;
                factor.SolveNormal(unit, solution);
                unit[place] = 0;
                return solution[place];
            }),
        ];
    }

    /// <summary>n of the χ² that the loss is 1/n of, or null where it is none: data of one weight for each value.</summary>
    private static (double Count, int Values, bool HasDeviations, IReadOnlyList<string> Terms)? Measured(
        PdeObjective objective
    )
    {
        var data = objective.Problem.Conditions.Where(c => c.Data is not null).ToArray();
        double[] counts =
        [
            .. data.Select(c =>
                objective.Formulation.WeightOf(objective.Problem, c) is { } weight ? c.Data!.Count / weight : double.NaN
            ),
        ];
        var known = data.Select(c => c.Data!.Deviations is not null).Distinct().ToArray();
        return
            counts.Length == 0 || known.Length > 1 || counts.Any(c => !(Math.Abs(c - counts[0]) <= 1e-12 * counts[0]))
            ? null
            : (counts[0], data.Sum(c => c.Data!.Count), known[0], [.. data.Select(c => c.Name)]);
    }

    /// <summary>σ² by the misfit: n·L_data/(n of all data), whose weights are those of the loss.</summary>
    private static double Misfit(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        IReadOnlyList<string> names,
        WorkerTeam team
    )
    {
        var terms = new double[objective.TermNames.Count];
        objective.Values(parameters, new double[1], terms, default, team);
        var sum = 0.0;
        var values = 0.0;
        foreach (
            var condition in objective.Problem.Conditions.Where(c => names.Contains(c.Name, StringComparer.Ordinal))
        )
        {
            var weight = objective.Formulation.WeightOf(objective.Problem, condition)!.Value;
            sum += terms[objective.TermNames.ToList().IndexOf(condition.Name)] * condition.Data!.Count / weight;
            values += condition.Data.Count;
        }
        return sum / Free(objective, values);
    }

    private static double Free(PdeObjective objective, double values) =>
        Math.Max(1, values - objective.Problem.Coefficients.Count(c => c.IsNumber));

    private static string NotMeasured(PdeObjective objective) =>
        objective.Problem.Conditions.Any(c => c.Data is not null)
            ? "the measured values have several weights, which are not those of one χ²"
            : "there are no measured values";
}
