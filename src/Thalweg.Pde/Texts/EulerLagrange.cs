using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Whether an energy and a residual are of one equation: ∂e/∂u_k − Σ_j d/dx_j ∂e/∂(∂_j u_k) + … = c r_k.</summary>
/// <remarks>Both sides are compared at 32 points for each of two fields of waves; c is the factor of least squares. Where a value is
/// not finite, nothing is said of that point.</remarks>
public static class EulerLagrange
{
    private const int Points = 32;

    private const int Fields = 2;

    private const double Tolerance = 1e-8;

    /// <summary>The variation of ∫ e with respect to a component: its Euler–Lagrange expression.</summary>
    /// <param name="density">e, of u and its derivatives to the second.</param>
    /// <param name="output">Number of the component.</param>
    /// <param name="dimension">Coordinates.</param>
    public static Expression Variation(Expression density, int output, int dimension)
    {
        ArgumentNullException.ThrowIfNull(density);
        var written = Raising.Written(density, dimension);
        Expression sum = 0.0;
        foreach (var entry in Differentiation.Entries(written).Where(e => e.Output == output))
        {
            // ∂e/∂(∂_a u) enters with d/dx_a and (−1)^order.
            var slope = entry
                .Axes.ToArray()
                .Aggregate(Differentiation.ByEntry(written, entry), (e, axis) => TotalDerivative.Along(e, axis));
            sum += entry.Order % 2 == 0 ? slope : -slope;
        }
        return sum;
    }

    /// <summary>The factors c, one for each component of u; null where the problem has no energy.</summary>
    /// <exception cref="ProblemTextException">The energy belongs to another equation.</exception>
    internal static IReadOnlyList<double>? Factors(Problem problem)
    {
        if (problem.Energy is not { } energy)
        {
            return null;
        }
        var factors = new double[problem.Outputs];
        for (var k = 0; k < problem.Outputs; k++)
        {
            var variation = Variation(energy, k, problem.Dimension);
            factors[k] =
                FactorOf(problem, variation)
                ?? throw new ProblemTextException(
                    ProblemText.EnergyKey,
                    0,
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the energy belongs to another equation: its Euler-Lagrange equation is {Shown(variation)} = 0, expected a multiple of {(problem.Residuals.Count == 1 ? $"{Shown(problem.Residuals[0])} = 0" : "one of the equations")}; correct one of them, or leave the energy out"
                    )
                );
        }
        RequireLeast(problem, energy);
        NaturalConditions.Require(problem);
        return factors;
    }

    /// <summary>The factor of the variation with respect to a component; null where it is no multiple of an equation.</summary>
    internal static double? FactorOf(Problem problem, int output) =>
        problem.Energy is { } energy ? FactorOf(problem, Variation(energy, output, problem.Dimension)) : null;

    private static double? FactorOf(Problem problem, Expression variation) =>
        problem
            .Residuals.Select(residual => Factor(problem, variation, residual))
            .FirstOrDefault(factor => factor is not null);

    // An energy whose second derivatives by the highest derivatives of u are negative has no least value.
    private static void RequireLeast(Problem problem, Expression energy)
    {
        var order = Differentiation.Order(energy);
        var seconds = Differentiation
            .Entries(energy)
            .Where(entry => entry.Order == order)
            .Select(entry => Differentiation.ByEntry(Differentiation.ByEntry(energy, entry), entry))
            .ToArray();
        if (seconds.Length == 0)
        {
            return;
        }
        var points = new SobolRule(Points).Interior(problem.Domain);
        var curved = CoordinateValues.Of(
            [.. seconds.Select(e => Substitution.Of(e, RandomFields.Of(problem, 0), problem.Dimension))],
            points
        );
        if (curved.All(value => value <= 0) && curved.Any(value => value < 0))
        {
            throw new ProblemTextException(
                ProblemText.EnergyKey,
                0,
                1,
                "the solution makes this energy largest and not least; turn its sign over"
            );
        }
    }

    private static string Shown(Expression e) => e.ToString() is { Length: <= 200 } text ? text : "another one";

    private static double? Factor(Problem problem, Expression variation, Expression residual)
    {
        var points = new SobolRule(Points).Interior(problem.Domain);
        var (cross, square, own) = (0.0, 0.0, 0.0);
        var pairs = new List<(double V, double R)>();
        for (var f = 0; f < Fields; f++)
        {
            var fields = RandomFields.Of(problem, f);
            var values = CoordinateValues.Of(
                [
                    Substitution.Of(variation, fields, problem.Dimension),
                    Substitution.Of(residual, fields, problem.Dimension),
                ],
                points
            );
            for (var n = 0; n < Points; n++)
            {
                var (v, r) = (values[n], values[Points + n]);
                if (double.IsFinite(v) && double.IsFinite(r))
                {
                    pairs.Add((v, r));
                    (cross, square, own) = (cross + v * r, square + r * r, own + v * v);
                }
            }
        }
        if (square == 0 || own == 0)
        {
            return null;
        }
        var factor = cross / square;
        var scale = Math.Sqrt(own / pairs.Count);
        return pairs.TrueForAll(p => Math.Abs(p.V - factor * p.R) <= Tolerance * Math.Max(scale, Math.Abs(p.V)))
            ? factor
            : null;
    }
}
