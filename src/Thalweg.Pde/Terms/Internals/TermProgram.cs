using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A summand of the loss before it has points.</summary>
/// <param name="Root">What the integrand is the square of; null for an energy.</param>
/// <param name="Scale">Weight of the term, over the measure of its domain where means are taken.</param>
internal sealed record TermProgram(string Name, DomainPart Part, TileEngine Engine, Expression? Root, double Scale)
{
    /// <param name="points">With the weights of an integral.</param>
    public IntegralTerm On(PointSet points)
    {
        // Unscaled weights keep their bits: an integral is not multiplied by one.
        var scaled = Scale == 1.0 ? points : points with { Weights = [.. points.Weights.Select(w => w * Scale)] };
        return new IntegralTerm(Name, Engine.At(scaled), scaled, Root);
    }
}
