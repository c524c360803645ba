using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>A study needs no equation: every analysis also runs on a function whose answers are known.</summary>
public sealed class AnalyticStudyTests
{
    private const string Text = """
        name: surfaces
        compare: { objective: [muller-brown, two-gaussian] }
        seeds: 1..3
        train: { optimizer: "adam(rate=1e-2, steps=200); lbfgs(steps=50)", checkpoints: [0, 100] }
        analyses:
          - roughness(directions=8, intervals=10, radius=0.1, normalize=none)
          - cross(directions=8, intervals=10, radius=0.1, normalize=none)
          - slice(count=11, normalize=none)
          - surface(count=5x7, normalize=none)
          - sweep(directions="4,8", intervals="5,10", radius="0.1", normalize=none)
        """;

    [Fact]
    public void Runs_end_in_minima_that_are_known()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var outcome = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "a.yaml"), folder.Path), team);
        var store = new ResultStore(folder.Path);
        Assert.Equal(outcome.Plan.Tasks.Count, outcome.Summary.Computed);
        Assert.DoesNotContain(outcome.Plan.Tasks, task => task.Kind == "profile");

        var trains = outcome
            .Plan.Tasks.Where(t => t.Kind == "train")
            .Select(t => RecordJson.Read<TrainRecord>(store.TryRead(t.Key, out _)!.Record))
            .ToList();
        Assert.Equal(6, trains.Count);
        Assert.All(trains, t => Assert.Empty(t.Final.Errors));
        // The three minima of the Müller–Brown surface [Muller1979].
        double[] minima = [-146.69951720995402, -108.16672411685236, -80.76781812965892];
        Assert.All(
            trains.Where(t => t.Formulation == "muller-brown"),
            t => Assert.Contains(minima, m => Math.Abs(m - t.Final.Loss) < 1e-6)
        );
        // Both have two variables, so each is also looked at from the minima of the other.
        Assert.Equal(["two-gaussians"], trains.First(t => t.Formulation == "muller-brown").History.OtherLosses.Keys);
        Assert.Equal(12, outcome.Plan.Tasks.Count(t => t.Kind == "roughness"));
    }

    [Fact]
    public void Variants_are_paired_by_seed_and_share_an_error_rate()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        const string text = """
            name: optimizers
            objective: rosenbrock(dim=3)
            compare: { optimizer: [adam(rate=1e-2), sgd(rate=1e-4), rmsprop] }
            seeds: 1..4
            train: { steps: 40 }
            """;
        var outcome = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "a.yaml"), folder.Path), team);
        var store = new ResultStore(folder.Path);
        T Read<T>(string kind, int at) =>
            RecordJson.Read<T>(
                store.TryRead(outcome.Plan.Tasks.Where(t => t.Kind == kind).ElementAt(at).Key, out _)!.Record
            );
        var comparison = Read<ComparisonRecord>("comparison", 0);
        var losses = comparison.Paired.Where(p => p.Quantity == "loss").ToList();
        Assert.Equal(3, losses.Count);
        var first = losses[0];
        Assert.Equal(("sgd", "adam"), (first.Numerator, first.Denominator));
        var product = 1.0;
        for (var seed = 0; seed < 4; seed++)
        {
            product *= Read<TrainRecord>("train", 4 + seed).Final.Loss / Read<TrainRecord>("train", seed).Final.Loss;
        }
        Assert.Equal(Math.Pow(product, 0.25), first.Ratio, 1e-9 * first.Ratio);
        Assert.All(losses, p => Assert.InRange(p.Ratio, p.IntervalLower, p.IntervalUpper));
        Assert.All(
            losses,
            p =>
                Assert.Contains(
                    "for 3 comparisons that decide at 95 % together (Holm)",
                    p.Method,
                    StringComparison.Ordinal
                )
        );

        var timings = new StudyFiles(store.Folder).ReadTimings()!;
        Assert.Equal(3, timings.Ratios.Count);
        Assert.All(timings.Seconds.Values, row => Assert.All(row, s => Assert.True(s > 0)));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(folder.Path, "results"), "*.json"),
            file => File.ReadAllText(file).Contains("seconds", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_folder_of_another_format_is_left_alone_and_said_to_be_so()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var study = StudyReader.Read("name: a\nobjective: quadratic(dim=2)\nseeds: 1\ntrain: { steps: 2 }\n", "a.yaml");
        Assert.Empty(StudyRunner.Run(new StudyRun(study, folder.Path), team).Warnings);
        var old = Path.Combine(folder.Path, "results", new string('a', 64) + ".json");
        File.WriteAllText(old, "{\n\"format\":1,\n\"kind\":\"train\"}\n");

        var warning = Assert.Single(StudyRunner.Run(new StudyRun(study, folder.Path), team).Warnings);
        Assert.Contains("in another format (1)", warning, StringComparison.Ordinal);
        Assert.Contains("--out", warning, StringComparison.Ordinal);
        Assert.True(File.Exists(old));
    }
}
