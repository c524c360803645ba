using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Which trained points of one variant are minima, as far as their slices are wide.</summary>
/// <param name="Name">Of the variant.</param>
/// <param name="Verdicts">By seed.</param>
/// <param name="Saddles">Of these points, those whose own spectrum has an eigenvalue that is negative beyond its bound.</param>
internal sealed record PointFacts(string Name, IReadOnlyList<MinimiserRecord> Verdicts, int Saddles)
{
    private enum Kind
    {
        Minimum,
        Beside,
        Saddle,
        None,
        Unknown,
    }

    public int Minima => Verdicts.Count(v => v.IsMinimum);

    /// <summary>Null where the records do not say.</summary>
    public static PointFacts? Of(StudyView study, string label)
    {
        var records = LandscapeFacts.Records(study, label);
        List<MinimiserRecord> verdicts = [.. records.Select(r => r.Minimiser).OfType<MinimiserRecord>()];
        return verdicts.Count == 0 || verdicts.Count < records.Count
            ? null
            : new PointFacts(
                study.Styles[label].Name,
                verdicts,
                records.Count(r => study.All.Spectra.Any(s => s.Negative.Least > 0 && IsOf(s, r)))
            );
    }

    /// <summary>A clause that needs no comma after it, for example <c>of trained points that are minima</c>; null where a variant does not say.</summary>
    public static string? Place(IReadOnlyList<PointFacts?> variants)
    {
        if (variants.Count == 0 || variants.Any(v => v is null))
        {
            return null;
        }
        var (minima, all) = (variants.Sum(v => v!.Minima), variants.Sum(v => v!.Verdicts.Count));
        var saddles = variants.Sum(v => v!.Saddles);
        if (minima > 0 && saddles > 0)
        {
            // Slices along random directions hardly ever see the few that curve down.
            return all == 1
                ? "of a trained point that no slice tells from a minimum but that is a saddle by its eigenvalues"
                : $"of trained points of which {Numerals.Integer(minima)} of {Numerals.Integer(all)} are minima to every slice but {Numerals.Integer(saddles)} saddles by their eigenvalues";
        }
        return (minima, all) switch
        {
            (0, 1) => "of a trained point that is no minimum",
            (1, 1) => "of a trained point that is a minimum",
            (0, _) => "of trained points that are no minima",
            _ when minima == all => "of trained points that are minima",
            _ => $"of trained points of which {Numerals.Integer(minima)} of {Numerals.Integer(all)} are minima",
        };
    }

    /// <summary>What the points are, variant by variant.</summary>
    public static string Sentence(double radius, IReadOnlyList<PointFacts> variants)
    {
        var phrases = variants.Select(v => (v.Name, Phrase: v.Phrase())).ToList();
        var ends = $"To slices of l = {Numerals.Short(radius)} the trained points";
        return phrases.Select(p => p.Phrase).Distinct().Count() == 1
            ? $"{ends} are {phrases[0].Phrase}."
            : $"{ends} of {string.Join(", those of ", phrases.Select((p, i) => $"{p.Name} are {p.Phrase}"))}.";
    }

    private static bool IsOf(SpectrumRecord spectrum, RoughnessRecord roughness) =>
        spectrum.TrainKey == roughness.TrainKey
        && spectrum.Objective == roughness.Objective
        && spectrum.Step == roughness.Step;

    private string Phrase()
    {
        var kinds = Verdicts.GroupBy(Of).OrderBy(g => g.Key).Select(g => (g.Key, Records: g.ToList())).ToList();
        return kinds is [var only]
            ? Words(only.Key, only.Records)
            : string.Join(
                ", ",
                kinds.Select(k => $"{Words(k.Key, k.Records)} in {k.Records.Count} of {Verdicts.Count} seeds")
            );
    }

    private static Kind Of(MinimiserRecord verdict) =>
        verdict.IsMinimum ? Kind.Minimum
        : verdict.CurvedDownShare > 0 ? Kind.Saddle
        : double.IsNaN(verdict.MedianOffset) ? Kind.Unknown
        : verdict.Verdict.StartsWith("not a minimum", StringComparison.Ordinal) ? Kind.None
        : Kind.Beside;

    private static string Words(Kind kind, List<MinimiserRecord> records) =>
        kind switch
        {
            Kind.Minimum =>
                $"minima to within {Numerals.Significant(Math.Max(0.001, records.Max(r => r.MedianOffset)), 1)}\u00a0l",
            Kind.Beside =>
                $"{(records.Count > 1 ? "in the median " : "")}{Numerals.Significant(Medians.Of([.. records.Select(r => r.MedianOffset)]))}\u00a0l from their minima, a distance that the roughness index measures",
            Kind.Saddle =>
                $"in saddle regions ({Bound("up to", records, r => r.CurvedDownShare, records.Max(r => r.CurvedDownShare))} of directions curve down)",
            Kind.None =>
                $"no minima ({Bound("at least", records, r => r.MonotoneShare, records.Min(r => r.MonotoneShare))} of slices only fall or rise)",
            _ => "of a curvature that no slice shows",
        };

    /// <summary>One figure of several seeds, said to be the bound that it is where they differ.</summary>
    private static string Bound(
        string word,
        List<MinimiserRecord> records,
        Func<MinimiserRecord, double> figure,
        double value
    ) => records.Select(r => Percent(figure(r))).Distinct().Count() > 1 ? $"{word} {Percent(value)}" : Percent(value);

    private static string Percent(double share) => $"{Numerals.Significant(100 * share)}\u00a0%";
}
