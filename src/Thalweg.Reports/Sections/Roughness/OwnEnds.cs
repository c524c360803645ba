using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Indices of losses where their own trainings ended.</summary>
internal static class OwnEnds
{
    /// <summary>Of the variants that figures show, in their order; those of all losses where none was trained on. What was measured along the
    /// trainings has its own figure, and its ends are left out where there are others.</summary>
    public static List<RoughnessRecord> Of(StudyView study)
    {
        var all = study.Results.Roughness;
        List<RoughnessRecord> final = [.. MeasuredPlaces.Of(all.Where(r => r.IsFinal))];
        var own = final.FindAll(r => study.IsOwn(r.Objective, r.TrainedOn));
        own = own.Count > 0 ? own : final;
        var along = all.Where(r => !r.IsFinal).Select(Settings).ToHashSet();
        var ends = own.FindAll(r => !along.Contains(Settings(r)));
        return ends.Count > 0 ? ends : own;
    }

    /// <summary>Of these those with the settings that stand first.</summary>
    public static List<RoughnessRecord> OfFirstSettings(IReadOnlyList<RoughnessRecord> records) =>
        [.. records.Where(r => Settings(r) == Settings(records[0]))];

    /// <summary>What tells indices at one point apart: M, m, l and the rules.</summary>
    public static (int M, int Intervals, double Radius, string Normalize, string Bias) Settings(RoughnessRecord r) =>
        (r.Directions, r.Intervals, r.Radius, r.Normalize, r.Bias);

    /// <summary>The look of the variant whose loss it is; that of the loss where it is another one's.</summary>
    public static VariantStyle Style(StudyView study, RoughnessRecord r) =>
        study.All.IsOwn(r.Objective, r.TrainedOn)
            ? study.Styles[r.TrainedOn]
            : study.Styles.Loss(r.Objective, r.TrainedOn);

    /// <summary>For ticks: <c>Ritz 3</c>; with the half-width where several are among them, or a letter where indices differ in more.</summary>
    public static string Label(StudyView study, RoughnessRecord r, IReadOnlyList<RoughnessRecord> among)
    {
        var name = study.Styles[r.TrainedOn].Name + (r.Seed is { } s ? FormattableString.Invariant($" {s}") : "");
        var settings = among.Select(Settings).Distinct().ToList();
        return settings.Count == 1 ? name
            : settings.Select(x => x.Radius).Distinct().Count() == settings.Count
                ? $"{name}, l = {Numerals.Short(r.Radius)}"
            : $"{name} {Letter(settings.IndexOf(Settings(r)))}";
    }

    /// <summary>For captions: what the letters of <see cref="Label"/> stand for.</summary>
    public static string Letters(IReadOnlyList<RoughnessRecord> among)
    {
        var settings = among.DistinctBy(Settings).ToList();
        return settings.Count == 1
            ? IndexWords.Briefly(settings)
            : string.Join("; ", settings.Select((r, i) => $"{Letter(i)}: {IndexWords.Briefly([r])}"));
    }

    private static string Letter(int index) => index < 26 ? $"{(char)('a' + index)}" : $"no. {index + 1}";

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
