using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

public sealed class ComparisonTests
{
    private const string Text = """
        name: tiny
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..3
        train: { optimizer: adam(rate=1e-2), steps: 50 }
        analyses: ["cross(directions=12, intervals=10, radius=0.5)"]
        """;

    private static (
        ComparisonRecord Comparison,
        IReadOnlyList<TrainRecord> Trains,
        IReadOnlyList<RoughnessRecord> Roughness
    ) Run(string text)
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        List<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];
        return (
            Of<ComparisonRecord>("comparison").Single(),
            Of<TrainRecord>("train"),
            Of<RoughnessRecord>("roughness")
        );
    }

    [Fact]
    public void Medians_and_cells_agree_with_the_records_they_are_made_from()
    {
        var (comparison, trains, roughness) = Run(Text);

        Assert.Equal(["ritz", "galerkin"], comparison.Variants.Select(v => v.Label));
        Assert.Equal(3, comparison.Seeds);
        foreach (var label in comparison.Variants.Select(v => v.Label))
        {
            var losses = trains.Where(t => t.Formulation == label).Select(t => t.Final.Loss).Order().ToList();
            var errors = trains.Where(t => t.Formulation == label).Select(t => t.Final.Errors["relativeH1"]).Order();
            var bound = trains.First(t => t.Formulation == label).LowerBound!.Value;
            Assert.Equal(losses[1], comparison.MedianLoss[label]);
            Assert.Equal(losses[1] - bound, comparison.MedianLossAboveBound[label]);
            Assert.Equal(errors.ElementAt(1), comparison.MedianErrors[label]["relativeH1"]);
        }
        Assert.Equal(4, comparison.Cross.Count);
        foreach (var cell in comparison.Cross)
        {
            var bySeed = roughness
                .Where(r => r.Objective == cell.Objective && r.TrainedOn == cell.TrainedOn)
                .Select(r => r.Roughness)
                .ToList();
            Assert.Equal(bySeed, cell.BySeed);
            Assert.Equal(Math.Cbrt(bySeed[0] * bySeed[1] * bySeed[2]), cell.Roughness, 1e-12);
            Assert.InRange(cell.Roughness, cell.IntervalLower, cell.IntervalUpper);
        }
    }

    [Fact]
    public void Ratios_compare_own_minimisers_and_both_losses_around_each()
    {
        var (comparison, _, _) = Run(Text);
        CrossCell Cell(string objective, string at) =>
            comparison.Cross.Single(c => c.Objective == objective && c.TrainedOn == at);

        Assert.Equal(
            [
                ("galerkin", "galerkin", "ritz", "ritz"),
                ("galerkin", "ritz", "ritz", "ritz"),
                ("galerkin", "galerkin", "ritz", "galerkin"),
            ],
            comparison.Ratios.Select(r => (r.Numerator, r.NumeratorAt, r.Denominator, r.DenominatorAt))
        );
        foreach (var ratio in comparison.Ratios)
        {
            var expected =
                Cell(ratio.Numerator, ratio.NumeratorAt).Roughness
                / Cell(ratio.Denominator, ratio.DenominatorAt).Roughness;
            Assert.Equal(expected, ratio.Ratio, 1e-12 * expected);
            Assert.InRange(ratio.Ratio, ratio.IntervalLower, ratio.IntervalUpper);
            Assert.Equal(3, ratio.Seeds);
        }
    }

    [Fact]
    public void Pairs_that_answer_one_question_are_decided_together()
    {
        var (comparison, _, _) = Run(
            Text.Replace(
                "seeds: 1..3",
                "seeds: 1..3\ncompare: { slow: { steps: 60 }, fast: { steps: 90 }, faster: { steps: 130 } }",
                StringComparison.Ordinal
            )
        );
        static string Training(string label) => label.Split(", ")[1];
        static string Question(RoughnessRatio r) =>
            r.NumeratorAt == r.DenominatorAt ? "two losses at one point"
            : r.Numerator == r.Denominator ? "one loss"
            : Training(r.NumeratorAt) == Training(r.DenominatorAt) ? "one training"
            : "neither";

        var families = comparison.Ratios.GroupBy(Question).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(
            [("neither", 6), ("one loss", 6), ("one training", 3), ("two losses at one point", 6)],
            families.Select(f => (f.Key, f.Value.Count)).OrderBy(f => f.Key, StringComparer.Ordinal)
        );
        Assert.All(families, f => Assert.All(f.Value, r => Assert.Equal(f.Value.Count, r.Comparisons)));
        // Of one family the intervals are those of Holm's steps over its pairs and no others.
        double[] Figures(string objective, string at) =>
            [.. comparison.Cross.Single(c => c.Objective == objective && c.TrainedOn == at).BySeed];
        foreach (var family in families.Values)
        {
            var holm = HolmIntervals.Of(
                family.Count,
                (k, level) =>
                    SeedInterval.OfPairedRatio(
                        Figures(family[k].Numerator, family[k].NumeratorAt),
                        Figures(family[k].Denominator, family[k].DenominatorAt),
                        level
                    )
            );
            Assert.All(
                family.Zip(holm),
                pair =>
                {
                    Assert.Equal(pair.Second.Lower, pair.First.IntervalLower, 1e-9 * pair.Second.Lower);
                    Assert.Equal(pair.Second.Upper, pair.First.IntervalUpper, 1e-9 * pair.Second.Upper);
                }
            );
        }
    }

    [Fact]
    public void With_one_seed_the_interval_is_over_directions_and_says_so()
    {
        var (comparison, _, roughness) = Run(Text.Replace("1..3", "1", StringComparison.Ordinal));

        Assert.NotEmpty(comparison.Ratios);
        Assert.All(
            comparison.Ratios,
            r => Assert.Contains("over shared directions", r.Method, StringComparison.Ordinal)
        );
        Assert.All(comparison.Ratios, r => Assert.InRange(r.Ratio, r.IntervalLower, r.IntervalUpper));
        Assert.Equal(roughness[0].IntervalLower, comparison.Cross[0].IntervalLower);
    }

    [Fact]
    public void Monotone_slices_have_roughness_zero_and_no_ratio()
    {
        var (comparison, _, _) = Run(
            Text.Replace("adam(rate=1e-2), steps: 50", "adam(rate=1e-9), steps: 1", StringComparison.Ordinal)
                .Replace("radius=0.5", "radius=1e-7", StringComparison.Ordinal)
                .Replace("intervals=10", "intervals=2", StringComparison.Ordinal)
        );

        Assert.NotEmpty(comparison.Cross);
        Assert.NotEmpty(comparison.Ratios);
        Assert.All(comparison.Cross, cell => Assert.Equal(0, cell.Roughness));
        Assert.All(comparison.Ratios, ratio => Assert.Equal((double.NaN, 0), (ratio.Ratio, ratio.Seeds)));
        Assert.Single(comparison.Provenance.Warnings);
    }

    [Fact]
    public void Directions_are_the_same_for_all_formulations_of_a_seed()
    {
        var (_, _, roughness) = Run(Text);

        Assert.Equal(3, roughness.Select(r => r.DirectionSeed).Distinct().Count());
        Assert.All(roughness.GroupBy(r => r.Seed), g => Assert.Single(g.Select(r => r.DirectionSeed).Distinct()));
    }

    [Fact]
    public void Without_roughness_there_are_medians_alone()
    {
        var (comparison, _, _) = Run(
            Text.Replace("\"cross(directions=12, intervals=10, radius=0.5)\"", "", StringComparison.Ordinal)
        );

        Assert.Empty(comparison.Cross);
        Assert.Empty(comparison.Ratios);
        Assert.NotEmpty(comparison.MedianLoss);
    }
}
