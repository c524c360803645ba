using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>Comparison between all chains of a study: medians, the cross table and the ratios that the headline is made from.</summary>
/// <param name="Variants">What is compared; medians are by label.</param>
/// <param name="Seeds">Seeds of each variant.</param>
/// <param name="Paired">Ratios of what runs came to, paired by seed.</param>
/// <param name="Similarities">How alike losses are about trained points, over all seeds; null where it was not asked for.</param>
/// <param name="Difficulty">What goes with the steps that runs took, of each variant; null where spectra and roughness of five seeds or more are not both there.</param>
/// <param name="Swept">The settings of the sweeps over all seeds; null where none was asked for.</param>
public sealed record ComparisonRecord(
    Provenance Provenance,
    IReadOnlyList<VariantRecord> Variants,
    int Seeds,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> MedianErrors,
    IReadOnlyDictionary<string, double> MedianLoss,
    IReadOnlyDictionary<string, double?> MedianLossAboveBound,
    IReadOnlyList<CrossCell> Cross,
    IReadOnlyList<RoughnessRatio> Ratios,
    IReadOnlyList<PairedFigure> Paired,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        IReadOnlyList<SweptSetting>? Swept = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        IReadOnlyList<SimilarityFigures>? Similarities = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        IReadOnlyList<DifficultyFigures>? Difficulty = null
);
