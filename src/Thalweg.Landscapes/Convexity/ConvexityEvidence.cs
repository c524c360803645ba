namespace Thalweg.Landscapes.Convexity;

/// <summary>What samples of the smallest eigenvalue say of a loss about θ. None of the words is convex: what is sampled is not proved.</summary>
public enum ConvexityEvidence
{
    /// <summary>There is no spectrum at θ.</summary>
    NotFinite,

    /// <summary>λ_1 is negative beyond its bound at θ itself.</summary>
    NegativeHere,

    /// <summary>It is at some other point that was looked at.</summary>
    NegativeNear,

    /// <summary>H = 0 at θ, and none was found: second derivatives say nothing.</summary>
    Degenerate,

    /// <summary>None was found, and bounds do not decide the sign of λ_1 at θ.</summary>
    Undecided,

    /// <summary>None was found, and λ_1 is positive beyond its bound at θ.</summary>
    NoneFound,
}

/// <summary>Evidence in words.</summary>
public static class ConvexityEvidences
{
    /// <summary>Of one place.</summary>
    /// <param name="here">At θ.</param>
    /// <param name="sampled">The largest sampled radius without negative curvature.</param>
    /// <param name="searched">The largest searched one.</param>
    /// <param name="elsewhere">Further points, such as those of a plane.</param>
    public static ConvexityEvidence Of(
        ExtremeCurvature here,
        double sampled,
        double searched,
        params ReadOnlySpan<CurvatureSamples?> elsewhere
    )
    {
        var isNear = double.IsFinite(sampled) || double.IsFinite(searched);
        foreach (var samples in elsewhere)
        {
            isNear |= samples is { Negative: > 0 };
        }
        return !here.IsFinite ? ConvexityEvidence.NotFinite
            : here.IsNegative ? ConvexityEvidence.NegativeHere
            : isNear ? ConvexityEvidence.NegativeNear
            : here.IsDegenerate ? ConvexityEvidence.Degenerate
            : here.IsPositive ? ConvexityEvidence.NoneFound
            : ConvexityEvidence.Undecided;
    }

    /// <summary>The words in records and on pages.</summary>
    public static string Word(this ConvexityEvidence evidence) =>
        evidence switch
        {
            ConvexityEvidence.NegativeHere => "negative curvature at the point",
            ConvexityEvidence.NegativeNear => "negative curvature near by",
            ConvexityEvidence.Degenerate => "degenerate",
            ConvexityEvidence.Undecided => "undecided",
            ConvexityEvidence.NoneFound => "none found",
            _ => "not finite",
        };
}
