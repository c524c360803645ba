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

    /// <summary>By how much a second place lies beside the first, [d], where the condition joins two; the components of u at the second place
    /// stand behind those at the first. Null where it speaks of one place.</summary>
    public IReadOnlyList<double>? Shift { get; private init; }

    /// <summary>What was measured, where it is about measured values and the region is the domain; otherwise null.</summary>
    public Measurements? Data { get; private init; }

    /// <summary>Whether the integral of the residual over the region vanishes and not the residual itself.</summary>
    public bool IsIntegral { get; private init; }

    /// <summary>Whether the region lies inside the domain and its boundary is no part of that of the domain.</summary>
    public bool IsInterface { get; init; }

    /// <summary>Whether it says something of every point of a boundary or of the initial surface, as Dirichlet's, Neumann's and Robin's do.</summary>
    internal bool IsOfSides => Shift is null && Data is null && !IsIntegral && !IsInterface;

    /// <summary>∫ e = c over a region, or the mean of e is c.</summary>
    /// <param name="density">e.</param>
    /// <param name="value">c.</param>
    /// <param name="mean">Whether it is the mean.</param>
    public static Condition Integral(string name, Region region, Expression density, double value, bool mean = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(density);
        var measure = region.Measure;
        return new Condition(
            name,
            region,
            mean ? (Expression)(1 / measure) * (density - value) : density - value / measure
        )
        {
            IsIntegral = true,
        };
    }

    /// <summary>u or a derivative of it is the same on opposite faces: ∂ᵏu(x)/∂x_jᵏ = ∂ᵏu(x + Le_j)/∂x_jᵏ.</summary>
    /// <param name="face">Where x_j is least.</param>
    /// <param name="order">k.</param>
    /// <param name="output">Component of u.</param>
    /// <param name="outputs">Components of u in all.</param>
    public static Condition Periodic(string name, Region face, Period period, int order, int output, int outputs)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(period);
        int[] axes = [.. Enumerable.Repeat(period.Axis, order)];
        var shift = new double[face.Domain.Dimension];
        shift[period.Axis] = period.Length;
        return new Condition(name, face, new JetEntry(output, axes) - (Expression)new JetEntry(outputs + output, axes))
        {
            Shift = shift,
        };
    }

    /// <summary>u_k is what was measured.</summary>
    /// <param name="output">k.</param>
    public static Condition Measured(string name, Domain domain, Measurements data, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(data);
        return new Condition(
            name,
            Region.Interior(domain),
            Calculus.U(output) - (Expression)CoordinateFunction.Measured
        )
        {
            Data = data,
        };
    }

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

    public override string ToString() =>
        Shift is not null ? $"periodic from {Region}"
        : Data is not null ? $"measured in {Data.Name}"
        : IsIntegral ? $"the integral of {Residual} is 0 over {Region}"
        : $"{Residual} = 0 on {Region}";
}
