using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Figures;

/// <summary>Names the trained points that the panels of a figure are centred at.</summary>
internal static class PointNames
{
    public static bool AreOne(IReadOnlyList<(string? TrainedOn, ulong? Seed, long? Step)> points) =>
        points.Distinct().Count() == 1;

    /// <summary>For example <c>seed 1, step 600</c>, or <c>seed 1, step 1500 (Ritz), step 600 (Galerkin)</c> where panels are of different steps.</summary>
    public static string Words(StudyView study, IReadOnlyList<(string? TrainedOn, ulong? Seed, long? Step)> points)
    {
        var all = points.Distinct().ToList();
        return all.Select(p => p.Step).Distinct().Count() == 1 && OneSeed(all)
                ? $"seed {all[0].Seed}, step {Step(all[0].Step)}"
            : OneSeed(all)
                ? $"seed {all[0].Seed}, {string.Join(", ", all.Select(p => $"step {Step(p.Step)}{Of(study, p.TrainedOn)}"))}"
            : string.Join(", ", all.Select(p => $"seed {p.Seed} step {Step(p.Step)}{Of(study, p.TrainedOn)}"));
    }

    private static bool OneSeed(List<(string? TrainedOn, ulong? Seed, long? Step)> points) =>
        points.Select(p => p.Seed).Distinct().Count() == 1;

    private static string Step(long? step) => step is { } number ? Numerals.Integer(number) : "not known";

    private static string Of(StudyView study, string? label) => label is null ? "" : $" ({study.Styles[label].Name})";
}
