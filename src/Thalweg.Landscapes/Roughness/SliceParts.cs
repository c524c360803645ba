namespace Thalweg.Landscapes.Roughness;

/// <summary>The total variation of one slice taken apart: 2lT = U + O, and U = U(twin) + asymmetry.</summary>
/// <remarks>With R = max L − min L and V = Σ |L_{i+1} − L_i|: U = (L_0 + L_m − 2 min L)/R, O = (V − (L_0 + L_m − 2 min L))/R. O is
/// 0 to the bit for a slice that falls to its minimum and rises from it. The twin is the parabola that fits the slice best, sampled on the
/// same grid; with its vertex at τl and ever more points, U(twin) → 1 + ((1 − |τ|)/(1 + |τ|))² for |τ| ≤ 1, 1 beyond. Cost: a few passes
/// over the losses, and no further one.</remarks>
public sealed record SliceParts
{
    private SliceParts() { }

    /// <summary>R = max L − min L > 0.</summary>
    public required double Range { get; init; }

    /// <summary>U in [0, 2], the valley part: 1 for a slice that only falls or rises, 2 for a valley whose ends are of one height, below 1 only
    /// where the highest loss lies inside.</summary>
    public required double Valley { get; init; }

    /// <summary>O ≥ 0, the oscillation, as computed.</summary>
    public required double Oscillation { get; init; }

    /// <summary>What rounding alone can make of O: 2m ρ/R, ρ being the rounding of a loss.</summary>
    public required double RoundingBound { get; init; }

    /// <summary>Inner maxima, from which the losses fall to both sides by more than rounding can make them.</summary>
    public required int Maxima { get; init; }

    /// <summary>Inner minima, likewise.</summary>
    public required int Minima { get; init; }

    /// <summary>τ = t*/l, t* being the vertex of the least-squares quadratic over all points, beyond ±1 too; null where that does not open
    /// upward beyond its rounding, or the slice has fewer than three points.</summary>
    public required double? Offset { get; init; }

    /// <summary>−g·d/(l dᵀHd), the same offset from slope and curvature at t = 0: by exact products with the Hessian where there are any,
    /// else by differences of fourth order over points l/8 apart; null where the curvature is not positive beyond its error, or a slice
    /// of differences has no five points evenly around its centre.</summary>
    public required double? PredictedOffset { get; init; }

    /// <summary>Whether dᵀHd at t = 0 is below 0 beyond its error.</summary>
    public required bool IsCurvedDown { get; init; }

    /// <summary>U of the twin; null where there is no <see cref="Offset"/>.</summary>
    public required double? TwinValley { get; init; }

    /// <summary>U − U(twin): what the slice has of another shape than a parabola, without going up and down.</summary>
    public double? Asymmetry => Valley - TwinValley;

    /// <summary>O, or 0 where it is not above its rounding bound.</summary>
    public double CountedOscillation => Oscillation > RoundingBound ? Oscillation : 0;

    /// <summary>One inner maximum and no inner minimum: negative curvature, as at a saddle, and no oscillation.</summary>
    public bool IsHump => CountedOscillation > 0 && (Maxima, Minima) == (1, 0);

    /// <summary>Whether the slice goes up and down, beyond rounding and other than as a hump.</summary>
    public bool IsOscillating => CountedOscillation > 0 && !IsHump;

    /// <summary>Whether the slice only falls or only rises, as far as rounding lets see.</summary>
    public bool IsMonotone => Maxima == 0 && Minima == 0;

    /// <summary>The parts of a slice; null where its losses are all equal, or one is not finite.</summary>
    /// <param name="losses">L_0 … L_m at evenly spaced points, the first at −l.</param>
    /// <param name="length">t_m − t_0.</param>
    /// <param name="rounding">ρ, how far rounding can move one of the losses.</param>
    /// <param name="radius">l; null for half the length.</param>
    public static SliceParts? Of(ReadOnlySpan<double> losses, double length, double rounding, double? radius = null)
    {
        if (SliceShape.Of(losses) is not { } shape)
        {
            return null;
        }
        var l = radius ?? (0.5 * length);
        var m = losses.Length - 1;
        var (maxima, minima) = SliceShape.Turns(losses, 2 * rounding);
        var fitted = FittedParabola.Of(losses, shape.Lowest, shape.Range, rounding);
        var twin = fitted is { Opens: 1 } ? fitted : null;
        var centre = CentreStencil.Of(losses, l, length, rounding);
        var parts = new SliceParts
        {
            Range = shape.Range,
            Valley = shape.Valley,
            Oscillation = shape.Oscillation,
            RoundingBound = 2 * m * rounding / shape.Range,
            Maxima = maxima,
            Minima = minima,
            // The middle of the grid of the published code lies beside the centre.
            Offset = ((0.5 * length) - l + (0.5 * length * twin?.Vertex)) / l,
            PredictedOffset = null,
            IsCurvedDown = false,
            TwinValley = twin?.Valley(m),
        };
        return centre is { } at ? parts.At(at, l) : parts;
    }

    /// <summary>The same with what slope and curvature at t = 0 say.</summary>
    internal SliceParts At(CentreStencil centre, double radius) =>
        this with
        {
            PredictedOffset = centre.Curvature > centre.Error ? -centre.Slope / (radius * centre.Curvature) : null,
            IsCurvedDown = centre.Curvature < -centre.Error,
        };
}
