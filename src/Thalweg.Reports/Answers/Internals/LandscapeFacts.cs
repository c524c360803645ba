using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>What the records say of the landscape of one variant around where its trainings ended.</summary>
/// <param name="Name">Of the variant.</param>
/// <param name="Radius">l.</param>
/// <param name="Seeds">Trainings that were measured.</param>
/// <param name="Oscillating">Slices of all seeds that oscillate.</param>
/// <param name="Slices">Slices of all seeds that the share is of.</param>
/// <param name="OscillationIndex">Median over seeds.</param>
/// <param name="OffsetShare">What the offsets of the vertices have in the variance of T, median over seeds; NaN where it is not known.</param>
internal sealed record LandscapeFacts(
    string Name,
    double Radius,
    int Seeds,
    int Oscillating,
    int Slices,
    double OscillationIndex,
    double OffsetShare
)
{
    public bool Oscillates => Oscillating > 0;

    /// <summary>For example <c>9.2 % of its 500 slices</c>.</summary>
    public string ShareText =>
        Oscillates
            ? $"{Numerals.Significant(100.0 * Oscillating / Slices, 2)}\u00a0% of its {Numerals.Integer(Slices)} slices"
            : $"none of its {Numerals.Integer(Slices)} slices";

    /// <summary>Null where no index was computed there, or by a version that did not take it apart.</summary>
    public static LandscapeFacts? Of(StudyView study, string label)
    {
        var records = Records(study, label);
        List<OscillationRecord> oscillations = [.. records.Select(r => r.Oscillation).OfType<OscillationRecord>()];
        if (records.Count == 0 || oscillations.Count < records.Count || oscillations.Sum(o => o.CountedSlices) == 0)
        {
            return null;
        }
        var shares = records.Select(r => r.Shares?.Offset ?? double.NaN).Where(double.IsFinite).ToArray();
        return new LandscapeFacts(
            study.Styles[label].Name,
            records[0].Radius,
            records.Count,
            oscillations.Sum(o => o.OscillatingSlices),
            oscillations.Sum(o => o.CountedSlices),
            Medians.Of([.. oscillations.Select(o => o.OscillationIndex)]),
            shares.Length == 0 ? double.NaN : Medians.Of(shares)
        );
    }

    /// <summary>Of the ends of a variant under its own loss, those that the comparison is made of: with the half-width that stands first.</summary>
    public static List<RoughnessRecord> Records(StudyView study, string label)
    {
        var own = MeasuredPlaces.Of(
            study.All.Roughness.Where(r => r.IsFinal && r.TrainedOn == label && study.All.IsOwn(r.Objective, label))
        );
        return [.. own.Where(r => r.Radius == own[0].Radius && r.Directions == own[0].Directions)];
    }
}
