using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>What all figures of one page share: the records, the looks of the formulations, L*.</summary>
internal sealed class StudyView
{
    public StudyView(ResultSet results)
    {
        Results = results;
        Styles = new FormulationStyles(results.Variants);
        Bounds = new LowerBounds(results, SeenInArrays);
    }

    public ResultSet Results { get; }

    public FormulationStyles Styles { get; }

    public LowerBounds Bounds { get; }

    public IEnumerable<FormulationStyle> InOrder => Results.Variants.Select(l => Styles[l]);

    /// <summary>Runs of a formulation in the order of their seeds.</summary>
    public IReadOnlyList<TrainRecord> Runs(string label) => [.. Results.Trains.Where(t => t.Formulation == label)];

    public IReadOnlyList<ArrayLink> ArrayLinks(IEnumerable<(string Name, string Key)> records) =>
        [.. records.Where(r => Results.HasArrays(r.Key)).Select(r => new ArrayLink(r.Name, r.Key))];

    /// <summary>Error names in the order in which runs report them.</summary>
    public IReadOnlyList<string> ErrorNames =>
        [.. Results.Trains.SelectMany(t => t.Final.Errors.Keys.Concat(t.History.Errors.Keys)).Distinct()];

    /// <summary>The error that is shown first: relative L² where it is known.</summary>
    public string? MainError =>
        ErrorNames is var names && names.Contains("relativeL2") ? "relativeL2"
        : names.Count > 0 ? names[0]
        : null;

    private IEnumerable<double> SeenInArrays(string label) =>
        Results
            .Surfaces.Select(s => s.Provenance.Key)
            .Concat(Results.Slices.Select(s => s.Provenance.Key))
            .SelectMany(key => Results.Arrays(key).TryGetValue("loss_" + label, out var array) ? array.Values : []);

    /// <summary>Logarithm of a loss above L*; NaN where the loss is not finite, −∞ where it does not exceed L*.</summary>
    public static double LogAbove(double loss, double bound) =>
        !double.IsFinite(loss) ? double.NaN
        : loss > bound ? Decades.Log10(loss - bound)
        : double.NegativeInfinity;
}
