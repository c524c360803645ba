namespace Thalweg.Studies.Sources;

/// <summary>A source that says whether its loss grows to infinity in all directions.</summary>
public interface IGrowth
{
    /// <summary>Why it does not; null where it does.</summary>
    string? BoundedBy { get; }

    /// <summary>Whether it does once a term ½ μ ‖θ‖² is added.</summary>
    bool GrowsWithRidge { get; }

    /// <summary>The box in which random starts are drawn, a range for each coordinate; the last one holds for all that follow.</summary>
    IReadOnlyList<(double From, double To)> Box { get; }

    /// <summary>μ with which passes are sought where nobody says; null for none.</summary>
    double? UsualRidge => null;

    /// <summary>Why no stationary point of the loss as it is may count as verified; null where one may.</summary>
    string? NotVerified => null;
}
