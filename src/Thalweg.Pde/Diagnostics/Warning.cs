namespace Thalweg.Pde.Diagnostics;

/// <summary>A sign that a training went wrong, with the figures that were measured and what to do.</summary>
/// <param name="Kind">One word with hyphens for scripts, such as <see cref="UnseenResidual"/>.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record Warning(string Kind, string Message)
{
    /// <summary>The residual on independent points is far above that on the training points.</summary>
    public const string UnseenResidual = "unseen-residual";

    /// <summary>The points are too far apart for the shortest wave of the solution.</summary>
    public const string CoarsePoints = "coarse-points";

    /// <summary>The gradient of one term drowns that of another.</summary>
    public const string DominatedTerm = "dominated-term";
}
