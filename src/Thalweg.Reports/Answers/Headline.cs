using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>The study's answer in words, made from the records by rule. A failed training leads; where variants differ in their formulation,
/// how rough their landscapes are follows, else which variant ends more accurate.</summary>
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
                $"Results of {study.All.Trains.Count} training {(study.All.Trains.Count == 1 ? "run" : "runs")} are shown below. Run the study to its end, or merge its shards, to compare them."
            );
        }
        var own = comparison.Ratios.Where(r => RoughnessWords.IsOwn(study, r)).ToList();
        var roughness = RoughnessSentence.Of(study, comparison, own);
        List<string> sentences =
            study.ComparesFormulations ? [roughness, .. Further(study, comparison, own)]
            : TrainingsSentence.Of(study, comparison) is { } trainings
                ?
                [
                    trainings,
                    .. TrainingsSentence.Orders(study, comparison) is { } orders ? new[] { orders } : [],
                    VariantSentence.Of(study, comparison),
                ]
            :
            [
                VariantSentence.Of(study, comparison),
                .. own.Count == 0 ? [] : new[] { roughness },
                .. own.Count == 0 ? [] : Valleys(study, comparison).Concat(Points(study)),
                .. own.Count == 0 ? [] : Notes(study, comparison, own),
            ];
        if (TrainingFailure.Of(study) is { } failure)
        {
            sentences.Insert(0, failure);
        }
        return new Headline(sentences[0], string.Join(" ", sentences.Skip(1)));
    }

    private static IEnumerable<string> Further(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own)
    {
        foreach (var sentence in Valleys(study, comparison))
        {
            yield return sentence;
        }
        if (own is [var only])
        {
            if (
                new[] { only.NumeratorAt, only.DenominatorAt }.Any(label =>
                    LandscapeFacts.Of(study, label) is { Oscillates: true }
                ) && RoughnessWords.Value(only).IsFinite
            )
            {
                yield return "The roughness index, which holds the distance from the minimum too, "
                    + (
                        RoughnessWords.Value(only).Direction == 0
                            ? $"does not tell them apart ({RoughnessSentence.Undecided(study, only)})."
                            : $"is {RoughnessSentence.Decided(study, only)}."
                    );
            }
        }
        foreach (var sentence in Points(study))
        {
            yield return sentence;
        }
        foreach (var sentence in AtOnePoint(study, comparison))
        {
            yield return sentence;
        }
        foreach (var sentence in Notes(study, comparison, own))
        {
            yield return sentence;
        }
        if (SummaryTable.ErrorSentence(study) is { } errors)
        {
            yield return errors;
        }
    }

    /// <summary>Which of two losses has the larger index at one trained point; of many pairs how many are decided.</summary>
    private static IEnumerable<string> AtOnePoint(StudyView study, ComparisonRecord comparison)
    {
        var pairs = comparison
            .Ratios.Where(r => !RoughnessWords.IsOwn(study, r) && r.NumeratorAt == r.DenominatorAt)
            .ToList();
        var decided = pairs.FindAll(r => RoughnessWords.Value(r).Direction != 0);
        if (decided.Count > MostTold)
        {
            var factors = decided.Select(Larger).Select(p => p.Value.Value).Order().ToList();
            yield return $"Of two losses at one trained point one has the larger roughness index in {decided.Count} of {pairs.Count} pairs, by a factor of {Numerals.Significant(factors[0])} to {Numerals.Significant(factors[^1])}.";
            yield break;
        }
        foreach (var ratio in decided)
        {
            var (larger, smaller, value) = Larger(ratio);
            yield return $"At the trained points of {study.Styles[ratio.NumeratorAt].Name} the roughness index of the {study.Styles.Loss(larger).Name} loss is {value.ValueText} times that of the {study.Styles.Loss(smaller).Name} loss ({RoughnessWords.Bare(value, ratio.Comparisons)}).";
        }

        static (string Larger, string Smaller, Uncertain Value) Larger(RoughnessRatio ratio) =>
            RoughnessWords.Value(ratio).Direction > 0
                ? (ratio.Numerator, ratio.Denominator, RoughnessWords.Value(ratio))
                : (ratio.Denominator, ratio.Numerator, RoughnessWords.Value(ratio).Inverse);
    }

    /// <summary>Up to where landscapes do not oscillate.</summary>
    private static IEnumerable<string> Valleys(StudyView study, ComparisonRecord comparison)
    {
        List<ValleyFacts> valleys = [.. study.All.Variants.Select(v => ValleyFacts.Of(study, v)).OfType<ValleyFacts>()];
        return valleys.Count == 0 ? [] : [ValleyFacts.Sentence(study, comparison, valleys)];
    }

    /// <summary>What the points are that landscapes are measured around.</summary>
    private static IEnumerable<string> Points(StudyView study)
    {
        List<string> labels = [.. study.All.Variants.Where(v => PointFacts.Of(study, v) is not null)];
        return labels.Count == 0
            ? []
            :
            [
                PointFacts.Sentence(
                    LandscapeFacts.Records(study, labels[0])[0].Radius,
                    [.. labels.Select(v => PointFacts.Of(study, v)!)]
                ),
            ];
    }

    /// <summary>What the indices that are told depend on and leave out.</summary>
    private static IEnumerable<string> Notes(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own)
    {
        if (own is [var pair] && OrderOverRadii.Of(study, pair.NumeratorAt, pair.DenominatorAt) is { } order)
        {
            yield return order;
        }
        var isTold = own is [var only] && !RoughnessWords.Value(only).IsFinite;
        if (
            own.Count > 0
            && !isTold
            && RoughnessWords.Hidden(study, RoughnessWords.OwnCells(study, comparison)) is { } hidden
        )
        {
            yield return $"Left out because they are not resolved: {hidden}.";
        }
    }
}
