using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>The study's answer in words, made from the records by rule: a ratio counts only where its interval excludes 1.</summary>
/// <param name="Sentence">The answer.</param>
/// <param name="Lede">What else the records say, or why there is no answer; may be empty.</param>
public sealed record Headline(string Sentence, string Lede)
{
    /// <summary>Decided pairs that are told one by one.</summary>
    private const int MostTold = 3;

    internal static Headline Of(StudyView study)
    {
        if (study.All.Provenances.Count == 0)
        {
            return new Headline("This folder holds no results yet.", "Run the study, then render the page again.");
        }
        if (study.All.Comparison is not { } comparison)
        {
            return new Headline(
                "The landscapes have not been compared: the comparison over all runs is missing.",
                $"Results of {study.All.Trains.Count} training {Plural("run", study.All.Trains.Count)} are shown below. Run the study to its end, or merge its shards, to compare them."
            );
        }
        var own = comparison.Ratios.Where(r => IsOwn(study, r)).ToList();
        var roughness = own.Count switch
        {
            0 => Single(study, comparison),
            1 => Pair(study, comparison, own[0]),
            _ => Several(study, own),
        };
        return study.ComparesFormulations
            ? new Headline(roughness, string.Join(" ", Further(study, comparison, own)))
            : new Headline(
                VariantSentence.Of(study, comparison),
                own.Count == 0 ? "" : string.Join(" ", [roughness, .. LeftOut(study, comparison, own)])
            );
    }

    /// <summary>1 where the interval lies above 1, −1 where it lies below, 0 where the data do not decide.</summary>
    internal static int Direction(RoughnessRatio ratio) =>
        !Value(ratio).IsFinite ? 0
        : ratio.IntervalLower > 1 ? 1
        : ratio.IntervalUpper < 1 ? -1
        : 0;

    private static string Single(StudyView study, ComparisonRecord comparison)
    {
        var cell = comparison.Cross.FirstOrDefault(c => study.All.IsOwn(c.Objective, c.TrainedOn));
        if (cell is null)
        {
            return "The networks are trained; roughness was not computed.";
        }
        var index = new Uncertain(cell.Roughness, cell.IntervalLower, cell.IntervalUpper);
        var name = study.Styles.Loss(cell.Objective).Name;
        return comparison.Cross.Count(c => study.All.IsOwn(c.Objective, c.TrainedOn)) > 1
                ? "The landscapes cannot be compared: no ratio of their roughness indices was recorded."
            : index.IsFinite
                ? $"Around its minimiser the {name} landscape has roughness index {index.ValueText} (95 %: {index.IntervalText}, {comparison.Seeds} {Plural("seed", comparison.Seeds)})."
            : Hidden(study, [cell]) is { } hidden
                ? $"The roughness of the {name} landscape around its minimiser is not resolved: {hidden}."
            : $"The roughness index of the {name} landscape around its minimiser is not finite.";
    }

    private static string Pair(StudyView study, ComparisonRecord comparison, RoughnessRatio ratio)
    {
        var (numerator, denominator) = (study.Styles[ratio.NumeratorAt].Name, study.Styles[ratio.DenominatorAt].Name);
        return Direction(ratio) switch
        {
            1 =>
                $"Around its minimiser the {denominator} landscape is {Times(Value(ratio))} less rough than the {numerator} landscape ({Interval(Value(ratio), ratio.Seeds)}).",
            -1 =>
                $"Around its minimiser the {numerator} landscape is {Times(Inverse(ratio))} less rough than the {denominator} landscape ({Interval(Inverse(ratio), ratio.Seeds)}).",
            _ when !Value(ratio).IsFinite && Hidden(study, OwnCells(study, comparison)) is { } hidden =>
                $"Which of the {numerator} and {denominator} landscapes is rougher is not resolved: {hidden}.",
            _ when !Value(ratio).IsFinite =>
                $"The data do not decide which landscape is rougher: the ratio of the roughness indices of {numerator} and {denominator} has no finite interval.",
            _ =>
                $"The data do not decide which landscape is rougher around its minimiser: roughness index {Cell(study, comparison, ratio.NumeratorAt)} for {numerator}, {Cell(study, comparison, ratio.DenominatorAt)} for {denominator} "
                    + $"(ratio {Value(ratio).ValueText}, {Interval(Value(ratio), ratio.Seeds)}).",
        };
    }

    private static string Several(StudyView study, List<RoughnessRatio> own)
    {
        var labels = own.SelectMany(r => new[] { r.NumeratorAt, r.DenominatorAt }).Distinct().ToList();
        foreach (var label in labels)
        {
            var duels = own.Where(r => r.NumeratorAt == label || r.DenominatorAt == label).ToList();
            if (duels.Count == labels.Count - 1 && duels.All(d => Direction(d) == (d.DenominatorAt == label ? 1 : -1)))
            {
                var parts = duels.Select(d =>
                {
                    var (other, value) =
                        d.DenominatorAt == label ? (d.NumeratorAt, Value(d)) : (d.DenominatorAt, Inverse(d));
                    return $"{Times(value)} less than {study.Styles[other].Name} ({Interval(value, d.Seeds)})";
                });
                return $"Around its minimiser the {study.Styles[label].Name} landscape is the least rough: {string.Join(", ", parts)}.";
            }
        }
        var decided = own.Where(r => Direction(r) != 0).ToList();
        return decided.Count == 0
            ? $"The data do not decide which of the {labels.Count} landscapes is roughest around its minimiser."
            : "No landscape is less rough than all others for certain; "
                + string.Join("; ", decided.Take(MostTold).Select(r => Comparison(study, r)))
                + (decided.Count > MostTold ? $"; and {decided.Count - MostTold} more." : ".");
    }

    private static IEnumerable<string> Further(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own)
    {
        if (own.Count == 1 && Direction(own[0]) == 0 && Value(own[0]).IsFinite)
        {
            yield return $"{NumberWord(own[0].Seeds)} {Plural("seed", own[0].Seeds)} do not separate them.";
        }
        foreach (
            var ratio in comparison.Ratios.Where(r =>
                !IsOwn(study, r) && Direction(r) != 0 && r.NumeratorAt == r.DenominatorAt
            )
        )
        {
            var (rougher, smoother, value) =
                Direction(ratio) > 0
                    ? (ratio.Numerator, ratio.Denominator, Value(ratio))
                    : (ratio.Denominator, ratio.Numerator, Inverse(ratio));
            yield return $"Seen from the {study.Styles[ratio.NumeratorAt].Name} minimiser, the {study.Styles.Loss(rougher).Name} loss is {Times(value)} rougher than the {study.Styles.Loss(smoother).Name} loss ({Bare(value)}).";
        }
        foreach (var sentence in LeftOut(study, comparison, own))
        {
            yield return sentence;
        }
        if (SummaryTable.ErrorSentence(study) is { } errors)
        {
            yield return errors;
        }
    }

    private static List<CrossCell> OwnCells(StudyView study, ComparisonRecord comparison) =>
        [.. comparison.Cross.Where(c => study.All.IsOwn(c.Objective, c.TrainedOn))];

    /// <summary>Why nothing can be said of the indices, where it is rounding that hides them.</summary>
    private static string? Hidden(StudyView study, List<CrossCell> cells)
    {
        var hidden = cells.FindAll(c => c.NotResolvedSlices > 0);
        return hidden.Count == 0
            ? null
            : "rounding may be what losses differ by along "
                + string.Join(
                    " and ",
                    hidden.Select(c =>
                        $"{Numerals.Integer(c.NotResolvedSlices)} of {Numerals.Integer(c.Slices)} slices of {study.Styles[c.TrainedOn].Name}"
                    )
                );
    }

    /// <summary>What the indices that are told leave out.</summary>
    private static IEnumerable<string> LeftOut(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own)
    {
        var isTold = own is [var only] && !Value(only).IsFinite;
        if (own.Count > 0 && !isTold && Hidden(study, OwnCells(study, comparison)) is { } hidden)
        {
            yield return $"Left out because they are not resolved: {hidden}.";
        }
    }

    private static string Comparison(StudyView study, RoughnessRatio ratio)
    {
        var (less, more, value) =
            Direction(ratio) > 0
                ? (ratio.DenominatorAt, ratio.NumeratorAt, Value(ratio))
                : (ratio.NumeratorAt, ratio.DenominatorAt, Inverse(ratio));
        return $"{study.Styles[less].Name} is {Times(value)} less rough than {study.Styles[more].Name} ({Interval(value, ratio.Seeds)})";
    }

    private static bool IsOwn(StudyView study, RoughnessRatio ratio) =>
        study.All.IsOwn(ratio.Numerator, ratio.NumeratorAt)
        && study.All.IsOwn(ratio.Denominator, ratio.DenominatorAt)
        && ratio.NumeratorAt != ratio.DenominatorAt;

    private static Uncertain Value(RoughnessRatio ratio) => new(ratio.Ratio, ratio.IntervalLower, ratio.IntervalUpper);

    private static Uncertain Inverse(RoughnessRatio ratio) =>
        new(1 / ratio.Ratio, 1 / ratio.IntervalUpper, 1 / ratio.IntervalLower);

    private static string Times(Uncertain value) => $"{value.ValueText} times";

    private static string Bare(Uncertain value) => $"95 %: {value.IntervalText}";

    private static string Interval(Uncertain value, int seeds) => $"{Bare(value)}, {seeds} {Plural("seed", seeds)}";

    private static string Cell(StudyView study, ComparisonRecord comparison, string label) =>
        comparison.Cross.FirstOrDefault(c => c.TrainedOn == label && study.All.IsOwn(c.Objective, label)) is { } cell
            ? new Uncertain(cell.Roughness, cell.IntervalLower, cell.IntervalUpper).ValueText
            : "unknown";

    private static string Plural(string word, int count) => count == 1 ? word : word + "s";

    private static string NumberWord(int count) =>
        count switch
        {
            1 => "One",
            2 => "Two",
            3 => "Three",
            4 => "Four",
            5 => "Five",
            6 => "Six",
            7 => "Seven",
            8 => "Eight",
            9 => "Nine",
            10 => "Ten",
            _ => Numerals.Integer(count),
        };
}
