using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Curvature on other points: what a study with that quadrature has at the same parameters.</summary>
public sealed class CurvaturePointsStudyTests : IDisposable
{
    private const string Text = """
        name: points
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: [ritz, galerkin]
        seeds: [3]
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses:
          - spectrum
          - curvature-points(sizes="40,6", draws=2, losses=all)
          - curvature-points(rule=gauss, sizes="12,40", losses=all)
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Its_own_points_have_the_spectrum_of_the_study_and_so_has_the_same_rule_again()
    {
        var (records, spectra) = Run(Text, 2);
        Assert.Equal(2 * 2 * 2, records.Count);
        foreach (var record in records)
        {
            var whole = spectra.Single(s => (s.Objective, s.TrainedOn) == (record.Objective, record.TrainedOn));
            Assert.Equal((null, null, 12), (record.Own.Size, record.Own.Draw, record.Own.Points));
            Same(whole, record.Own);
            if (record.Rule == "gauss")
            {
                Assert.Equal([12, 40], record.Others.Select(set => set.Points));
                Same(whole, record.Others[0]);
                // A rule that resolves the loss changes nothing but rounding.
                Assert.Equal(whole.Largest, record.Others[1].Largest[^1], 1e-5 * whole.Largest);
            }
        }

        static void Same(SpectrumRecord whole, CurvatureOnPoints set)
        {
            Assert.Equal((whole.Smallest, whole.Largest), (set.Smallest[0], set.Largest[^1]));
            Assert.Equal((whole.Negative, whole.Zero, whole.Trace), (set.Negative, set.Zero, set.Trace));
            Assert.Equal(whole.GradientNorm, set.GradientNorm);
        }
    }

    [Fact]
    public void Draws_differ_and_their_traces_scatter_less_on_more_points()
    {
        var record = Run(Text.Replace("draws=2", "draws=24", StringComparison.Ordinal), 2)
            .Records.Single(r => (r.Rule, r.Objective, r.TrainedOn) == ("monte-carlo", "galerkin", "galerkin"));
        Assert.Equal(
            Enumerable.Range(0, 48).Select(i => ((int?)(i < 24 ? 6 : 40), (int?)(i % 24))),
            record.Others.Select(set => (set.Size, set.Draw))
        );
        var few = record.Others.Where(set => set.Size == 6).Select(set => set.Trace).ToList();
        var many = record.Others.Where(set => set.Size == 40).Select(set => set.Trace).ToList();
        Assert.Equal(24, few.Distinct().Count());
        Assert.True(Deviation(many) < 0.7 * Deviation(few), $"{Deviation(many)} and {Deviation(few)}");
        // A batch is an estimate of the same integral.
        Assert.InRange(Math.Abs(many.Average() - record.Own.Trace), 0, 4 * Deviation(many) / Math.Sqrt(24));

        static double Deviation(List<double> values)
        {
            var mean = values.Average();
            return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        }
    }

    [Theory]
    [InlineData("curvature-points(rule=gauss, sizes=5000)", "gauss with the size 5000")]
    [InlineData("curvature-points(sizes=\"4,8,4\")", "sizes are 4,8,4, expected each once")]
    [InlineData("curvature-points(rule=gauss, sizes=8, draws=3)", "rule=gauss has none; leave it out")]
    [InlineData("curvature-points(rule=spherical)", "expected one of monte-carlo")]
    public void What_makes_no_points_is_refused_with_its_place(string entry, string message)
    {
        var text = Text[..Text.IndexOf("  - spectrum", StringComparison.Ordinal)] + $"  - {entry}\n";
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(9, fault.Location?.Line);
    }

    /// <summary>Images are drawn among those of the loss: all of them are the loss itself, and batches of a half come in pairs that make it up on average.</summary>
    [Fact]
    public void Of_images_there_are_draws()
    {
        var (records, spectra) = Run(Images("curvature-points(sizes=\"6,12\", draws=24)"), 2);
        var record = records.Single();
        var whole = spectra.Single();
        Assert.Equal((null, null, 12), (record.Own.Size, record.Own.Draw, record.Own.Points));
        Assert.Equal((whole.Smallest, whole.Largest), (record.Own.Smallest[0], record.Own.Largest[^1]));
        Assert.True(record.IsExact);
        var halves = record.Others.Where(set => set.Size == 6).ToList();
        Assert.Equal(24, halves.Count);
        Assert.All(halves, set => Assert.Equal(6, set.Points));
        Assert.InRange(halves.Select(set => set.Trace).Distinct().Count(), 12, 24);
        var mean = halves.Average(set => set.Trace);
        var deviation = Math.Sqrt(halves.Sum(set => (set.Trace - mean) * (set.Trace - mean)) / 23);
        Assert.InRange(Math.Abs(mean - record.Own.Trace), 0, 4 * deviation / Math.Sqrt(24));
        foreach (var all in record.Others.Where(set => set.Size == 12))
        {
            Assert.Equal((12, record.Own.Loss, record.Own.Trace), (all.Points, all.Loss, all.Trace));
            Assert.Equal((record.Own.Smallest[0], record.Own.Largest[^1]), (all.Smallest[0], all.Largest[^1]));
        }
    }

    [Theory]
    [InlineData("curvature-points(sizes=\"6,13\")", "13 images are asked for, but digits has 12")]
    [InlineData("curvature-points(rule=gauss, sizes=6)", "images have none; take rule=monte-carlo")]
    [InlineData("curvature-points(rule=latin-hypercube, sizes=6)", "images have none; take rule=monte-carlo")]
    public void Images_that_cannot_be_drawn_are_refused(string entry, string message)
    {
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(Images(entry), "study.yaml"));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static string Images(string entry) =>
        $$"""
            name: images
            network: "sequential(layers=avgpool(size=14); linear(units=2); tanh; linear(units=10))"
            data: digits(images=12)
            seeds: [3]
            train: { optimizer: lbfgs, steps: 10, record: 10 }
            analyses:
              - spectrum
              - {{entry}}
            """;

    [Fact]
    public void A_loss_that_is_no_sum_over_points_is_refused()
    {
        const string text = """
            name: hills
            objective: muller-brown
            seeds: 1
            train: { optimizer: adam, steps: 5 }
            analyses: [curvature-points]
            """;
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains("needs a loss that is a sum over points", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_do_not_depend_on_threads()
    {
        using var other = new TemporaryFolder();
        var (one, three) = (Run(Text, 1).Records, Run(Text, 3, other.Path).Records);
        Assert.Equal(one.Select(r => RecordJson.Write(r)), three.Select(r => RecordJson.Write(r)));
    }

    private (IReadOnlyList<CurvaturePointsRecord> Records, IReadOnlyList<SpectrumRecord> Spectra) Run(
        string text,
        int threads,
        string? path = null
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        var store = new ResultStore(path ?? folder.Path);
        return (Of<CurvaturePointsRecord>("curvature-points"), Of<SpectrumRecord>("spectrum"));

        IReadOnlyList<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];
    }
}
