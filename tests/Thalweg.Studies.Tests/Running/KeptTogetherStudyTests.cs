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

/// <summary>Variants that differ in the parameters they keep are trained once, and each gets what it would have got alone.</summary>
public sealed class KeptTogetherStudyTests : IDisposable
{
    private const int Steps = 60;

    private const string Start = """
        name: kept
        data: {digits: {images: 24, heldOut: 16, batch: 8}}
        network: "sequential(layers=avgpool(size=4); flatten; linear(units=3); tanh; linear(units=10))"
        seeds: 1..3
        train: {record: 3, keep: loss}
        compare:

        """;

    private static readonly string[] Variants =
    [
        "  lowest: {optimizer: sgd(rate=3), steps: 60}\n",
        "  held-out: {optimizer: sgd(rate=3), steps: 60, keep: heldOut}\n",
        "  last: {optimizer: sgd(rate=3), steps: 60, keep: last}\n",
    ];

    // Another rate is another training.
    private const string Other = "  other: {optimizer: sgd(rate=0.03), steps: 60, keep: heldOut}\n";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> alone = [];

    public KeptTogetherStudyTests()
    {
        foreach (var variant in Variants)
        {
            using var own = new TemporaryFolder();
            Run(Start + variant + Other, own.Path);
            foreach (var (name, hash) in Trainings(own.Path))
            {
                alone.TryAdd(name, hash);
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string All => Start + string.Concat(Variants) + Other;

    [Theory]
    [InlineData(1, Parallelism.InsideTasks)]
    [InlineData(2, Parallelism.InsideTasks)]
    [InlineData(3, Parallelism.AcrossTasks)]
    public void One_run_gives_the_bytes_of_several(int threads, Parallelism parallelism)
    {
        var tasks = StudyPlan.Expand(StudyReader.Read(All, "study.yaml")).Tasks;
        using var team = new WorkerTeam(threads, Token);
        var log = new RunLog(folder.Path, threads, null);
        var summary = new TaskRunner(new ResultStore(folder.Path), log).Run(tasks, team, parallelism);

        Assert.Equal(24, alone.Count);
        Assert.Equal(alone, Trainings(folder.Path));
        // Three starts of two runs; what else was there when its turn came, and the comparison.
        Assert.Equal((7, 6), (summary.Computed, summary.Reused));
        Assert.Empty(summary.Unready);
        Assert.Equal(6 * (Steps + 1 + (Steps / 3) + 1), Spent(folder.Path));
        Assert.Equal(3, Kept("lowest", "held-out", "last").Distinct().Count());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "partial")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(82)]
    [InlineData(83)]
    [InlineData(200)]
    public void An_interrupted_run_goes_on_to_the_same_bytes(int gradient)
    {
        using var cancel = new CancellationTokenSource();
        var taken = 0;
        IObjective Watched(IObjective objective) =>
            new CountingObjective(
                objective,
                (kind, _) =>
                {
                    if (kind == EvaluationKind.Gradient && ++taken == gradient)
                    {
                        cancel.Cancel();
                    }
                }
            );
        using (var team = new WorkerTeam(1, cancel.Token))
        {
            var store = new ResultStore(folder.Path);
            var runner = new TaskRunner(store, new RunLog(folder.Path, 1, null), () => new ObjectivePool(Watched));
            var tasks = StudyPlan.Expand(StudyReader.Read(All, "study.yaml")).Tasks;
            Assert.Throws<OperationCanceledException>(() => runner.Run(tasks, team, Parallelism.InsideTasks));
        }
        Run(All, folder.Path);
        Assert.Equal(alone, Trainings(folder.Path));
    }

    [Fact]
    public void What_is_lost_is_computed_alone()
    {
        Run(All, folder.Path);
        var tasks = StudyPlan.Expand(StudyReader.Read(All, "study.yaml")).Tasks;
        var store = new ResultStore(folder.Path);
        var heldOut = tasks.First(task => task.Label == "train held-out, seed 2");
        File.Delete(store.RecordPath(heldOut.Key));
        Assert.Equal(1, Run(All, folder.Path).Summary.Computed);
        Assert.Equal(alone, Trainings(folder.Path));
    }

    [Fact]
    public void Shards_of_any_number_give_the_same_bytes()
    {
        foreach (var count in new[] { 2, 5 })
        {
            var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
            for (var i = 1; i <= count; i++)
            {
                using var part = new TemporaryFolder();
                Run(All, part.Path, new Shard(i, count));
                foreach (var (name, hash) in Trainings(part.Path))
                {
                    Assert.True(merged.TryAdd(name, hash) || merged[name] == hash);
                }
            }
            Assert.Equal(alone, merged);
        }
    }

    [Fact]
    public void A_plan_counts_one_run_once()
    {
        var together = StudyPlan.Expand(StudyReader.Read(All, "study.yaml"));
        var first = StudyPlan.Expand(StudyReader.Read(Start + Variants[0] + Other, "study.yaml"));
        Assert.Equal(first.Work, together.Work);
        Assert.Equal(6, together.Tasks.Count(task => task.ComesWith is not null));
    }

    public void Dispose() => folder.Dispose();

    private static StudyOutcome Run(string text, string path, Shard? shard = null)
    {
        using var team = new WorkerTeam(1, Token);
        return StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path) { Shard = shard }, team);
    }

    /// <summary>Records and arrays of trainings, by their names.</summary>
    private static SortedDictionary<string, string> Trainings(string path)
    {
        var keys = StudyPlan
            .Expand(StudyReader.Read(All, "study.yaml"))
            .Tasks.Where(task => task.Kind == TrainAnalysis.Instance.Kind)
            .Select(task => task.Key.Hex)
            .ToHashSet();
        return new(
            TemporaryFolder
                .ResultHashes(path)
                .Where(file => keys.Contains(Path.GetFileNameWithoutExtension(file.Key)))
                .ToDictionary(),
            StringComparer.Ordinal
        );
    }

    private static long Spent(string path) => RunLog.Read(path).Tasks.Values.Sum(task => task.GradientEvaluations);

    /// <summary>The steps whose parameters the variants keep, of all starts.</summary>
    private IEnumerable<string> Kept(params string[] variants)
    {
        var tasks = StudyPlan.Expand(StudyReader.Read(All, "study.yaml")).Tasks;
        var store = new ResultStore(folder.Path);
        return variants.Select(variant =>
            string.Join(
                ' ',
                tasks
                    .Where(t => t.Label.StartsWith($"train {variant},", StringComparison.Ordinal))
                    .Select(t => RecordJson.Read<TrainRecord>(store.TryRead(t.Key, out _)!.Record).FinalStep)
            )
        );
    }
}
