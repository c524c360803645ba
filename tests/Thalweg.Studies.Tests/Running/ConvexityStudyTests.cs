using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Evidence of convexity in studies: of every loss at the ends of its own runs, with words that do not overclaim.</summary>
public sealed class ConvexityStudyTests : IDisposable
{
    private const string Text = """
        name: curved-down
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2, activation=tanh)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: [3, 5]
        train: { optimizer: adam(rate=1e-2), steps: 30, record: 10, checkpoints: [0, 10] }
        analyses: ["convexity(count=3x4, rays=3, levels=2, path=5)"]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_run_has_the_evidence_of_its_own_loss()
    {
        var (store, tasks) = Run(Text, 2, folder.Path);
        Assert.Equal(
            [("ritz", 3), ("ritz", 5), ("galerkin", 3), ("galerkin", 5)],
            tasks.Select(t => Read(store, t)).Select(r => (r.TrainedOn!, (int)r.Seed!))
        );
        foreach (var task in tasks)
        {
            var record = Read(store, task);
            var arrays = store.TryRead(task.Key, out _)!.ReadArrays();
            Assert.Equal(record.TrainedOn, record.Objective);
            Assert.Equal([3, 4], arrays["smallest"].Shape);
            Assert.Equal(5, arrays["path_smallest"].Values.Length);
            Assert.Equal(3, arrays["radii"].Values.Length);
            Assert.Equal(12, record.Plane.Points);
            // The path ends at the place, and so does the middle of the plane where the grid holds it.
            Assert.Equal(
                (record.Smallest, record.Largest),
                (arrays["path_smallest"].Values[^1], arrays["path_largest"].Values[^1])
            );
            var negative = arrays["smallest"].Values.Zip(arrays["bounds"].Values).Count(e => e.First < -e.Second);
            Assert.Equal(negative, record.Plane.Negative);
            Assert.Equal(arrays["radii"].Values.Min(), record.Ball.SampledRadius);
            Assert.DoesNotContain("convex", record.Verdict, StringComparison.Ordinal);
            Assert.Equal(["largest", "smallest"], record.Axes!.Select(a => a.Name));
            Assert.Equal((record.Largest, record.Smallest), (record.Axes![0].Eigenvalue, record.Axes![1].Eigenvalue));
        }
    }

    [Fact]
    public void Records_do_not_depend_on_threads()
    {
        using var other = new TemporaryFolder();
        var (store, tasks) = Run(Text, 1, folder.Path);
        var (again, _) = Run(Text, 3, other.Path);
        Assert.All(
            tasks,
            task =>
                Assert.Equal(
                    File.ReadAllBytes(store.RecordPath(task.Key)),
                    File.ReadAllBytes(again.RecordPath(task.Key))
                )
        );
    }

    [Fact]
    public void A_bowl_has_none_as_far_as_was_looked_and_is_not_called_convex()
    {
        var record = Analytic("quadratic(dim=4)", "newton-cg");
        Assert.Equal("none found", record.Verdict);
        Assert.Equal(
            (1, 4),
            (record.Smallest, record.Largest),
            (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-12
        );
        Assert.Equal(
            (double.PositiveInfinity, double.PositiveInfinity),
            (record.Ball.SampledRadius, record.Ball.SearchedRadius)
        );
        Assert.Equal(0, record.Plane.Negative);
        Assert.Equal(1, record.Plane.Lowest, 1e-12);
        Assert.Equal(0.25, record.Plane.LowestRatio, 1e-12);
    }

    [Fact]
    public void About_the_minimum_of_the_valley_negative_curvature_is_near()
    {
        var record = Analytic("rosenbrock", "newton-cg");
        Assert.Equal("negative curvature near by", record.Verdict);
        Assert.Equal(1 / (200 * Math.Sqrt(5)), record.Ball.SearchedRadius, 6e-3);
        Assert.True(record.Ball.SampledRadius >= record.Ball.SearchedRadius - 6e-3);
        Assert.True(record.Ball.Lowest < 0 && record.Ball.LowestAt <= 0.5 + 1e-12);
        Assert.True(record.Plane.Negative > 0);
    }

    [Fact]
    public void Parameters_0_of_a_deep_network_are_flat_with_negative_curvature_near_by()
    {
        // H = 0 at θ = 0 of two hidden layers and more without biases; about it the loss is a saddle of a higher order.
        const string text = """
            name: flat
            problem: poisson(dim=1)
            network: mlp(width=2, depth=2, activation=tanh, bias=false)
            quadrature: gauss:8
            formulations: ritz
            seeds: 1
            train: { steps: 1 }
            """;
        var source = StudyReader.Read(text, "study.yaml").Variants[0].Source;
        var inputs = new ConvexityInputs(
            new GivenCentre(new double[source.Layout.Count], "zeros"),
            source,
            new SliceDirections
            {
                Normalize = "unit-layer",
                Bias = "keep",
                Seed = 3,
            },
            new SliceAxis(-1, 1, 3),
            new SliceAxis(-1, 1, 3),
            0.5,
            4,
            2,
            0,
            1
        );
        var record = ConvexityAnalysis
            .Instance.Measure(inputs, new TaskContext(new ObjectivePool(), WorkerTeam.Sequential))
            .Record;
        Assert.Equal((0, 0), (record.Smallest, record.Largest));
        Assert.Equal("negative curvature near by", record.Verdict);
        Assert.Null(record.Path);
        Assert.InRange(record.Ball.SampledRadius, 0, 0.5);
    }

    [Theory]
    [InlineData("path=1", "2 points or more along a path")]
    [InlineData("directions=ribbon", "ribbon")]
    [InlineData("normalize=layer", "'normalize' scales random directions")]
    public void What_has_no_meaning_is_refused(string option, string message)
    {
        var text = Text.Replace("rays=3", $"rays=3, {option}", StringComparison.Ordinal)
            .Replace("path=5, ", "", StringComparison.Ordinal)
            .Replace(option == "path=1" ? ", path=5" : "never", "", StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private ConvexityRecord Analytic(string objective, string optimizer)
    {
        var text = $$"""
            name: known
            objective: {{objective}}
            seeds: 1
            train: { optimizer: {{optimizer}}, steps: 100, record: 10, checkpoints: [0] }
            analyses: ["convexity(count=9x9, rays=40, levels=6)"]
            """;
        var (store, tasks) = Run(text, 2, folder.Path);
        return Read(store, Assert.Single(tasks));
    }

    private static ConvexityRecord Read(ResultStore store, StudyTask task) =>
        RecordJson.Read<ConvexityRecord>(store.TryRead(task.Key, out _)!.Record);

    private static (ResultStore Store, IReadOnlyList<StudyTask> Tasks) Run(string text, int threads, string path)
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path), team).Plan;
        return (new ResultStore(path), [.. plan.Tasks.Where(t => t.Kind == "convexity")]);
    }
}
