namespace Thalweg.Results.Records;

/// <summary>What was measured at the ends of the runs of one variant against how many steps they took: which of it goes with difficulty.</summary>
/// <param name="TrainedOn">Label of the variant.</param>
/// <param name="Quantity">What the steps are counted in: <c>relativeL2</c>, or <c>loss</c> for the loss above its known infimum.</param>
/// <param name="Tolerance">The smallest power of ten that at least three quarters of the runs come down to.</param>
/// <param name="Steps">By seed, the first recorded step at which a run is at or below the tolerance; null where it never is, which ranks as more than any.</param>
/// <param name="Predictors">In the order of the page.</param>
public sealed record DifficultyFigures(
    string TrainedOn,
    string Quantity,
    double Tolerance,
    IReadOnlyList<long?> Steps,
    IReadOnlyList<PredictorFigure> Predictors
);

/// <summary>One measure against the steps.</summary>
/// <param name="Name"><c>roughness</c>, <c>oscillationIndex</c>, <c>valleyRadius</c>, <c>largestEigenvalue</c>, <c>conditionNumber</c> or <c>effectiveRank</c>.</param>
/// <param name="Correlation">Spearman's rank correlation with the steps, and its interval [BonettWright2000] at the level that it was tested at: together the intervals
/// of a variant exclude 0 wrongly in one study of twenty (Holm).</param>
/// <param name="Seeds">Seeds on which it is known.</param>
/// <param name="Comparisons">Measures of the variant that have an interval.</param>
/// <param name="BySeed">The measure of each run; NaN where it is not known.</param>
public sealed record PredictorFigure(
    string Name,
    SeedFigure Correlation,
    int Seeds,
    int Comparisons,
    IReadOnlyList<double> BySeed
);
