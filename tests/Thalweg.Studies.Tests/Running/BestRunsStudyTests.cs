using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>A study of networks on data that looks at the best runs of each variant: which runs those are, and that every figure is theirs.</summary>
public sealed class BestRunsStudyTests : IDisposable
{
    private const string Text = """
        name: best
        data: {digits: {images: 24, heldOut: 16, batch: 8}}
        network: "sequential(layers=avgpool(size=4); flatten; linear(units=3); tanh; linear(units=10))"
        seeds: 1..8
        compare:
          sgd: {optimizer: sgd(rate=0.3), steps: 60, record: 3}
          sgd-test: {optimizer: sgd(rate=0.3), steps: 60, record: 3, keep: heldOut}
          gss: {optimizer: lbfgs-gss, steps: 15, record: 1}
        train: {keep: loss}
        analyses:
          - path(method=line(points=9), pairs=7, best=6)
          - path(method=line(points=9), pairs=7, best=6, align=true)
          - path(method=fourier(terms=2, points=7, steps=5, lambda=0), pairs=4, best=6, saddle=false, variants="sgd; gss")
          - path(method=fourier(terms=2, points=7, steps=200, lambda=0, keep=best, settle=0.3), pairs=2, best=6, saddle=false, variants="gss")
          - density(vectors=2, steps=8)
          - trace(method=hutchinson, products=16, tolerance=0.5)
          - embedding(best=6)
          - groups(best=6, align=true)
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Figures_are_those_of_the_best_runs()
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        List<StoredResult> Of(string kind) =>
            [.. plan.Tasks.Where(t => t.Kind == kind).Select(t => store.TryRead(t.Key, out _)!)];
        var trains = Of("train").ConvertAll(t => (Result: t, Record: RecordJson.Read<TrainRecord>(t.Record)));
        var record = RecordJson.Read<GroupsRecord>(Assert.Single(Of("groups")).Record);
        double Median(string variant, string quantity, string? path = null) =>
            Assert.Single(record.Figures, f => f.Variant == variant && f.Quantity == quantity && f.Path == path).Median;
        var paths = Of("path").ConvertAll(p => RecordJson.Read<PathRecord>(p.Record));
        var lines = Of("line").ConvertAll(p => RecordJson.Read<LineRecord>(p.Record));
        string[] variants = ["sgd", "sgd-test", "gss"];
        for (var v = 0; v < 3; v++)
        {
            var best = trains[(8 * v)..(8 * (v + 1))].OrderBy(t => t.Record.History.Loss.Min()).Take(6).ToList();
            var places = best.ConvertAll(t => t.Result.ReadArrays()["parameters"].Values.ToArray());
            void Check(string quantity, IEnumerable<double> figures) =>
                Assert.Equal(Descriptive.Median([.. figures]), Median(variants[v], quantity), 1e-12);
            Check("aboveBound", best.Select(t => t.Record.Final.Loss));
            Check("heldOutErrorRate", best.Select(t => t.Record.Final.Errors["heldOutErrorRate"]));
            Check("norm", places.Select(p => Vectors.Norm(p)));
            Check("weightMean", places.Select(p => p.Average()));
            Check(
                "weightDeviation",
                places.Select(p => Math.Sqrt(p.Average(x => x * x) - (p.Average() * p.Average())))
            );
            double[] centroid = [.. Enumerable.Range(0, places[0].Length).Select(i => places.Average(p => p[i]))];
            Check("centroidDistance", places.Select(p => Distance(p, centroid)));
            var keys = best.ConvertAll(t => t.Record.Provenance.Key);
            Check(
                "trace",
                Of("trace")
                    .Select(t => RecordJson.Read<TraceRecord>(t.Record))
                    .Where(t => keys.Contains(t.TrainKey!))
                    .Select(t => t.Estimate)
            );
            // The nodes of a density reach three widths beyond the largest Ritz value.
            Check(
                "largestEigenvalue",
                Of("density")
                    .Select(t => (Record: RecordJson.Read<DensityRecord>(t.Record), Arrays: t.ReadArrays()))
                    .Where(t => keys.Contains(t.Record.TrainKey!))
                    .Select(t => t.Arrays["nodes"].Values[^1] - (3 * t.Record.Width))
            );
            var own = lines.Where(l => keys.Contains(l.From.TrainKey!) && keys.Contains(l.To.TrainKey!)).ToList();
            Assert.Equal(7, own.Count);
            Assert.Equal(
                Descriptive.Median([.. own.Select(l => l.Losses[0].Barrier)]),
                Median(variants[v], "barrier", "line"),
                1e-12
            );
            Assert.Equal(
                Descriptive.Median([.. own.Select(l => l.Losses.Single(o => o.Objective == "heldOut").Height)]),
                Median(variants[v], "heldOutHeight", "line"),
                1e-12
            );
            var aligned = paths
                .Where(p => p.Alignment is not null && keys.Contains(p.From.TrainKey!) && keys.Contains(p.To.TrainKey!))
                .ToList();
            Assert.Equal(
                own.Select(l => (l.From.Seed, l.To.Seed)).Order(),
                aligned.Select(p => (p.From.Seed, p.To.Seed)).Order()
            );
            // A straight line to an aligned end is the one whose height alignment tells.
            Assert.All(aligned, p => Assert.InRange(p.Losses[0].Height / p.Alignment!.LineHeight, 0.99, 1.01));
            Assert.True(Median(variants[v], "alignedDistance") <= Median(variants[v], "distance"));
        }
        // The runs of sgd and sgd-test are the same ones, and held-out losses of the second are no higher.
        Assert.True(Median("sgd-test", "heldOut") <= Median("sgd", "heldOut"));
        Assert.Equal(
            4,
            paths.Count(p => p.Method.Contains("steps=5,", StringComparison.Ordinal) && Variant(p) == "sgd")
        );
        Assert.DoesNotContain(paths, p => p.Alignment is null && Variant(p) == "sgd-test");
        Assert.All(
            paths.Where(p => p.Method.Contains("settle", StringComparison.Ordinal)),
            p => Assert.Equal("EarlyStopped", p.Stop)
        );
        // Unpaired: the median of all ratios of two runs.
        var ratio = Assert.Single(record.Ratios, r => r is { Quantity: "norm", Numerator: "gss", Denominator: "sgd" });
        Assert.Contains("rank-sum test, unpaired", ratio.Method, StringComparison.Ordinal);
        Assert.Contains(record.Ratios, r => r.Quantity == "matchedBarrier, line");
        Assert.Equal(18, RecordJson.Read<EmbeddingRecord>(Assert.Single(Of("embedding")).Record).Vectors.Count);

        string? Variant(PathRecord path)
        {
            var at = trains.FindIndex(t => t.Record.Provenance.Key == path.From.TrainKey);
            return variants[at / 8];
        }
        static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
    }

    [Theory]
    [InlineData("path(best=8)", "best=8 of 8 runs leaves none out")]
    [InlineData("path(variants=none)", "expected labels of variants, which are sgd, sgd-test, gss, found 'none'")]
    [InlineData("path(between=variants, best=3)", "'best' chooses among the seeds of a variant")]
    [InlineData("path(method=fourier(settle=0.1))", "write keep=best beside it")]
    [InlineData("path|groups(best=3)", "look at the same runs: write best alike")]
    [InlineData("path(pairs=3)|path(pairs=4)|groups", "takes one 'path' of a method")]
    public void What_cannot_be_chosen_is_refused(string analyses, string expected)
    {
        var text =
            Text[..Text.IndexOf("analyses", StringComparison.Ordinal)]
            + $"analyses:\n{string.Concat(analyses.Split('|').Select(entry => $"  - {entry}\n"))}";
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(expected, fault.Message);
    }

    public void Dispose() => folder.Dispose();
}
