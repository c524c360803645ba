using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>What all parts of one page share: the records, the looks of the variants, L*.</summary>
internal sealed class StudyView
{
    /// <summary>Variants that figures can tell apart.</summary>
    public const int MostDrawn = Theme.SeriesCount;

    private const string Formulation = "formulation";

    // What a training may set otherwise without being another problem.
    private static readonly string[] TrainingKeys =
    [
        Formulation,
        "optimizer",
        "schedule",
        "steps",
        "checkpoints",
        "record",
        "stop",
    ];

    public StudyView(ResultSet all)
    {
        All = all;
        Results = all.Of(all.Variants.Take(MostDrawn).ToList());
        Styles = new VariantStyles(all.Study.Variants);
        Bounds = new LowerBounds(all);
        Alarms = BoundAlarms.Of(all, Bounds);
    }

    /// <summary>The whole study: what tables and sentences are made from.</summary>
    public ResultSet All { get; }

    /// <summary>Of the variants that figures show: all of them, up to eight.</summary>
    public ResultSet Results { get; }

    public VariantStyles Styles { get; }

    public LowerBounds Bounds { get; }

    /// <summary>Losses that were seen below their own infimum, a sentence each.</summary>
    public IReadOnlyList<string> Alarms { get; }

    /// <summary>The looks of the variants that figures show.</summary>
    public IEnumerable<VariantStyle> InOrder => Results.Variants.Select(l => Styles[l]);

    /// <summary>The losses that the variants of the figures are trained on.</summary>
    public IReadOnlyList<string> Losses => [.. Results.Study.Variants.Select(v => v.Loss).Distinct()];

    /// <summary>True where variants differ in their formulation alone, or each has its own and a training that suits it, so that their landscapes are
    /// what is compared.</summary>
    public bool ComparesFormulations =>
        All.Study.Variants.All(v => v.Overrides is null || v.Overrides.Keys.All(key => key == Formulation))
        || (
            All.Study.Variants.All(v => v.Overrides?.Keys.All(TrainingKeys.Contains) == true)
            && All.Study.Variants.Select(v => v.Overrides!.GetValueOrDefault(Formulation)).Distinct().Count()
                == All.Study.Variants.Count
        );

    /// <summary>True where several losses are trained, each in several ways, and nothing else differs.</summary>
    public bool ComparesTrainings =>
        !ComparesFormulations
        && All.Study.Variants.All(v => v.Overrides?.Keys.All(TrainingKeys.Contains) == true)
        && All.Study.Variants.Select(v => v.Overrides!.GetValueOrDefault(Formulation)).Distinct().Count() > 1;

    /// <summary>The loss that a variant is trained on.</summary>
    public string LossOf(string? variant) =>
        All.Study.Variants.FirstOrDefault(v => v.Label == variant)?.Loss ?? variant ?? "";

    /// <summary>True where a loss is the one that the variant of a point is trained on.</summary>
    public bool IsOwn(string objective, string? variant) =>
        All.IsOwn(objective, variant) || All.Study.Variants.All(v => v.Loss != objective);

    /// <summary>Runs of a variant in the order of their seeds.</summary>
    public IReadOnlyList<TrainRecord> Runs(string label) => [.. All.Trains.Where(t => t.Formulation == label)];

    public IReadOnlyList<ArrayLink> ArrayLinks(IEnumerable<(string Name, string Key)> records) =>
        [.. records.Where(r => All.HasArrays(r.Key)).Select(r => new ArrayLink(r.Name, All.ArraysFile(r.Key)!))];

    /// <summary>Error names in the order in which runs report them.</summary>
    public IReadOnlyList<string> ErrorNames =>
        [.. All.Trains.SelectMany(t => t.Final.Errors.Keys.Concat(t.History.Errors.Keys)).Distinct()];

    /// <summary>The error that is shown first: relative L² where it is known, and of networks that learn from data what says how they generalise.</summary>
    public string? MainError =>
        ErrorNames is var names && names.Contains("relativeL2") ? "relativeL2"
        : names.Contains("heldOutErrorRate") ? "heldOutErrorRate"
        : names.Count > 0 ? names[0]
        : null;

    /// <summary>For captions: <c>L* = −2.4674 for Ritz (known infimum), 0 for Galerkin (known infimum)</c>.</summary>
    public string DescribeBounds(IEnumerable<string> losses)
    {
        var different = losses.Distinct().ToList();
        return "L* = "
            + string.Join(
                ", ",
                different.Select(loss =>
                    Bounds.Value(loss)
                    + (different.Count == 1 ? "" : $" for {Styles.Loss(loss).Name}")
                    + (Bounds.IsKnown(loss) ? " (known infimum)" : " (lowest value seen)")
                )
            );
    }

    /// <summary>Logarithm of a loss above L*; NaN where the loss is not finite, −∞ where it does not exceed L*.</summary>
    public static double LogAbove(double loss, double bound) =>
        !double.IsFinite(loss) ? double.NaN
        : loss > bound ? Decades.Log10(loss - bound)
        : double.NegativeInfinity;
}
