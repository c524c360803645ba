using System.Globalization;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Whether the conditions on derivatives are those that an energy has by itself: Σ_j n_j ∂e/∂(∂_j u_k) + ∂b/∂u_k = 0 with b the parts of the
/// energy on the boundary.</summary>
/// <remarks>Of energies of first derivatives; those of higher ones have further parts along the boundary, and nothing is said of them. Both sides are
/// compared at 32 points of the region for two fields of waves.</remarks>
internal static class NaturalConditions
{
    private const int Points = 32;

    private const double Tolerance = 1e-7;

    /// <exception cref="ProblemTextException">A condition belongs to another energy.</exception>
    public static void Require(Problem problem)
    {
        if ((problem.Energy ?? problem.Quotient?.Numerator) is not { } energy || Differentiation.Order(energy) != 1)
        {
            return;
        }
        for (var i = 0; i < problem.Conditions.Count; i++)
        {
            var condition = problem.Conditions[i];
            if (
                condition.Shift is null
                && problem.IsNatural(condition)
                && !Enumerable
                    .Range(0, problem.Outputs)
                    .Any(k => Agrees(problem, condition, Flux(problem, energy, condition, k)))
            )
            {
                throw new ProblemTextException(
                    problem.Energy is null ? ProblemText.RayleighKey : ProblemText.EnergyKey,
                    0,
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the {(problem.Energy is null ? "quotient" : "energy")} has another condition than '{condition.Name}' on {condition.Region} by itself; correct boundary-energy (for D(u, n) = g with 0.5*dot(grad(u), grad(u)) it is -g*u there) or the condition"
                    )
                );
            }
        }
    }

    private static Expression Flux(Problem problem, Expression energy, Condition condition, int output)
    {
        Expression flux = 0.0;
        foreach (var entry in Differentiation.Entries(energy).Where(e => e.Output == output && e.Order == 1))
        {
            flux += Calculus.N(entry.Axis) * Differentiation.ByEntry(energy, entry);
        }
        foreach (var (region, density) in problem.BoundaryEnergies)
        {
            // On all of the region of the condition, or on none of it.
            if (Covers(region.Domain, condition))
            {
                flux += Differentiation.ByEntry(density, Calculus.U(output));
            }
        }
        return flux;
    }

    private static bool Covers(Geometry.Domain part, Condition condition)
    {
        var points = new SobolRule(Points).Boundary(condition.Region.Domain);
        var point = new double[points.Dimension];
        for (var n = 0; n < points.Count; n++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = points.Axis(k)[n];
            }
            if (part.BoundaryDistance(point) > 1e-9)
            {
                return false;
            }
        }
        return true;
    }

    // Piece by piece: the normal may turn the sign of a component over.
    private static bool Agrees(Problem problem, Condition condition, Expression flux)
    {
        var domain = condition.Region.Domain;
        return Enumerable
            .Range(0, domain.Pieces.Count)
            .All(piece => AgreesOn(condition.Region with { Domain = domain.Only([piece]) }, problem, condition, flux));
    }

    private static bool AgreesOn(Geometry.Region piece, Problem problem, Condition condition, Expression flux)
    {
        var points = RegionPoints.WithNormals(new SobolRule(Points), piece, 0);
        var pairs = new List<(double Flux, double Residual)>();
        for (var field = 0; field < 2; field++)
        {
            var fields = RandomFields.Of(problem, field);
            var values = CoordinateValues.Of(
                [
                    Substitution.Of(flux, fields, problem.Dimension),
                    Substitution.Of(condition.Residual, fields, problem.Dimension),
                ],
                points
            );
            pairs.AddRange(
                Enumerable
                    .Range(0, points.Count)
                    .Select(n => (values[n], values[points.Count + n]))
                    .Where(p => double.IsFinite(p.Item1) && double.IsFinite(p.Item2))
            );
        }
        var square = pairs.Sum(p => p.Residual * p.Residual);
        var own = pairs.Sum(p => p.Flux * p.Flux);
        if (square == 0 || own == 0)
        {
            return false;
        }
        var factor = pairs.Sum(p => p.Flux * p.Residual) / square;
        return pairs.TrueForAll(p =>
            Math.Abs(p.Flux - factor * p.Residual) <= Tolerance * Math.Sqrt(own / pairs.Count)
        );
    }
}
