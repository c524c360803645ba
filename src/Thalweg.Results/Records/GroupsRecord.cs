namespace Thalweg.Results.Records;

/// <summary>How the trained points of variants of one loss differ: what each variant came to, and how they compare.</summary>
/// <param name="Figures">Quantity by quantity, variant by variant.</param>
/// <param name="Ratios">Of two variants that are trained on one loss: of a quantity of runs the ratio of its geometric means, paired by seed, or the median of all
/// ratios of two runs where they were chosen by their loss; of a quantity of pairs of runs the ratio of its medians, and of figures of paths, as
/// <c>matchedHeight</c>, <c>matchedBarrier</c> and <c>matchedHeldOutHeight</c>, the median ratio of pairs at matched distance.</param>
public sealed record GroupsRecord(
    Provenance Provenance,
    IReadOnlyList<GroupFigure> Figures,
    IReadOnlyList<PairedFigure> Ratios
);

/// <summary>One quantity over the runs of a variant, or over pairs of its runs.</summary>
/// <param name="Variant">Label.</param>
/// <param name="Quantity"><c>aboveBound</c>, <c>heldOut</c>, <c>heldOutErrorRate</c>, <c>norm</c>, <c>weightMean</c>, <c>weightDeviation</c>,
/// <c>centroidDistance</c>, <c>alignedCentroidDistance</c>, <c>largestEigenvalue</c> or <c>trace</c> of runs; <c>distance</c> and <c>alignedDistance</c> of all
/// pairs; <c>height</c>, <c>barrier</c> and <c>heldOutHeight</c> of the pairs between which a path was sought.</param>
/// <param name="Path">How the path was sought, for heights and barriers; else null.</param>
/// <param name="Median">Over the runs or the pairs.</param>
/// <param name="IntervalLower">Of the median, runs being the unit; NaN with fewer than five runs.</param>
/// <param name="Count">Runs, or pairs.</param>
/// <param name="Zero">Of barriers: pairs that have none. Else 0.</param>
public sealed record GroupFigure(
    string Variant,
    string Quantity,
    string? Path,
    double Median,
    double IntervalLower,
    double IntervalUpper,
    int Count,
    int Zero
);
