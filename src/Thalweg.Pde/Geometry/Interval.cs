namespace Thalweg.Pde.Geometry;

/// <summary>Which ends of an interval carry no condition and are not part of ∂Ω.</summary>
[Flags]
public enum FreeEnds
{
    None = 0,
    Lower = 1,
    Upper = 2,
    Both = Lower | Upper,
}

/// <summary>An interval [a, b] of one coordinate; a = b fixes the coordinate.</summary>
/// <param name="Lower">a.</param>
/// <param name="Upper">b ≥ a.</param>
/// <param name="Free">Ends without a boundary condition, as natural conditions and outflow leave them.</param>
public readonly record struct Interval(double Lower, double Upper, FreeEnds Free = FreeEnds.None)
{
    /// <summary>b − a.</summary>
    public double Length => Upper - Lower;

    /// <summary>a + (b − a) u, never beyond b.</summary>
    /// <param name="unit">u in [0, 1].</param>
    public double Place(double unit) => Math.Min(Lower + Length * unit, Upper);
}
