using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Whether a reference that somebody wrote solves the equations and has the conditions.</summary>
/// <remarks>At 64 points of the interior and of each region the residual of the reference must be small beside its summands. Where a value is
/// not finite, as at a singularity, nothing is said.</remarks>
internal static class ReferenceCheck
{
    private const int Points = 64;

    private const double Tolerance = 1e-7;

    private const int Nodes = 24;

    private const int ManyPoints = 4096;

    /// <exception cref="ProblemTextException">It does not.</exception>
    public static void Require(Problem problem)
    {
        // Equations hold coefficients, whose values somebody may not have given.
        if (problem.Exact.Count < problem.Outputs)
        {
            return;
        }
        var rule = new SobolRule(Points);
        var inside = rule.Interior(problem.Domain);
        for (var i = 0; i < problem.Residuals.Count; i++)
        {
            Require(problem, problem.Residuals[i], inside, $"equation {i + 1}");
        }
        foreach (var condition in problem.Conditions.Where(c => c.Data is null))
        {
            var region = condition.Region;
            if (condition.IsIntegral)
            {
                RequireIntegral(problem, condition);
                continue;
            }
            var points = region.IsInitial ? rule.Initial(region.Domain) : RegionPoints.WithNormals(rule, region, 0);
            Require(problem, condition.Residual, points, $"condition '{condition.Name}' on {region}", condition.Shift);
        }
    }

    // By a rule that is exact to more digits than anybody gives; only in many dimensions by points that are spread evenly.
    private static void RequireIntegral(Problem problem, Condition condition)
    {
        var region = condition.Region;
        QuadratureRule exact = new GaussRule(Nodes);
        var isExact = region.Domain.Dimension <= 3 && exact.MisfitOn(region.Domain, region.Part) is null;
        var rule = isExact ? exact : new SobolRule(ManyPoints);
        var points =
            region.Part == DomainPart.Boundary
                ? RegionPoints.WithNormals(rule, region, 0)
                : rule.PointsOn(region.Domain, region.Part, 0);
        Expression[] summands =
        [
            .. Summands(condition.Residual).Select(s => Substitution.Of(s, problem.Exact, problem.Dimension)),
        ];
        var values = CoordinateValues.Of(summands, points);
        var (sum, scale) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            sum += points.Weights[i % points.Count] * values[i];
            scale += points.Weights[i % points.Count] * Math.Abs(values[i]);
        }
        if (double.IsFinite(sum) && Math.Abs(sum) > (isExact ? 1e-5 : 1e-2) * Math.Max(1, scale))
        {
            throw new ProblemTextException(
                ProblemText.ReferenceKey,
                0,
                1,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected a solution of the problem, found {sum:g4} left of the integral in condition '{condition.Name}' over {region}: correct the reference or the condition, or write none"
                )
            );
        }
    }

    private static void Require(
        Problem problem,
        Expression residual,
        PointSet points,
        string what,
        IReadOnlyList<double>? shift = null
    )
    {
        IReadOnlyList<Expression> fields = shift is null
            ? problem.Exact
            : [.. problem.Exact, .. problem.Exact.Select(e => Substitution.Shifted(e, shift))];
        Expression[] summands = [.. Summands(residual).Select(s => Substitution.Of(s, fields, problem.Dimension))];
        var values = CoordinateValues.Of(summands, points);
        for (var n = 0; n < points.Count; n++)
        {
            var (sum, scale) = (0.0, 0.0);
            for (var s = 0; s < summands.Length; s++)
            {
                sum += values[s * points.Count + n];
                scale += Math.Abs(values[s * points.Count + n]);
            }
            if (double.IsFinite(sum) && Math.Abs(sum) > Tolerance * Math.Max(1, scale))
            {
                var place = string.Join(
                    ", ",
                    Enumerable
                        .Range(0, points.Dimension)
                        .Select(k => points.Axis(k)[n].ToString("g4", CultureInfo.InvariantCulture))
                );
                throw new ProblemTextException(
                    ProblemText.ReferenceKey,
                    0,
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"expected a solution of the problem, found {sum:g4} left of {what} at ({place}): correct the reference or the equation, or write none"
                    )
                );
            }
        }
    }

    internal static IEnumerable<Expression> Summands(Expression e)
    {
        var pending = new Stack<Expression>([e]);
        while (pending.TryPop(out var node))
        {
            if (node is Sum s)
            {
                pending.Push(s.Left);
                pending.Push(s.Right);
            }
            else
            {
                yield return node;
            }
        }
    }
}
