using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>
/// What the study says of how rough its landscapes are. Where slices oscillate, how much they do is compared; where none does, the roughness
/// index is said to be of something else: how far from the bottom of its valley a training ended, and how lopsided that is.
/// </summary>
internal static class RoughnessSentence
{
    /// <summary>Decided pairs that are told one by one.</summary>
    private const int MostTold = 3;

    // At an exact minimum a cubic term moves the vertex of the fitted parabola by 3/5 of what it changes the slice by, so that offsets have 0.6 of the
    // variance there; beside a minimum of parabolas they have 1. Halfway lies where distance takes over.
    private const double LeastOffset = 0.8;

    public static string Of(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own) =>
        own.Count switch
        {
            0 => Single(study, comparison),
            1 => Pair(study, comparison, own[0]),
            _ => Several(study, comparison, own),
        };

    private static string Single(StudyView study, ComparisonRecord comparison)
    {
        var cells = RoughnessWords.OwnCells(study, comparison);
        if (cells is not [var cell, ..])
        {
            return "The networks are trained; roughness was not computed.";
        }
        if (cells.Count > 1)
        {
            return "The landscapes cannot be compared: no ratio of their roughness indices was recorded.";
        }
        var index = new Uncertain(cell.Roughness, cell.IntervalLower, cell.IntervalUpper);
        var name = study.Styles.Loss(cell.Objective).Name;
        var place = Place(study, [cell.TrainedOn]);
        if (!index.IsFinite)
        {
            return RoughnessWords.Hidden(study, [cell]) is { } hidden
                ? $"The roughness of the {name} landscape {place} is not resolved: {hidden}."
                : $"The roughness index of the {name} landscape {place} is not finite.";
        }
        var told = $"roughness index {index.ValueText} ({RoughnessWords.Interval(index, comparison.Seeds)})";
        return LandscapeFacts.Of(study, cell.TrainedOn) switch
        {
            null => $"The {name} landscape {place} has {told}.",
            { Oscillates: true } facts =>
                $"The {name} landscape oscillates {place}, along {facts.ShareText}: oscillation index {Numerals.Significant(facts.OscillationIndex)}, {told}.",
            var facts =>
                $"The {name} landscape does not oscillate {place} ({facts.ShareText} does){Beyond(study, [cell.TrainedOn])}: its {told} measures {Measured([facts])}.",
        };
    }

    private static string Pair(StudyView study, ComparisonRecord comparison, RoughnessRatio ratio)
    {
        var (numerator, denominator) = (study.Styles[ratio.NumeratorAt].Name, study.Styles[ratio.DenominatorAt].Name);
        if (RoughnessWords.Value(ratio) is { IsFinite: false, Direction: 0 })
        {
            return RoughnessWords.Hidden(study, RoughnessWords.OwnCells(study, comparison)) is { } hidden
                ? $"Which of the {numerator} and {denominator} landscapes is rougher is not resolved: {hidden}."
                : $"The data do not decide which landscape is rougher: the ratio of the roughness indices of {numerator} and {denominator} has no finite interval.";
        }
        var place = Place(study, [ratio.NumeratorAt, ratio.DenominatorAt]);
        var (upper, lower) = (
            LandscapeFacts.Of(study, ratio.NumeratorAt),
            LandscapeFacts.Of(study, ratio.DenominatorAt)
        );
        if (upper is null || lower is null)
        {
            return RoughnessWords.Value(ratio).Direction == 0
                ? $"The data do not decide which landscape has the larger roughness index {place}: {Undecided(study, ratio)}."
                : $"{Capital(place)} the roughness index is {Decided(study, ratio)}.";
        }
        if (!upper.Oscillates && !lower.Oscillates)
        {
            return $"Neither landscape oscillates {place} ({NoneOf(upper, lower)}){Beyond(study, [ratio.NumeratorAt, ratio.DenominatorAt])}: the roughness index compares {Measured([upper, lower])}, "
                + (
                    RoughnessWords.Value(ratio).Direction == 0
                        ? $"which the data do not tell apart ({Undecided(study, ratio)})."
                        : $"and is {Decided(study, ratio)}."
                );
        }
        return OscillationSentence.Of(
            study,
            comparison,
            (upper, ratio.NumeratorAt),
            (lower, ratio.DenominatorAt),
            place
        );
    }

    private static string Several(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own)
    {
        List<string> labels = [.. own.SelectMany(r => new[] { r.NumeratorAt, r.DenominatorAt }).Distinct()];
        List<LandscapeFacts?> facts = [.. labels.Select(label => LandscapeFacts.Of(study, label))];
        var place = Place(study, labels);
        var known = facts.OfType<LandscapeFacts>().ToList();
        var (lead, index) =
            known.Count < labels.Count ? ("", "roughness index")
            : known.TrueForAll(f => !f.Oscillates)
                ? (
                    $"None of the {labels.Count} landscapes oscillates {place}{Beyond(study, labels)}: the roughness index compares {Measured(known)}. ",
                    "index"
                )
            : (
                $"{Capital(place)} slices oscillate: {string.Join(", ", known.Select(f => $"{f.Name} along {f.ShareText}"))}. ",
                "roughness index"
            );
        // Where all of them oscillate, how much is compared by what measures it.
        if (
            known.Count == labels.Count
            && known.TrueForAll(f => f.Oscillates)
            && OscillationSentence.Ratios(comparison) is { Count: > 0 } oscillations
        )
        {
            (own, index) = (oscillations, "oscillation index");
        }
        foreach (var label in labels)
        {
            var duels = own.Where(r => r.NumeratorAt == label || r.DenominatorAt == label).ToList();
            if (
                duels.Count == labels.Count - 1
                && duels.TrueForAll(d =>
                    RoughnessWords.Value(d).Direction != 0 && RoughnessWords.Ordered(d).Less == label
                )
            )
            {
                var parts = duels.Select(d =>
                {
                    var (_, more, value) = RoughnessWords.Ordered(d);
                    return $"{value.ValueText} times below that of {study.Styles[more].Name} ({RoughnessWords.Interval(value, d.Seeds, d.Comparisons)})";
                });
                return $"{lead}The {index} of {study.Styles[label].Name} {(lead.Length == 0 ? place + " " : "")}is the smallest: {string.Join(", ", parts)}.";
            }
        }
        var decided = own.FindAll(r => RoughnessWords.Value(r).Direction != 0);
        return decided.Count == 0
            ? $"{lead}The data do not decide which of the {labels.Count} landscapes has the largest {index}{(lead.Length == 0 ? " " + place : "")}."
            : $"{lead}No {index} is smaller than all others for certain; "
                + string.Join("; ", decided.Take(MostTold).Select(r => $"that of {Decided(study, r)}"))
                + (decided.Count > MostTold ? $"; and {decided.Count - MostTold} more." : ".");
    }

    /// <summary>For example <c>3.1 times smaller for Galerkin than for Ritz (95 %: 2.6–3.7, 5 seeds)</c>.</summary>
    public static string Decided(StudyView study, RoughnessRatio ratio)
    {
        var (less, more, value) = RoughnessWords.Ordered(ratio);
        return $"{value.ValueText} times smaller for {study.Styles[less].Name} than for {study.Styles[more].Name} ({RoughnessWords.Interval(value, ratio.Seeds, ratio.Comparisons)})";
    }

    /// <summary>For example <c>ratio of Ritz to Galerkin 0.8, 95 %: 0.4–1.7, 5 seeds</c>.</summary>
    public static string Undecided(StudyView study, RoughnessRatio ratio)
    {
        var value = RoughnessWords.Value(ratio);
        return $"ratio of {study.Styles[ratio.NumeratorAt].Name} to {study.Styles[ratio.DenominatorAt].Name} {value.ValueText}, {RoughnessWords.Interval(value, ratio.Seeds, ratio.Comparisons)}";
    }

    /// <summary>What an index measures where nothing oscillates: what most of the variance of T comes from.</summary>
    private static string Measured(List<LandscapeFacts> facts) =>
        facts.TrueForAll(IsOffset) ? "how far training got"
        : facts.TrueForAll(f => f.OffsetShare < LeastOffset) ? "how lopsided the valleys are"
        : "how far training got and how lopsided the valleys are";

    /// <summary>Whether an index measures how far from the bottom of its valley a training ended.</summary>
    public static bool IsOffset(LandscapeFacts facts) => facts.OffsetShare >= LeastOffset;

    /// <summary>How far from which points: whether they are minima is said where it is known.</summary>
    public static string Place(StudyView study, IReadOnlyList<string> labels)
    {
        var points =
            PointFacts.Place([.. labels.Select(label => PointFacts.Of(study, label))]) ?? "of where training ended";
        return LandscapeFacts.Records(study, labels[0]) is [var record, ..]
            ? $"within l = {Numerals.Short(record.Radius)} {points}"
            : "where training ended";
    }

    /// <summary>Where slices that do not oscillate begin to; empty where it was not looked for.</summary>
    private static string Beyond(StudyView study, IReadOnlyList<string> labels)
    {
        List<ValleyFacts> valleys = [.. labels.Select(label => ValleyFacts.Of(study, label)).OfType<ValleyFacts>()];
        return valleys.Count == labels.Count ? $", and {ValleyFacts.Clause(valleys)}" : "";
    }

    private static string NoneOf(LandscapeFacts a, LandscapeFacts b) =>
        (
            a.Slices == b.Slices
                ? $"none of {Numerals.Integer(a.Slices)} slices each"
                : $"{a.ShareText} and {b.ShareText}"
        ) + $", {RoughnessWords.Seeds(a.Seeds)}";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
