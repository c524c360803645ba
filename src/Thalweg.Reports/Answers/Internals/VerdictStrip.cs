using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>What must hold for the first sentence to mean what it says: each question with its answer, of what was measured.</summary>
internal static class VerdictStrip
{
    private const string NotMeasured = "not measured";

    /// <summary>A larger change of an index between two numbers of points is one of the grid.</summary>
    private const double LargestChange = 0.05;

    public static IReadOnlyList<Verdict> Of(StudyView study)
    {
        if (study.All.Trains.Count == 0)
        {
            return [];
        }
        List<string> labels = [.. study.All.Variants.Where(label => LandscapeFacts.Records(study, label).Count > 0)];
        List<Verdict> verdicts = [Trained(study)];
        if (study.All.Comparison is { } comparison && study.All.Variants.Count > 1)
        {
            verdicts.Add(Decided(study, comparison));
        }
        if (labels.Count > 0)
        {
            verdicts.Insert(1, AtMinimum(study, labels));
            verdicts.Add(ToHalfWidth(study, labels));
            verdicts.Add(ToOneDirection(study, labels));
            verdicts.Add(ToPoints(study, labels));
        }
        return verdicts;
    }

    private static Verdict Trained(StudyView study)
    {
        var ends = TrainingFailure.Ends(study);
        if (ends.Count == 0)
        {
            return new Verdict("trained?", "no error is known", null, "training");
        }
        var failed = ends.FindAll(e => e.HasFailed);
        var worst = ends.Select(e => e.Largest).Aggregate(Math.Max);
        if (failed.Count == 0 && worst > TrainingFailure.LargestError)
        {
            return new Verdict("trained?", $"not every seed, error up to {Percent(worst)}", false, "training");
        }
        return new Verdict(
            "trained?",
            failed.Count == 0 ? $"yes, error at most {Percent(worst)}"
                : failed.Count == ends.Count
                    ? $"no, error {(double.IsNaN(worst) ? "not finite" : $"up to {Percent(worst)}")}"
                : failed.Count == 1 ? $"not {failed[0].Name}"
                : $"no, {Numerals.Integer(ends.Count - failed.Count)} of {Numerals.Integer(ends.Count)} variants",
            failed.Count == 0,
            "training"
        );
    }

    private static Verdict AtMinimum(StudyView study, List<string> labels)
    {
        List<PointFacts> points = [.. labels.Select(label => PointFacts.Of(study, label)).OfType<PointFacts>()];
        var (minima, all) = (points.Sum(p => p.Minima), points.Sum(p => p.Verdicts.Count));
        var saddles = points.Sum(p => p.Saddles);
        return new Verdict(
            "at a minimum?",
            all == 0 ? NotMeasured
                : saddles > 0
                    ? $"{Numerals.Integer(minima)} of {Numerals.Integer(all)} to slices, {Numerals.Integer(saddles)} are saddles by spectrum"
                : minima == all ? $"yes, all {Numerals.Integer(all)} points"
                : $"{(minima == 0 ? "none" : Numerals.Integer(minima))} of {Numerals.Integer(all)} points",
            all == 0 ? null : minima == all && saddles == 0,
            "roughness"
        );
    }

    private static Verdict Decided(StudyView study, ComparisonRecord comparison)
    {
        var own = comparison.Ratios.Where(r => RoughnessWords.IsOwn(study, r)).ToList();
        var (quantity, section, directions) =
            study.ComparesFormulations && own.Count > 0
                ? Oscillations(study, comparison, own) is { Count: > 0 } oscillations
                    ? ("oscillation index", "roughness", oscillations)
                    : ("roughness index", "roughness", own.ConvertAll(r => RoughnessWords.Value(r).Direction))
                : (
                    QuantityName.Words(study.MainError ?? "loss"),
                    "comparison",
                    comparison
                        .Paired.Where(p => p.Quantity == (study.MainError ?? "loss") && !double.IsNaN(p.Ratio))
                        .Select(p => PairedRatios.Value(p).Direction)
                        .ToList()
                );
        var decided = directions.Count(d => d != 0);
        return new Verdict(
            "decided?",
            directions.Count == 0 ? NotMeasured
                : directions.Count == 1 ? $"{(decided == 1 ? "yes" : "no")}, by {quantity}"
                : $"{Numerals.Integer(decided)} of {Numerals.Integer(directions.Count)} pairs, by {quantity}",
            directions.Count == 0 ? null : decided == directions.Count,
            section
        );
    }

    /// <summary>Which pairs their oscillation decides, where all landscapes oscillate: it is told then in place of the roughness index.</summary>
    private static List<int> Oscillations(StudyView study, ComparisonRecord comparison, List<RoughnessRatio> own) =>
        own.SelectMany(r => new[] { r.NumeratorAt, r.DenominatorAt })
            .All(label => LandscapeFacts.Of(study, label) is { Oscillates: true })
            ?
            [
                .. comparison
                    .Paired.Where(p => p.Quantity == "oscillationIndex")
                    .Select(p => PairedRatios.Value(p).Direction),
            ]
            : [];

    private static Verdict ToHalfWidth(StudyView study, List<string> labels)
    {
        const string Question = "robust to l?";
        List<double> radii =
        [
            .. labels.SelectMany(label => OrderOverRadii.Indices(study, label).Keys).Distinct().Order(),
        ];
        if (radii.Count < 2)
        {
            return new Verdict(Question, NotMeasured, null, "figure-sweep-radius");
        }
        var range = $"l = {Numerals.Short(radii[0])} to {Numerals.Short(radii[^1])}";
        var seeds = $"({RoughnessWords.Seeds(OrderOverRadii.Seeds(study, labels))})";
        var orders = labels
            .SelectMany((label, k) => labels.Take(k).Select(other => OrderOverRadii.Decided(study, other, label)))
            .ToList();
        return orders.Exists(OrderOverRadii.Changes)
                ? new Verdict(Question, $"no, the order changes {seeds}", false, "figure-sweep-radius")
            : orders.Exists(o => o.Count > 0)
                ? new Verdict(Question, $"one order from {range} {seeds}", true, "figure-sweep-radius")
            : new Verdict(
                Question,
                $"{(labels.Count == 1 ? "swept" : "no order")} from {range} {seeds}",
                null,
                "figure-sweep-radius"
            );
    }

    private static Verdict ToOneDirection(StudyView study, List<string> labels)
    {
        List<InfluenceRecord> influences =
        [
            .. labels
                .SelectMany(label => LandscapeFacts.Records(study, label))
                .Select(r => r.Influence)
                .OfType<InfluenceRecord>(),
        ];
        if (influences.Count == 0)
        {
            return new Verdict("robust to one direction?", NotMeasured, null, "roughness");
        }
        var largest = influences.Max(i => i.LargestShare);
        return new Verdict(
            "robust to one direction?",
            $"{(largest < 1.0 / 3 ? "yes" : "no")}, one carries {(largest < 1.0 / 3 ? "at most " : "")}{Percent(largest)}",
            largest < 1.0 / 3,
            "roughness"
        );
    }

    private static Verdict ToPoints(StudyView study, List<string> labels)
    {
        var changes = study
            .All.Sweeps.Where(s =>
                s.TrainedOn is { } label && labels.Contains(label) && study.All.IsOwn(s.Objective, label)
            )
            .SelectMany(s => s.Rows.Where(r => double.IsFinite(r.Roughness)).GroupBy(r => (r.Directions, r.Radius)))
            .Select(g => g.OrderByDescending(r => r.Intervals).DistinctBy(r => r.Intervals).Take(2).ToList())
            .Where(finest => finest.Count == 2)
            .Select(finest =>
                (Change: Change(finest[1].Roughness, finest[0].Roughness), finest[1].Intervals, Finest: finest[0])
            )
            .ToList();
        if (changes.Count == 0)
        {
            return new Verdict("robust to the number of points?", NotMeasured, null, "figure-sweep-settings");
        }
        var (change, intervals, finest) = changes.MaxBy(c => c.Change);
        if (!double.IsFinite(change) || changes.TrueForAll(c => c is { Change: 0, Finest.Roughness: 0 }))
        {
            // Slices that only fall or rise have an index of 0 on any points.
            return new Verdict(
                "robust to the number of points?",
                change == 0
                    ? $"yes, RI is 0 from m = {Numerals.Integer(changes.Max(c => c.Intervals))} on"
                    : $"no, RI is 0 at m = {Numerals.Integer(finest.Intervals)} and not at {Numerals.Integer(intervals)}",
                change == 0,
                "figure-sweep-settings"
            );
        }
        return new Verdict(
            "robust to the number of points?",
            change <= LargestChange
                ? $"yes, within {Percent(Math.Max(change, 1e-4))} from m = {Numerals.Integer(intervals)} on"
                : $"no, {Percent(change)} off at m = {Numerals.Integer(intervals)}",
            change <= LargestChange,
            "figure-sweep-settings"
        );
    }

    private static double Change(double coarse, double fine) => coarse == fine ? 0 : Math.Abs((coarse / fine) - 1);

    private static string Percent(double share) => $"{Numerals.Significant(100 * share)}\u00a0%";
}
