using System.Text;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Curvature along trainings: at each checkpoint, as the whole spectrum has it, with the rate of the step from there.</summary>
public sealed class CurvaturePathStudyTests : IDisposable
{
    private const string Text = """
        name: path
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: [ritz, galerkin]
        seeds: [3]
        train:
          optimizer: "adam(rate=1e-2, steps=40); lbfgs(steps=10)"
          schedule: exponential(factor=0.98)
          record: 20
          checkpoints: [0, 20, 40]
        analyses: [spectrum, curvature-path]
        """;

    private static readonly string ByProducts = Text.Replace(
        "curvature-path]",
        "\"curvature-path(dense=0, count=3, losses=all, products=2000)\"]",
        StringComparison.Ordinal
    );

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_checkpoint_has_both_ends_of_the_spectrum_of_its_own_loss()
    {
        var (paths, spectra) = Run(Text, 2);
        var dense = paths.Where(r => r.IsDense).ToList();
        Assert.Equal(
            [
                ("ritz", 0),
                ("ritz", 20),
                ("ritz", 40),
                ("ritz", 50),
                ("galerkin", 0),
                ("galerkin", 20),
                ("galerkin", 40),
                ("galerkin", 50),
            ],
            dense.Select(r => (r.Objective, (int)r.Step!))
        );
        Assert.All(dense, r => Assert.Equal(r.Objective, r.TrainedOn));
        foreach (var end in dense.Where(r => r.IsFinal))
        {
            var whole = spectra.Single(s => s.Objective == end.Objective && s.TrainedOn == end.TrainedOn);
            Assert.Equal((whole.Smallest, whole.Largest), (end.Smallest[0], end.Largest[^1]));
            Assert.Equal((whole.Negative, whole.Zero, whole.Trace), (end.Negative, end.Zero, end.Trace));
            Assert.Equal(whole.GradientNorm, end.GradientNorm);
            Assert.Equal((5, 5), (end.Smallest.Count, end.Largest.Count));
            Assert.InRange(end.Trace, end.TraceLower, end.TraceUpper);
        }
    }

    [Fact]
    public void The_rate_is_that_of_the_step_from_there()
    {
        foreach (var record in Run(Text, 1).Paths)
        {
            var isAdam = record.Step < 40;
            Assert.Equal(isAdam ? "adam" : "lbfgs", record.Optimizer);
            Assert.Equal(isAdam, record.Rate is not null);
            Assert.Equal(isAdam ? 1e-2 * Math.Pow(0.98, record.Step!.Value) : 0, record.Rate ?? 0, 1e-15);
        }
    }

    [Fact]
    public void Ends_by_products_hold_those_of_the_whole_spectrum_for_all_losses()
    {
        var paths = Run(Text, 2).Paths;
        var ends = Run(ByProducts, 2).Paths;
        Assert.Equal(2 * 2 * 4, ends.Count);
        foreach (var whole in paths.Where(r => r.IsDense))
        {
            var end = ends.Single(r =>
                (r.Step, r.Objective, r.TrainedOn) == (whole.Step, whole.Objective, whole.TrainedOn)
            );
            Assert.True(end.IsConverged);
            for (var i = 0; i < 3; i++)
            {
                Assert.InRange(
                    Math.Abs(end.Smallest[i] - whole.Smallest[i]),
                    0,
                    end.SmallestBounds[i] + whole.SmallestBounds[i]
                );
                Assert.InRange(
                    Math.Abs(end.Largest[i] - whole.Largest[i + 2]),
                    0,
                    end.LargestBounds[i] + whole.LargestBounds[i + 2]
                );
            }
            Assert.InRange(whole.Negative.Least, end.Negative.Least, end.Negative.Most);
            Assert.InRange(whole.Negative.Most, end.Negative.Least, end.Negative.Most);
            Assert.InRange(whole.Trace, end.TraceLower, end.TraceUpper);
        }
    }

    [Fact]
    public void A_valley_of_known_curvature_is_followed()
    {
        const string text = """
            name: valley
            objective: rosenbrock
            seeds: 1
            train: { optimizer: sgd(rate=1e-4), steps: 10, record: 5, checkpoints: [0, 10] }
            analyses: [curvature-path]
            """;
        var paths = Run(text, 1).Paths;
        Assert.Equal([0, 10], paths.Select(r => r.Step!.Value));
        foreach (var path in paths)
        {
            Assert.Equal(("sgd", 1e-4), (path.Optimizer, path.Rate));
            Assert.Equal((2, 2, true), (path.Smallest.Count, path.Largest.Count, path.IsDense));
            Assert.Equal(path.Smallest, path.Largest);
            Assert.Equal(path.Trace, path.Smallest.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Records_do_not_depend_on_threads()
    {
        using var other = new TemporaryFolder();
        foreach (var text in new[] { Text, ByProducts })
        {
            Assert.Equal(Written(text, 1, folder.Path), Written(text, 3, other.Path));
        }

        IEnumerable<string> Written(string text, int threads, string path) =>
            Run(text, threads, path).Paths.Select(r => Encoding.UTF8.GetString(RecordJson.Write(r)));
    }

    private (IReadOnlyList<CurvaturePathRecord> Paths, IReadOnlyList<SpectrumRecord> Spectra) Run(
        string text,
        int threads,
        string? path = null
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        var store = new ResultStore(path ?? folder.Path);
        return (Of<CurvaturePathRecord>("curvature-path"), Of<SpectrumRecord>("spectrum"));

        IReadOnlyList<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];
    }
}
