using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Groups of trained points: their figures are those of the records that they are made from, pair by pair.</summary>
public sealed class GroupsStudyTests : IDisposable
{
    private const string Text = """
        name: groups
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1, activation=tanh)
        quadrature: simpson:10
        compare:
          adam: { formulation: galerkin, optimizer: "adam(rate=1e-2, steps=40)" }
          kept: { formulation: galerkin, optimizer: "adam(rate=1e-2, steps=40)", keep: heldOut }
          lm: { formulation: galerkin, optimizer: lm(steps=30) }
          ritz: { formulation: ritz, optimizer: "adam(rate=1e-2, steps=40)" }
        seeds: 1..6
        train: { record: 10, heldOut: sobol:32 }
        analyses:
          - spectrum
          - path(method=line(points=9), pairs=8)
          - path(method=fourier(terms=2, points=7, steps=5), pairs=8, saddle=false)
          - path(method=line(points=5), between=variants)
          - groups
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Figures_are_those_of_the_records()
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        List<StoredResult> Of(string kind) =>
            [.. plan.Tasks.Where(t => t.Kind == kind).Select(t => store.TryRead(t.Key, out _)!)];

        var record = RecordJson.Read<GroupsRecord>(Assert.Single(Of("groups")).Record);
        var trains = Of("train").ConvertAll(t => (Result: t, Record: RecordJson.Read<TrainRecord>(t.Record)));
        GroupFigure Figure(string variant, string quantity, string? path = null) =>
            Assert.Single(record.Figures, f => f.Variant == variant && f.Quantity == quantity && f.Path == path);

        // Variant by variant, seed by seed.
        string[] variants = ["adam", "kept", "lm", "ritz"];
        for (var v = 0; v < variants.Length; v++)
        {
            var own = trains[(6 * v)..(6 * (v + 1))];
            var bound = own[0].Record.LowerBound!.Value;
            Assert.Equal(
                Descriptive.Median([.. own.Select(t => t.Record.Final.Loss - bound)]),
                Figure(variants[v], "aboveBound").Median,
                1e-15
            );
            var held = own.Select(t =>
                t.Record.History.OtherLosses["heldOut"][
                    t.Record.History.Steps.ToList().IndexOf(t.Record.FinalStep ?? t.Record.StepsDone)
                ]
            );
            Assert.Equal(Descriptive.Median([.. held]), Figure(variants[v], "heldOut").Median, 1e-15);
            var places = own.ConvertAll(t => t.Result.ReadArrays()["parameters"].Values.ToArray());
            Assert.Equal(
                Descriptive.Median([.. places.Select(p => Vectors.Norm(p))]),
                Figure(variants[v], "norm").Median,
                1e-14
            );
            var distances = places.SelectMany((a, i) => places.Take(i).Select(b => Distance(a, b))).ToArray();
            Assert.Equal(15, Figure(variants[v], "distance").Count);
            Assert.Equal(Descriptive.Median(distances), Figure(variants[v], "distance").Median, 1e-14);
            var spectra = Of("spectrum")
                .Select(t => RecordJson.Read<SpectrumRecord>(t.Record))
                .Where(s =>
                    own.Exists(t => t.Record.Seed == s.Seed && s.TrainKey == KeyOf(t.Record.Provenance))
                    && s.Objective.StartsWith(v == 3 ? "ritz" : "galerkin", StringComparison.Ordinal)
                )
                .Select(s => s.Largest)
                .ToArray();
            Assert.Equal(6, spectra.Length);
            Assert.Equal(Descriptive.Median(spectra), Figure(variants[v], "largestEigenvalue").Median, 1e-12);
            var keys = own.Select(t => KeyOf(t.Record.Provenance)).ToHashSet();
            var ways = Of("path")
                .Select(t => RecordJson.Read<PathRecord>(t.Record))
                .Where(p => keys.Contains(p.From.TrainKey!) && keys.Contains(p.To.TrainKey!))
                .ToList();
            Assert.Equal(8, ways.Count);
            Assert.Equal(
                Descriptive.Median([.. ways.Select(p => p.Losses[0].Barrier)]),
                Figure(variants[v], "barrier", "fourier").Median,
                1e-14
            );
            Assert.Equal(ways.Count(p => p.Losses[0].Barrier <= 0), Figure(variants[v], "barrier", "fourier").Zero);
            Assert.Equal(
                Descriptive.Median([.. ways.Select(p => p.Losses[0].Height - bound)]),
                Figure(variants[v], "height", "fourier").Median,
                1e-14
            );
            var lines = Of("line")
                .Select(t => RecordJson.Read<LineRecord>(t.Record))
                .Where(p => keys.Contains(p.From.TrainKey!) && keys.Contains(p.To.TrainKey!))
                .ToList();
            Assert.Equal(8, lines.Count);
            Assert.Equal(
                Descriptive.Median([.. lines.Select(p => p.Losses[0].Barrier)]),
                Figure(variants[v], "barrier", "line").Median,
                1e-14
            );
            // The same pairs for every variant and entry.
            Assert.Equal(
                lines.Select(p => (p.From.Seed, p.To.Seed)).Order(),
                ways.Select(p => (p.From.Seed, p.To.Seed)).Order()
            );
        }

        // Three pairs of variants of one loss; Ritz has no partner.
        Assert.All(record.Ratios.GroupBy(r => r.Quantity), ratios => Assert.Equal(3, ratios.Count()));
        Assert.DoesNotContain(record.Ratios, r => r.Numerator == "ritz" || r.Denominator == "ritz");
        var distance = Assert.Single(
            record.Ratios,
            r => r is { Quantity: "distance", Numerator: "lm", Denominator: "adam" }
        );
        Assert.Equal(Figure("lm", "distance").Median / Figure("adam", "distance").Median, distance.Ratio, 1e-14);
        Assert.InRange(distance.Ratio, distance.IntervalLower, distance.IntervalUpper);
        // The best held-out step of a run is no worse than its last.
        Assert.True(Figure("kept", "heldOut").Median <= Figure("adam", "heldOut").Median);

        static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
        static string KeyOf(Provenance provenance) => provenance.Key;
    }

    [Theory]
    [InlineData("groups", "seeds: 1..2", "'groups' needs 2 variants that are trained on one loss")]
    [InlineData("path(between=variants, pairs=3)", "seeds: 1..2", "'pairs' chooses among the seeds of a variant")]
    [InlineData("path(pairs=0)", "seeds: 1..2", "a whole number, 1 or more")]
    public void What_has_nothing_to_compare_is_refused(string analysis, string seeds, string expected)
    {
        var text = $$"""
            name: none
            problem: poisson(dim=1)
            network: resnet(width=4, blocks=1)
            quadrature: simpson:10
            formulations: [ritz, galerkin]
            {{seeds}}
            train: { steps: 10, record: 10 }
            analyses: ["{{analysis}}"]
            """;
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(expected, fault.Message);
    }

    [Theory]
    [InlineData("path(saddle=false)", 5)]
    [InlineData("path(pairs=4)", 4)]
    [InlineData("path(pairs=15)", 15)]
    [InlineData("path(pairs=99)", 15)]
    public void Pairs_are_as_many_as_asked_for_and_each_once(string analysis, int expected)
    {
        var text = Text[..Text.IndexOf("analyses", StringComparison.Ordinal)] + $"analyses: [\"{analysis}\"]\n";
        var plan = StudyPlan.Expand(StudyReader.Read(text, "study.yaml"));
        var paths = plan.Tasks.Where(t => t.Kind == "path").Select(t => t.Label).ToList();
        Assert.Equal(4 * expected, paths.Count);
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    public void Dispose() => folder.Dispose();
}
