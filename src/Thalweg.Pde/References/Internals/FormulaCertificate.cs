using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.References;

/// <summary>How far a formula that solves a problem may be from the solution: by the rounding of its evaluation, once it is seen to solve the
/// equations and to have the conditions.</summary>
internal static class FormulaCertificate
{
    private const int Points = 1024;

    // What derivatives of a formula leave by rounding; a formula of rounded coefficients leaves more.
    private const double Tolerance = 1e-9;

    // The engine may add in another order than the formula is written in, and points lie between those that are looked at.
    private const double Safety = 4;

    /// <summary>Null where the formula leaves more of the equations than rounding.</summary>
    public static Certificate? Of(Problem problem)
    {
        // Coefficients that are to be learned have values that somebody may not have given.
        if (problem.Exact.Count < problem.Outputs)
        {
            return null;
        }
        var left = Left(problem);
        if (!(left <= Tolerance))
        {
            return null;
        }
        return new Certificate(
            Safety * LargestRounding(problem, Points),
            string.Create(
                CultureInfo.InvariantCulture,
                $"formula that leaves {left:0e+0} of the summands of the equations; the error is the rounding of its evaluation"
            )
        )
        {
            Measure = () => LargestRounding(problem, 4 * Points),
        };
    }

    private static double LargestRounding(Problem problem, int points)
    {
        var inside = new SobolRule(points).Interior(problem.Domain);
        var point = new double[problem.Dimension];
        var largest = 0.0;
        for (var n = 0; n < inside.Count; n++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = inside.Axis(k)[n];
            }
            var bound = new RoundingBound(point);
            largest = Math.Max(largest, problem.Exact.Max(bound.Of));
        }
        return largest;
    }

    /// <summary>The largest residual of equations beside their summands, and of conditions beside theirs or the solution.</summary>
    internal static double Left(Problem problem)
    {
        var rule = new SobolRule(Points);
        var inside = rule.Interior(problem.Domain);
        var size = CoordinateValues.Of(problem.Exact, inside).Max(Math.Abs);
        var largest = problem.Residuals.Max(r => Left(problem, r, inside, 0, null));
        foreach (var condition in problem.Conditions.Where(c => c.Data is null))
        {
            var region = condition.Region;
            var points = region.IsInitial ? rule.Initial(region.Domain) : RegionPoints.WithNormals(rule, region, 0);
            largest = Math.Max(largest, Left(problem, condition.Residual, points, size, condition.Shift));
        }
        return largest;
    }

    private static double Left(
        Problem problem,
        Expression residual,
        PointSet points,
        double size,
        IReadOnlyList<double>? shift
    )
    {
        IReadOnlyList<Expression> fields = shift is null
            ? problem.Exact
            : [.. problem.Exact, .. problem.Exact.Select(e => Substitution.Shifted(e, shift))];
        Expression[] summands =
        [
            .. ReferenceCheck.Summands(residual).Select(s => Substitution.Of(s, fields, problem.Dimension)),
        ];
        var values = CoordinateValues.Of(summands, points);
        var (largest, scale) = (0.0, size);
        for (var n = 0; n < points.Count; n++)
        {
            var (sum, sizes) = (0.0, 0.0);
            for (var s = 0; s < summands.Length; s++)
            {
                sum += values[s * points.Count + n];
                sizes += Math.Abs(values[s * points.Count + n]);
            }
            // Where two formulas meet, as at an interface, one of them divides by 0.
            if (double.IsFinite(sum))
            {
                (largest, scale) = (Math.Max(largest, Math.Abs(sum)), Math.Max(scale, sizes));
            }
        }
        return largest == 0 ? 0 : largest / scale;
    }
}
