namespace Thalweg.Landscapes.Curvature;

/// <summary>What the eigenvalues beyond their bounds say of the shape at θ.</summary>
public enum CurvatureVerdict
{
    /// <summary>All eigenvalues are 0: second derivatives say nothing.</summary>
    Degenerate,

    /// <summary>All are positive beyond their bounds.</summary>
    Convex,

    /// <summary>Some are positive, none negative beyond its bound, and some within theirs.</summary>
    Undecided,

    /// <summary>Some are negative, some positive beyond their bounds.</summary>
    Saddle,

    /// <summary>Some are negative and none is positive beyond its bound.</summary>
    Concave,

    /// <summary>A product was not finite.</summary>
    NotFinite,
}

/// <summary>Verdicts in words.</summary>
public static class CurvatureVerdicts
{
    /// <summary>The word in records and results.</summary>
    public static string Word(this CurvatureVerdict verdict) =>
        verdict switch
        {
            CurvatureVerdict.Degenerate => "degenerate",
            CurvatureVerdict.Convex => "convex",
            CurvatureVerdict.Undecided => "undecided",
            CurvatureVerdict.Saddle => "saddle",
            CurvatureVerdict.Concave => "concave",
            _ => "not finite",
        };
}
