namespace Thalweg.Networks.Activations;

/// <summary>A map of what a unit takes in that an activation turns into a map of what it gives out: σ(Slope z + Shift) = Factor σ(z) + Offset for
/// all z.</summary>
/// <param name="Slope">Not 0.</param>
/// <param name="Factor">Not 0.</param>
public readonly record struct UnitMap(double Slope, double Shift, double Factor, double Offset)
{
    /// <summary>z stays z.</summary>
    public static UnitMap Identity => new(1, 0, 1, 0);

    /// <summary>This map after <paramref name="first"/>.</summary>
    public UnitMap After(UnitMap first) =>
        new(
            Slope * first.Slope,
            (Slope * first.Shift) + Shift,
            Factor * first.Factor,
            (Factor * first.Offset) + Offset
        );
}
