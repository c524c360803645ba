using System.Text;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Stability along trainings: of each checkpoint, by the optimizer that stands there.</summary>
public sealed class StabilityStudyTests : IDisposable
{
    private const string Text = """
        name: edge
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: galerkin
        seeds: [3]
        train:
          optimizer: "sgd(rate=1e-4, momentum=0.5, steps=20); adam(rate=1e-2, steps=40); lbfgs(steps=10); ssbroyden(steps=10); lm(steps=5)"
          record: 20
          checkpoints: [0, 10, 20, 40, 60, 65, 70, 75, 80, 85]
        analyses: [curvature-path, stability]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_checkpoint_is_seen_by_the_optimizer_that_stands_there()
    {
        var (record, paths) = Run(Text, 2, folder.Path);
        Assert.Equal(paths.Select(p => p.Step!.Value), record.Rows.Select(r => r.Step));
        Assert.Equal(
            [
                "none",
                "none",
                "second moment",
                "second moment",
                "none",
                "limited memory",
                "none",
                "dense inverse",
                "damped Gauss-Newton",
            ],
            record.Rows.Select(r => r.Preconditioner).SkipLast(1)
        );
        foreach (var (row, path) in record.Rows.Zip(paths))
        {
            Assert.Equal(path.Rate, row.Rate);
            Assert.InRange(Math.Abs(path.Largest[^1] - row.Largest), 0, row.LargestBound + path.LargestBounds[^1]);
            Assert.True(row.IsExact && row.IsConverged && row.Seen > 0);
            double? bearable =
                row.Optimizer.StartsWith("sgd", StringComparison.Ordinal) ? 30_000
                : row.Optimizer.StartsWith("adam", StringComparison.Ordinal) ? 3_800
                : row.Preconditioner == "none" ? null
                : 2;
            Assert.Equal(bearable is null, row.Threshold is null);
            Assert.Equal(bearable ?? 0, row.Threshold ?? 0, 1e-6);
            Assert.Equal(row.Preconditioner == "none", row.Seen == row.Largest);
        }
        Assert.Empty(record.Provenance.Warnings);
    }

    [Fact]
    public void Records_do_not_depend_on_threads_nor_on_where_it_was_interrupted()
    {
        using var other = new TemporaryFolder();
        Assert.Equal(Written(Run(Text, 1, folder.Path).Record), Written(Run(Text, 3, other.Path).Record));
    }

    [Fact]
    public void What_is_kept_of_a_task_is_read_back()
    {
        var record = Run(Text, 1, folder.Path).Record;
        var (found, state) = StabilityState.Read(StabilityState.Write(record, [1, 2, 3]));
        Assert.Equal(Written(record), Written(found));
        Assert.Equal([1, 2, 3], state);
        Assert.Throws<FormatException>(() => StabilityState.Read([9, 0, 0, 0, 1]));
        Assert.Throws<FormatException>(() => StabilityState.Read([1]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(95)]
    public void What_is_interrupted_goes_on_to_the_same_bits(int gradients)
    {
        using var whole = new TemporaryFolder();
        Run(Text, 1, whole.Path);
        // The training is done; what is interrupted is the second one, beside which curvature is looked at.
        var first = StudyReader.Read(Text.Replace(", stability]", "]", StringComparison.Ordinal), "study.yaml");
        using (var team = new WorkerTeam(1, TestContext.Current.CancellationToken))
        {
            StudyRunner.Run(new StudyRun(first, folder.Path), team);
        }
        using var cancel = new CancellationTokenSource();
        var seen = 0;
        IObjective Watched(IObjective objective) =>
            new CountingObjective(
                objective,
                (kind, count) =>
                {
                    seen += kind == EvaluationKind.Gradient ? count : 0;
                    if (seen > gradients)
                    {
                        cancel.Cancel();
                    }
                }
            );
        using (var team = new WorkerTeam(1, cancel.Token))
        {
            var runner = new TaskRunner(
                new ResultStore(folder.Path),
                new RunLog(folder.Path, 1, null),
                () => new ObjectivePool(Watched)
            );
            var tasks = StudyPlan.Expand(StudyReader.Read(Text, "study.yaml")).Tasks;
            Assert.Throws<OperationCanceledException>(() => runner.Run(tasks, team, Parallelism.InsideTasks));
        }
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*.state", SearchOption.AllDirectories));
        Run(Text, 1, folder.Path);
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(folder.Path));
    }

    private static string Written(StabilityRecord record) => Encoding.UTF8.GetString(RecordJson.Write(record));

    private static (StabilityRecord Record, IReadOnlyList<CurvaturePathRecord> Paths) Run(
        string text,
        int threads,
        string path
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path), team).Plan;
        var store = new ResultStore(path);
        return (Of<StabilityRecord>("stability").Single(), Of<CurvaturePathRecord>("curvature-path"));

        IReadOnlyList<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];
    }
}
