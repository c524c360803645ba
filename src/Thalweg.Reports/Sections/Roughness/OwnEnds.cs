using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Indices of losses where their own trainings ended.</summary>
internal static class OwnEnds
{
    /// <summary>Of the variants that figures show, in their order; those of all losses where none was trained on.</summary>
    public static List<RoughnessRecord> Of(StudyView study)
    {
        List<RoughnessRecord> final = [.. MeasuredPlaces.Of(study.Results.Roughness.Where(r => r.IsFinal))];
        var own = final.FindAll(r => study.IsOwn(r.Objective, r.TrainedOn));
        return own.Count > 0 ? own : final;
    }

    /// <summary>Of these those with the settings that stand first.</summary>
    public static List<RoughnessRecord> OfFirstSettings(IReadOnlyList<RoughnessRecord> records) =>
        [.. records.Where(r => Settings(r) == Settings(records[0]))];

    /// <summary>What tells indices at one point apart: M, m, l and the rules.</summary>
    public static (int, int, double, string, string) Settings(RoughnessRecord r) =>
        (r.Directions, r.Intervals, r.Radius, r.Normalize, r.Bias);

    /// <summary>For ticks: <c>Ritz 3</c>, with the half-width where there are several.</summary>
    public static string Label(StudyView study, RoughnessRecord r, IReadOnlyList<RoughnessRecord> among)
    {
        var name = study.Styles[r.TrainedOn].Name;
        var seed = r.Seed is { } s ? FormattableString.Invariant($" {s}") : "";
        var settings = among.Select(Settings).Distinct().Count() > 1 ? $", l = {Numerals.Short(r.Radius)}" : "";
        return name + seed + settings;
    }

    /// <summary>As many seeds as there is room for rows, at least one of each variant.</summary>
    public static List<RoughnessRecord> Fitting(List<RoughnessRecord> records, int mostRows)
    {
        var perSeed = records.Select(r => (r.Objective, r.TrainedOn, Settings(r))).Distinct().Count();
        var seeds = records
            .Select(r => r.Seed)
            .Distinct()
            .Order()
            .Take(Math.Max(1, mostRows / Math.Max(1, perSeed)))
            .ToHashSet();
        return records.FindAll(r => seeds.Contains(r.Seed));
    }
}
