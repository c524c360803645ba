using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

public sealed class StudyRunnerTests
{
    private const int Steps = 1200;

    /// <summary>Four chains of 1200 steps with checkpoints of the state every 500, and every kind of analysis but the sweep, which costs more than the rest.</summary>
    private const string Text = """
        name: tiny
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..2
        train:
          optimizer: adam(rate=1e-2)
          steps: 1200
          record: 100
          checkpoints: [0, 50, 400]
        analyses:
          - roughness(directions=8, intervals=10)
          - roughness(at=trajectory, directions=8, intervals=10)
          - cross(directions=8, intervals=10)
          - slice(count=11)
          - slice(count=11, directions=checkpoints)
          - surface(count=5x7)
          - surface(count=5x7, directions=checkpoints)
          - line(count=11)
          - line(count=11, between=seeds)
        """;

    private const string WithSweep = Text + "\n  - sweep(directions=\"4,8\", intervals=\"5,10\", radius=\"0.1\")\n";

    private static Study Study(string text = Text) => StudyReader.Read(text, "study.yaml");

    private static StudyOutcome Run(
        Study study,
        string folder,
        int threads = 1,
        Shard? shard = null,
        IProgress<StageProgress>? progress = null,
        CancellationTokenSource? cancel = null
    )
    {
        using var team = new WorkerTeam(threads, cancel?.Token ?? TestContext.Current.CancellationToken);
        return StudyRunner.Run(new StudyRun(study, folder) { Shard = shard, Progress = progress }, team);
    }

    [Fact]
    public void Threads_shards_and_interruptions_leave_the_same_bytes()
    {
        var study = Study();
        using var whole = new TemporaryFolder();
        var outcome = Run(study, whole.Path);
        var expected = TemporaryFolder.ResultHashes(whole.Path);
        Assert.Equal(outcome.Plan.Tasks.Count, outcome.Summary.Computed);
        Assert.Empty(outcome.Summary.Unready);

        using var twice = new TemporaryFolder();
        Run(study, twice.Path, threads: 2);
        Assert.Equal(expected, TemporaryFolder.ResultHashes(twice.Path));

        using var merged = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(merged.Path, "results"));
        for (var i = 1; i <= 3; i++)
        {
            using var part = new TemporaryFolder();
            Run(study, part.Path, shard: new Shard(i, 3));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(part.Path, "results")))
            {
                File.Copy(file, Path.Combine(merged.Path, "results", Path.GetFileName(file)));
            }
        }
        // The comparison, and the line between the two runs of each formulation, which are in different shards.
        Assert.Equal(3, Run(study, merged.Path).Summary.Computed);
        Assert.Equal(expected, TemporaryFolder.ResultHashes(merged.Path));

        using var inside = new TemporaryFolder();
        var store = new ResultStore(inside.Path);
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        new TaskRunner(store, new RunLog(inside.Path, 2, null)).Run(outcome.Plan.Tasks, team, Parallelism.InsideTasks);
        Assert.Equal(expected, TemporaryFolder.ResultHashes(inside.Path));

        foreach (var gradient in new[] { 1, 99, 100, 101, 1201, 1202, 3333, 4803 })
        {
            Interrupt(study, expected, gradient);
        }
    }

    /// <summary>Cancels while the n-th gradient of the run is taken, then runs to the end.</summary>
    private static void Interrupt(Study study, IReadOnlyDictionary<string, string> expected, int gradient)
    {
        const int SaveInterval = 500;
        using var folder = new TemporaryFolder();
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
            var runner = new TaskRunner(
                new ResultStore(folder.Path),
                new RunLog(folder.Path, 1, null),
                () => new ObjectivePool(Watched)
            );
            Assert.Throws<OperationCanceledException>(() =>
                runner.Run(StudyPlan.Expand(study).Tasks, team, Parallelism.InsideTasks)
            );
        }
        Run(study, folder.Path);

        Assert.Equal(expected, TemporaryFolder.ResultHashes(folder.Path));
        var spent = RunLog.Read(folder.Path).Tasks.Values.Sum(t => t.GradientEvaluations);
        Assert.InRange(spent, 4 * (Steps + 1), (4 * (Steps + 1)) + SaveInterval);
    }

    [Fact]
    public void Every_record_is_read_back_with_its_arrays()
    {
        using var folder = new TemporaryFolder();
        var plan = Run(Study(WithSweep), folder.Path).Plan;
        var store = new ResultStore(folder.Path);
        var results = plan.Tasks.ToLookup(t => t.Kind, t => store.TryRead(t.Key, out _)!);

        var train = RecordJson.Read<TrainRecord>(results["train"].First().Record);
        Assert.Equal([0, 50, 400, Steps], train.CheckpointSteps);
        Assert.Equal(["galerkin"], train.History.OtherLosses.Keys);
        Assert.Equal(Steps, train.FinalStep);
        Assert.InRange(train.Final.Errors["relativeL2"], 0, 0.1);
        var arrays = results["train"].First().ReadArrays();
        Assert.Equal([4, 53], arrays["checkpoints"].Shape);
        Assert.Equal(arrays["parameters"].Values, arrays["checkpoints"].Values[^53..]);

        var profile = results["profile"].First().ReadArrays();
        Assert.Equal(["x", "u", "exact", "error", "residual"], profile.Keys);
        Assert.Equal(0.5, profile["x"].Values[200]);
        Assert.InRange(profile["exact"].Values[200], 1 - 1e-12, 1 + 1e-12);

        var slice = results["slice"].First();
        Assert.Equal([3, 11], slice.ReadArrays()["loss_ritz"].Shape);
        Assert.Equal(train.Final.Loss, slice.ReadArrays()["loss_ritz"].Values[5]);
        Assert.Contains("error_relativeL2", slice.ReadArrays().Keys);

        var surface = results["surface"].First();
        Assert.Equal([5, 7], surface.ReadArrays()["loss_galerkin"].Shape);
        Assert.Equal([4, 3], surface.ReadArrays()["trajectory"].Shape);
        Assert.Equal(train.Final.Loss, surface.ReadArrays()["trajectory_loss_ritz"].Values[^1]);

        var sweep = RecordJson.Read<SweepRecord>(results["sweep"].First().Record);
        Assert.Equal([4, 8, 100, 100, 100], sweep.Rows.Select(r => r.Directions));
    }

    [Fact]
    public void A_slice_through_checkpoints_meets_them()
    {
        using var folder = new TemporaryFolder();
        var plan = Run(Study(), folder.Path).Plan;
        var store = new ResultStore(folder.Path);
        var train = store.TryRead(plan.Tasks[0].Key, out _)!;
        var start = RecordJson.Read<TrainRecord>(train.Record).History.Loss[0];
        var slice = plan.Tasks.Where(t => t.Kind == "slice" && t.Chain == 0).ElementAt(1);
        var line = store.TryRead(slice.Key, out _)!.ReadArrays();
        Assert.Equal(start, line["loss_ritz"].Values[^1], 1e-12);

        var surface = plan.Tasks.Where(t => t.Kind == "surface" && t.Chain == 0).ElementAt(1);
        var plane = store.TryRead(surface.Key, out _)!.ReadArrays();
        var path = plane["trajectory"].Values;
        Assert.Equal([1, 0, 0], path[..3].Select(v => Math.Round(v, 9)));
        Assert.Equal([0, 1, 0], path[3..6].Select(v => Math.Round(v, 9)));
        Assert.Equal([0, 0, 0], path[^3..]);
    }

    [Fact]
    public void A_run_that_diverges_is_recorded_and_reported()
    {
        var text = Text.Replace("adam(rate=1e-2)", "sgd(rate=1e6)", StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        var outcome = Run(Study(text), folder.Path);

        Assert.Empty(outcome.Summary.Unready);
        Assert.Contains(outcome.Findings, f => f.Text.Contains("The loss is infinite after", StringComparison.Ordinal));
        using var again = new TemporaryFolder();
        Run(Study(text), again.Path, threads: 2);
        Assert.Equal(TemporaryFolder.ResultHashes(folder.Path), TemporaryFolder.ResultHashes(again.Path));
    }

    [Fact]
    public void Points_from_a_file_enter_the_keys_by_their_content()
    {
        using var folder = new TemporaryFolder();
        var points = Path.Combine(folder.Path, "nodes.npz");
        void Write(double weight) =>
            NpzFile.Write(
                points,
                [
                    new("nodes", new NpyArray([3, 1], [0.1, 0.5, 0.9])),
                    new("weights", new NpyArray([3], [weight, 1 - (2 * weight), weight])),
                ]
            );
        var text = Text.Replace("simpson:10", $"points:{points}", StringComparison.Ordinal);
        Write(0.25);
        var first = StudyPlan.Expand(Study(text)).Tasks[0].Key;
        Write(0.3);
        var second = StudyPlan.Expand(Study(text)).Tasks[0].Key;

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Progress_ends_with_every_stage_done()
    {
        using var folder = new TemporaryFolder();
        var last = new Dictionary<string, StageProgress>();
        Run(Study(WithSweep), folder.Path, threads: 2, progress: new Listener<StageProgress>(p => last[p.Stage] = p));

        Assert.Equal(
            ["comparison", "line", "profile", "roughness", "slice", "surface", "sweep", "train"],
            last.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(last.Values, p => Assert.Equal((p.TasksTotal, 1.0), (p.TasksDone, Math.Round(p.Fraction, 9))));
    }

    [Fact]
    public void An_estimate_counts_what_a_run_does()
    {
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var estimate = StudyEstimate.Of(Study(), team);
        using var folder = new TemporaryFolder();
        var plan = Run(Study(), folder.Path).Plan;

        Assert.Equal((plan.Tasks.Count, 4), (estimate.Tasks, estimate.Chains));
        Assert.Equal(4 * (Steps + 1), estimate.Work.Gradients);
        Assert.InRange(estimate.Seconds, 1e-6, 600);
    }

    [Fact]
    public void An_estimate_knows_what_a_step_of_an_optimizer_takes()
    {
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        double Seconds(string optimizer, int steps) =>
            StudyEstimate
                .Of(
                    StudyReader.Read(
                        $$"""
                        name: steps
                        problem: poisson
                        network: mlp(width=40, depth=2, activation=tanh)
                        quadrature: gauss:40
                        formulations: galerkin
                        seeds: 1..5
                        train: { optimizer: "{{optimizer}}", steps: {{steps}}, record: 100000 }
                        """,
                        "study.yaml"
                    ),
                    team
                )
                .Seconds;

        // An update of 1761 × 1761 numbers takes ten gradients and more.
        var few = Seconds("adam", 20_000);
        Assert.True(Seconds("bfgs", 20_000) > 2 * few);
        Assert.True(Seconds("adam", 400_000) > 3 * few);
    }
}
