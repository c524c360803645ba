using System.Text;
using Thalweg.Landscapes.Curvature;
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

/// <summary>Sharpness, kernels and learning coefficients in studies: what their records say is what the library finds, and what is known.</summary>
public sealed class ResidualStudyTests : IDisposable
{
    private const string Network = """
        name: residuals
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        trial: none
        quadrature: gauss:12
        formulations: ["ritz(penalty=100)", "galerkin(penalty=100)"]
        seeds: [3]
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20, checkpoints: [0, 20] }
        analyses: [sharpness, kernel]
        """;

    private const string Valley = """
        name: valley
        objective: rosenbrock
        seeds: 1
        train: { optimizer: newton-cg, steps: 100, record: 10 }
        analyses: [sharpness(radius=0.001), "learning-coefficient(radius=0.1, points=64, levels=60, runs=6)"]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_loss_has_its_sharpness_at_the_end_of_every_run()
    {
        var records = Run(Network, 2, out _).Of<SharpnessRecord>("sharpness");
        Assert.Equal(4, records.Count);
        foreach (var (record, _) in records)
        {
            Assert.Equal((33, 40, true), (record.Parameters, record.Step, record.IsExact));
            Assert.Equal((0.05, 0.5, 0.001), (record.Ball.Size, record.Adaptive.Size, record.Box.Size));
            Assert.True(record.LargestEigenvalue > 0 && record.LargestBound > 0);
            Assert.InRange(record.Trace, record.TraceLower, record.TraceUpper);
            Assert.InRange(record.Average, record.AverageLower, record.AverageUpper);
            Assert.True(record.Ball.Rise >= record.Ball.Step && record.Ball.Step > 0);
            // To second order no rise in a ball is larger.
            Assert.InRange(
                record.Ball.Rise,
                0,
                1.5 * ((0.05 * record.GradientNorm) + (0.5 * 0.0025 * record.LargestEigenvalue))
            );
        }
    }

    [Fact]
    public void Kernels_are_those_of_the_dense_jacobian_term_by_term()
    {
        var results = Run(Network, 2, out var store);
        foreach (var (record, task) in results.Of<KernelRecord>("kernel"))
        {
            Assert.Equal([0, 20, 40], record.Points.Select(p => p.Step));
            Assert.Equal(2, record.Terms.Count);
            Assert.All(record.Points, p => Assert.InRange(p.Alignment, -1, 1));
            Assert.All(record.Points, p => Assert.InRange(p.Overlaps[1], 0, 1));
            if (record.Objective.Contains("ritz", StringComparison.Ordinal))
            {
                continue;
            }
            var arrays = store.TryRead(task.Key, out _)!.ReadArrays();
            Assert.Equal([3, 33], arrays["eigenvalues"].Shape);
            var train = results.Plan.Tasks.Single(t => t.Key.Hex == record.TrainKey);
            var θ = store.TryRead(train.Key, out _)!.ReadArrays()["parameters"].Values;
            var objective = results.Plan.Chains.Sources.Single(s => s.Label.Contains("galerkin")).Create();
            var residuals = objective.As<IResiduals>()!;
            var j = new double[residuals.RowCount * 33];
            residuals.Rows(θ, 0, residuals.RowCount, j, WorkerTeam.Sequential);
            // Twelve points of the interval, then two ends.
            Assert.Equal(14, residuals.RowCount);
            Near(Gram(j, 0, 14), arrays["eigenvalues"].Values.AsSpan(66, 33));
            Near(Gram(j, 0, 12), arrays[$"eigenvalues_{record.Slugs[0]}"].Values.AsSpan(66, 33));
            Near(Gram(j, 12, 14), arrays[$"eigenvalues_{record.Slugs[1]}"].Values.AsSpan(66, 33));
            var cross = 0.0;
            for (var a = 0; a < 12; a++)
            {
                for (var b = 12; b < 14; b++)
                {
                    var dot = Enumerable.Range(0, 33).Sum(i => j[(a * 33) + i] * j[(b * 33) + i]);
                    cross += 4 * dot * dot;
                }
            }
            var norms = Norm(Gram(j, 0, 12)) * Norm(Gram(j, 12, 14));
            Assert.Equal(cross / norms, record.Points[^1].Overlaps[1], 1e-10);
        }
    }

    [Fact]
    public void A_regular_minimum_has_half_its_parameters_for_a_coefficient()
    {
        var results = Run(Valley, 1, out var store);
        var (record, task) = Assert.Single(results.Of<LearningCoefficientRecord>("learning-coefficient"));
        Assert.InRange(1, record.Lower, record.Upper);
        Assert.InRange(record.Upper - record.Lower, 0, 0.4);
        Assert.Equal((6, 60, "levels taken"), (record.Runs, record.Levels, record.Stop));
        Assert.Equal(3, record.Langevin.Count);
        Assert.InRange(record.Langevin[^1].Coefficient, 0.6, 1.4);
        // The ellipse 2 ε = xᵀHx has the area 2π ε/√det H, and det H = 1 · 400 + …: λ₁λ₂ = 400.
        var area = Math.Log(2 * Math.PI * record.Basin!.Excess / Math.Sqrt(400));
        Assert.Equal(area, record.Basin.ByRays, 0.05);
        Assert.Equal(area, record.Basin.BySplitting, 0.8);
        Assert.Equal([6, 60], store.TryRead(task.Key, out _)!.ReadArrays()["excesses"].Shape);
        var (sharp, _) = Assert.Single(results.Of<SharpnessRecord>("sharpness"));
        Assert.Equal(0.5 * 1e-6 * sharp.LargestEigenvalue, sharp.Ball.Rise, 1e-2 * sharp.Ball.Rise);
    }

    [Fact]
    public void Records_do_not_depend_on_threads()
    {
        using var other = new TemporaryFolder();
        foreach (var text in new[] { Network, Valley })
        {
            Assert.Equal(Written(text, 1, folder.Path), Written(text, 3, other.Path));
        }

        IEnumerable<string> Written(string text, int threads, string path)
        {
            var results = Run(text, threads, out var store, path + text.Length);
            return results
                .Plan.Tasks.Where(t => t.Kind is "sharpness" or "kernel" or "learning-coefficient")
                .Select(t => Encoding.UTF8.GetString(File.ReadAllBytes(store.RecordPath(t.Key))));
        }
    }

    [Fact]
    public void Runs_that_are_finished_are_read_again_to_the_bit()
    {
        LevelVolumes[] runs =
        [
            new([1, 0.5], [-0.7, -1.4], 3, -1e-9, 64, 1234, SplittingStop.LowerPoint),
            new([], [], double.NaN, 0, 64, 5, SplittingStop.Plateau),
        ];
        var read = SavedRuns.Read(SavedRuns.Write(runs)).ToList();
        Assert.Equal(2, read.Count);
        Assert.Equal(runs[0].Excesses, read[0].Excesses);
        Assert.Equal(runs[0].LogVolumes, read[0].LogVolumes);
        Assert.Equal(
            (3, -1e-9, 64, 1234, SplittingStop.LowerPoint),
            (read[0].LargestExcess, read[0].LowestExcess, read[0].Points, read[0].Values, read[0].Stop)
        );
        Assert.Equal((double.NaN, SplittingStop.Plateau), (read[1].LargestExcess, read[1].Stop));
        Assert.Empty(SavedRuns.Read(null));
    }

    [Fact]
    public void What_is_interrupted_goes_on_to_the_same_bits()
    {
        using var whole = new TemporaryFolder();
        Run(Valley, 1, out _, whole.Path);
        var study = StudyReader.Read(Valley, "study.yaml");
        using var cancel = new CancellationTokenSource();
        var losses = 0L;
        IObjective Watched(IObjective objective) =>
            new CountingObjective(
                objective,
                (kind, count) =>
                {
                    losses += kind == EvaluationKind.Value ? count : 0;
                    if (losses > 100_000)
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
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Path, "*.state", SearchOption.AllDirectories));
        Run(Valley, 1, out _);
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(folder.Path));
    }

    /// <summary>Eigenvalues of 2 JᵀJ over some rows of J, descending.</summary>
    private static double[] Gram(double[] rows, int first, int last)
    {
        var matrix = new double[33 * 33];
        for (var r = first; r < last; r++)
        {
            for (var k = 0; k < matrix.Length; k++)
            {
                matrix[k] += 2 * rows[(r * 33) + (k / 33)] * rows[(r * 33) + (k % 33)];
            }
        }
        var spectrum = DenseSpectrum.Of(
            new Thalweg.Numerics.Linear.Operators.DenseOperator(matrix, 33, 33),
            WorkerTeam.Sequential
        )!;
        return [.. spectrum.Eigenvalues.Reverse()];
    }

    private static double Norm(double[] eigenvalues) => Math.Sqrt(eigenvalues.Sum(λ => λ * λ));

    private static void Near(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-11 * expected[0]);
        }
    }

    private Results Run(string text, int threads, out ResultStore store, string? path = null)
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        store = new ResultStore(path ?? folder.Path);
        return new Results(plan, store);
    }

    private sealed record Results(StudyPlan Plan, ResultStore Store)
    {
        public IReadOnlyList<(T Record, StudyTask Task)> Of<T>(string kind) =>
            [
                .. Plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => (RecordJson.Read<T>(Store.TryRead(t.Key, out _)!.Record), t)),
            ];
    }
}
