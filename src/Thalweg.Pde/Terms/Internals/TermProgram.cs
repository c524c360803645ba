using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A summand of the loss before it has points.</summary>
/// <param name="Root">What the integrand is the square of; null for an energy.</param>
/// <param name="Scale">Weight of the term, over the measure of its domain where means are taken.</param>
internal sealed record TermProgram(
    string Name,
    Region Region,
    TileEngine Engine,
    Expression Integrand,
    Expression? Root,
    double Scale
)
{
    /// <summary>The points with what was measured there, where the term is a sum over data; null where it is an integral.</summary>
    public PointSet? Data { get; init; }

    /// <summary>What a weak form sums the squares of, or a quotient is formed of; null for an integral.</summary>
    public FunctionalProgram? Functionals { get; init; }

    /// <summary>Whether the integrand holds the normal.</summary>
    public bool NeedsNormals { get; } = CoordinateFunction.In([Integrand]).Any(function => function.IsNormal);

    /// <param name="points">With the weights of an integral.</param>
    public IntegralTerm On(PointSet points)
    {
        if (Functionals is not null)
        {
            var functional = Functionals.On(points, Scale);
            return new IntegralTerm(Name, Region, Engine.At(functional.Points), functional.Points, Integrand, Root)
            {
                Functional = functional,
            };
        }
        // Unscaled weights keep their bits: an integral is not multiplied by one.
        var scaled = Scale == 1.0 ? points : points with { Weights = [.. points.Weights.Select(w => w * Scale)] };
        return new IntegralTerm(Name, Region, Engine.At(scaled), scaled, Integrand, Root);
    }
}
