using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>What came of looking for a step.</summary>
internal record struct SearchAttempt
{
    /// <summary>The patience is at its end, and no search was made.</summary>
    public bool IsLevel { get; init; }

    public double Slope { get; init; }

    public double Noise { get; init; }

    public double Initial { get; init; }

    /// <summary>The step that was found, or null.</summary>
    public LineFunction.Trial? Trial { get; set; }

    /// <summary>The rounding of L, where it was measured.</summary>
    public double Measured { get; set; }

    public long Values { get; set; }

    public long Gradients { get; set; }

    /// <summary>Trials whose loss was infinite or no number.</summary>
    public long Rejected { get; set; }
}
