using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Problems;

/// <summary>An expression of the unknowns that vanishes on a region for the solution: a boundary, an initial or another condition.</summary>
/// <param name="Name">Of the term that a penalty makes of it; no meaning hangs on it.</param>
/// <param name="Region">Where it holds.</param>
/// <param name="Residual">What vanishes there. It may hold the outward normal (<see cref="Calculus.N"/>) on a boundary.</param>
public sealed record Condition(string Name, Region Region, Expression Residual)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public Region Region { get; init; } = Region ?? throw new ArgumentNullException(nameof(Region));

    public Expression Residual { get; init; } = Residual ?? throw new ArgumentNullException(nameof(Residual));

    /// <summary>The component of u that is prescribed and its value, where the condition says no more than u_k = g; otherwise null.</summary>
    public (int Output, Expression Value)? Prescribed { get; private init; }

    /// <summary>u_k = g on a region.</summary>
    /// <param name="value">g, of the coordinates.</param>
    /// <param name="output">k.</param>
    public static Condition Value(string name, Region region, Expression value, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(value);
        return new Condition(name, region, Calculus.U(output) - value) { Prescribed = (output, value) };
    }

    public override string ToString() => $"{Residual} = 0 on {Region}";
}
