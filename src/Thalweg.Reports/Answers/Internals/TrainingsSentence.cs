using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>
/// What a study of several losses with several trainings each says of its roughness indices: where nothing oscillates they follow the training, and
/// so does which loss has the larger one.
/// </summary>
internal static class TrainingsSentence
{
    /// <summary>Null where variants differ in more, where slices oscillate, or where no index differs from another of its loss (a family of pairs of its own).</summary>
    public static string? Of(StudyView study, ComparisonRecord comparison)
    {
        if (!study.ComparesTrainings)
        {
            return null;
        }
        var cells = RoughnessWords.OwnCells(study, comparison);
        var facts = cells.ConvertAll(cell => LandscapeFacts.Of(study, cell.TrainedOn));
        if (cells.Count < 2 || facts.Exists(f => f is null or { Oscillates: true }))
        {
            return null;
        }
        var pairs = comparison
            .Ratios.Where(r =>
                r.Numerator == r.Denominator && RoughnessWords.IsOwn(study, r) && RoughnessWords.Value(r).Direction != 0
            )
            .ToList();
        if (pairs.Count == 0)
        {
            return null;
        }
        var ratio = pairs.MaxBy(r => RoughnessWords.Ordered(r).Value.Value)!;
        var (less, more, times) = RoughnessWords.Ordered(ratio);
        CrossCell Cell(string label) => cells.Find(cell => cell.TrainedOn == label)!;
        string Told(CrossCell cell) =>
            $"{Numerals.Significant(cell.Roughness)} for {study.Styles[cell.TrainedOn].Name} ({Share(facts[cells.IndexOf(cell)]!)})";
        // A loss whose trainings are not told apart follows nothing.
        List<string> level =
        [
            .. cells
                .Select(cell => cell.Objective)
                .Distinct()
                .Where(loss => !pairs.Exists(pair => pair.Numerator == loss))
                .Select(loss => study.Styles.Loss(loss).Name),
        ];
        return $"None of the {cells.Count} landscapes oscillates {RoughnessSentence.Place(study, [.. cells.Select(cell => cell.TrainedOn)])}: the roughness index follows the training, from {Told(Cell(more))} to {Told(Cell(less))}, {times.ValueText} times less ({RoughnessWords.Interval(times, ratio.Seeds, ratio.Comparisons)})"
            + (
                level.Count == 0
                    ? "."
                    : $"; that of {string.Join(" and ", level)} is not told apart between its trainings."
            );
    }

    /// <summary>How two losses compare under each training, for example <c>The index of Ritz over that of Galerkin is 3.6 (95 %: 2.1–5.9) with 1500 steps; not decided with 6000 steps.</c></summary>
    public static string? Orders(StudyView study, ComparisonRecord comparison)
    {
        var told = comparison
            .Ratios.Where(r => RoughnessWords.IsOwn(study, r) && r.Numerator != r.Denominator)
            .Select(r => (Ratio: r, Training: Training(study, r.NumeratorAt, r.Numerator)))
            .Where(pair => pair.Training == Training(study, pair.Ratio.DenominatorAt, pair.Ratio.Denominator))
            .ToList();
        if (
            told.Count < 2
            || told.Select(pair => (pair.Ratio.Numerator, pair.Ratio.Denominator)).Distinct().Count() > 1
        )
        {
            return null;
        }
        var (upper, lower) = (told[0].Ratio.Numerator, told[0].Ratio.Denominator);
        // Told the way round that most of the ratios are above 1.
        var isTurned = told.Count(pair => pair.Ratio.Ratio < 1) > told.Count / 2;
        var parts = told.Select(pair =>
        {
            var value = isTurned ? RoughnessWords.Value(pair.Ratio).Inverse : RoughnessWords.Value(pair.Ratio);
            return $"{value.ValueText} ({RoughnessWords.Bare(value, pair.Ratio.Comparisons)}{(value.Direction == 0 ? ", not decided" : "")}) with {pair.Training}";
        });
        return $"The index of {study.Styles.Loss(isTurned ? lower : upper).Name} over that of {study.Styles.Loss(isTurned ? upper : lower).Name} is {string.Join("; ", parts)}.";
    }

    /// <summary>What is left of the name of a variant without that of its loss.</summary>
    private static string Training(StudyView study, string label, string loss)
    {
        var (name, prefix) = (study.Styles[label].Name, study.Styles.Loss(loss).Name + ", ");
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    private static string Share(LandscapeFacts facts) =>
        RoughnessSentence.IsOffset(facts)
            ? $"{Numerals.Integer((long)Math.Round(Math.Min(1, facts.OffsetShare) * 100))}\u00a0% of its variance is distance from the minimum"
            : "lopsided valleys";
}
