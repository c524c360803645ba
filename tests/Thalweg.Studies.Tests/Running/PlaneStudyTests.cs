using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Lines and planes that follow from a trained point: where they lead, and that a projected path is told from the path.</summary>
public sealed class PlaneStudyTests : IDisposable
{
    // ½ Σ i x_i² in six variables: the eigenvectors are the coordinate axes, and all is known in closed form.
    private const string Bowl = """
        name: bowl
        objective: quadratic(dim=6)
        seeds: [3]
        train: { optimizer: sgd(rate=2e-2), steps: 30, checkpoints: [0, 5, 10, 20] }
        analyses:
          - surface(count=3x5, directions=WORD)
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("largest", 5, 4)]
    [InlineData("smallest", 0, 1)]
    [InlineData("extremes", 5, 0)]
    public void Planes_of_curvature_are_spanned_by_eigenvectors(string word, int first, int second)
    {
        var (surface, arrays, centre) = Surface(Bowl.Replace("WORD", word, StringComparison.Ordinal));
        var (t1, t2, losses) = (arrays["t1"].Values, arrays["t2"].Values, arrays["loss_quadratic"].Values);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var point = centre.ToArray();
                // Eigenvectors point along positive axes.
                point[first] += t1[i];
                point[second] += t2[j];
                Assert.Equal(Bowl6(point), losses[(i * 5) + j], 1e-10);
            }
        }
        Assert.Equal([first + 1.0, second + 1.0], surface.Axes!.Select(a => Math.Round(a.Eigenvalue!.Value, 9)));
        Assert.All(surface.Axes!, axis => Assert.InRange(axis.Bound!.Value, 0, 1e-12));
        Assert.All(surface.Axes!, axis => Assert.Equal(1, axis.Length));
        Assert.Contains("of the quadratic loss", surface.Directions, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plane_of_the_gradient_holds_it_and_the_least_curvature_apart_from_it()
    {
        var (surface, arrays, centre) = Surface(Bowl.Replace("WORD", "gradient", StringComparison.Ordinal));
        double[] gradient = [.. centre.Select((x, i) => (i + 1) * x)];
        var norm = Vectors.Norm(gradient);
        double[] second = [.. gradient.Select((g, i) => (i == 0 ? 1 : 0) - (gradient[0] * g / (norm * norm)))];
        var size = Vectors.Norm(second);
        var losses = arrays["loss_quadratic"].Values;
        double[] corner = [.. centre.Select((x, i) => x + (gradient[i] / norm) + (second[i] / size))];
        Assert.Equal(Bowl6(corner), losses[^1], 1e-10);
        Assert.Equal(["gradient", "smallest"], surface.Axes!.Select(a => a.Name));
    }

    [Fact]
    public void Principal_components_hold_their_path_as_far_as_they_explain_it()
    {
        var (surface, arrays, centre) = Surface(Bowl.Replace("WORD", "pca", StringComparison.Ordinal), out var points);
        Assert.Equal(["component", "component"], surface.Axes!.Select(a => a.Name));
        var explained = surface.Axes!.Select(a => a.Explained!.Value).ToArray();
        Assert.InRange(explained[0], 0.9, 1);
        Assert.InRange(explained.Sum(), explained[0], 1 + 1e-12);
        Assert.Equal([0, 5, 10, 20, 30], surface.TrajectorySteps);
        // The start is where t1 = 1 is; the path ends at the centre.
        var path = arrays["trajectory"].Values;
        Assert.Equal(1, path[0], 1e-9);
        Assert.Equal([0, 0, 0], path[^3..]);
        // Components are those about the mean: distances from the plane through the centre are what they leave of it.
        var (real, seen) = (arrays["trajectory_loss_quadratic"].Values, arrays["projection_loss_quadratic"].Values);
        for (var k = 0; k < points.Count; k++)
        {
            Assert.Equal(Bowl6(points[k]), real[k], 1e-12);
            // What is left out is orthogonal to the plane, so the distance is that of the two points.
            var t = path[(3 * k)..((3 * k) + 3)];
            Assert.True(t[2] >= 0);
            Assert.Equal(k == points.Count - 1, t[2] == 0);
            Assert.Equal(t[2] == 0, real[k] == seen[k]);
        }
        Assert.Equal(centre, points[^1]);
    }

    [Fact]
    public void The_loss_on_the_plane_is_that_of_the_projected_checkpoint()
    {
        var (_, arrays, centre) = Surface(Bowl.Replace("WORD", "extremes", StringComparison.Ordinal), out var points);
        var path = arrays["trajectory"].Values;
        for (var k = 0; k < points.Count; k++)
        {
            // Of a checkpoint the plane sees the first and the last coordinate.
            double[] projected = [.. centre];
            (projected[0], projected[5]) = (points[k][0], points[k][5]);
            var rest = Math.Sqrt(Enumerable.Range(1, 4).Sum(i => Math.Pow(points[k][i] - centre[i], 2)));
            Assert.Equal(rest, path[(3 * k) + 2], 1e-12);
            Assert.Equal(Bowl6(projected), arrays["projection_loss_quadratic"].Values[k], 1e-12);
            Assert.Equal(Bowl6(points[k]), arrays["trajectory_loss_quadratic"].Values[k], 1e-12);
        }
        Assert.True(path[2] > 0.01, "else nothing is projected");
    }

    [Fact]
    public void A_ribbon_has_the_path_in_its_middle()
    {
        const string text = """
            name: ribbon
            objective: rosenbrock
            seeds: [2]
            train: { optimizer: adam(rate=2e-2), steps: 40, checkpoints: [0, 10, 20, 30] }
            analyses: ["surface(count=41x3, range=\"-1:0,-0.1:0.1\", directions=ribbon)"]
            """;
        var (surface, arrays, centre) = Surface(text, out var points);
        Assert.Equal(["path", "across"], surface.Axes!.Select(a => a.Name));
        var (path, losses) = (arrays["trajectory"].Values, arrays["loss_rosenbrock"].Values);
        var rosenbrock = new Rosenbrock(2);
        Assert.Equal(Value(rosenbrock, points[0]), losses[1]);
        Assert.Equal(Value(rosenbrock, centre), losses[^2]);
        var length = Enumerable.Range(0, 4).Sum(k => Distance(points[k], points[k + 1]));
        Assert.Equal(length, surface.Axes![0].Length, 1e-12);
        for (var k = 0; k < 5; k++)
        {
            var arc = Enumerable.Range(0, k).Sum(i => Distance(points[i], points[i + 1]));
            Assert.Equal((arc / length) - 1, path[3 * k], 1e-12);
            Assert.Equal([0, 0], path[((3 * k) + 1)..((3 * k) + 3)]);
        }
        Assert.Equal(arrays["trajectory_loss_rosenbrock"].Values, arrays["projection_loss_rosenbrock"].Values);
        // Both sides are a tenth of the path away from it.
        double[] last = [.. points[^1].Zip(points[^2], (a, b) => a - b)];
        var size = Vectors.Norm(last);
        double[] side = [-last[1] / size * length / 10, last[0] / size * length / 10];
        double[] ends = [Value(rosenbrock, Add(centre, side, 1)), Value(rosenbrock, Add(centre, side, -1))];
        Assert.Equal(ends.Order(), ((double[])[losses[^3], losses[^1]]).Order(), (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void Lines_follow_eigenvectors_the_gradient_and_components()
    {
        var text = Bowl.Replace(
            "  - surface(count=3x5, directions=WORD)",
            """
              - slice(count=3, lines=2, directions=largest)
              - slice(count=3, lines=2, directions=smallest)
              - slice(count=3, directions=gradient)
              - slice(count=3, lines=2, directions=pca)
            """,
            StringComparison.Ordinal
        );
        var (store, tasks) = Run(text, "slice");
        var records = tasks.Select(t => Read<SliceRecord>(store, t)).ToList();
        var centre = Centre(store, tasks[0]);
        var losses = tasks.Select(t => store.TryRead(t.Key, out _)!.ReadArrays()["loss_quadratic"]).ToList();
        Assert.Equal(
            [
                [2, 3],
                [2, 3],
                [1, 3],
                [2, 3],
            ],
            losses.Select(l => l.Shape)
        );
        Assert.Equal(["largest", "largest"], records[0].Axes!.Select(a => a.Name));
        Assert.Equal([1.0, 2.0], records[1].Axes!.Select(a => Math.Round(a.Eigenvalue!.Value, 9)));
        Assert.Equal("gradient", Assert.Single(records[2].Axes!).Name);
        Assert.Equal(["component", "component"], records[3].Axes!.Select(a => a.Name));
        double[] along = [.. centre];
        along[5]++;
        Assert.Equal(Bowl6(along), losses[0].Values[2], 1e-10);
        double[] gradient = [.. centre.Select((x, i) => (i + 1) * x)];
        double[] up = [.. centre.Select((x, i) => x + (gradient[i] / Vectors.Norm(gradient)))];
        Assert.Equal(Bowl6(up), losses[2].Values[2], 1e-10);
    }

    [Fact]
    public void Every_loss_sees_the_plane_of_the_one_that_was_trained_and_threads_do_not_matter()
    {
        const string text = """
            name: networks
            problem: poisson(dim=1)
            network: mlp(width=3, depth=2)
            quadrature: gauss:8
            formulations: [ritz, galerkin]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 20, record: 10, checkpoints: [0, 10] }
            analyses:
              - surface(count=3x3, directions=extremes)
              - surface(count=3x3, directions=pca)
              - surface(count=3x3, directions=ribbon)
              - spectrum
            """;
        using var other = new TemporaryFolder();
        var (store, tasks) = Run(text, "surface");
        var (again, _) = Run(text, "surface", threads: 1, other.Path);
        foreach (var task in tasks)
        {
            Assert.Equal(File.ReadAllBytes(store.RecordPath(task.Key)), File.ReadAllBytes(again.RecordPath(task.Key)));
            var arrays = store.TryRead(task.Key, out _)!.ReadArrays();
            Assert.Contains("loss_ritz", arrays.Keys);
            Assert.Contains("projection_loss_galerkin", arrays.Keys);
        }
        var (_, spectra) = Run(text, "spectrum");
        foreach (var trained in new[] { "ritz", "galerkin" })
        {
            var plane = tasks
                .Select(t => Read<SurfaceRecord>(store, t))
                .First(s => s.TrainedOn == trained && s.Axes![0].Name == "largest");
            var own = spectra
                .Select(t => Read<SpectrumRecord>(store, t))
                .Single(s => s.TrainedOn == trained && s.Objective == trained);
            Assert.Equal((own.Largest, own.Smallest), (plane.Axes![0].Eigenvalue, plane.Axes![1].Eigenvalue));
        }
    }

    [Fact]
    public void A_training_that_stands_still_has_neither_components_nor_a_strip()
    {
        var text = Bowl.Replace("rate=2e-2", "rate=1e-300", StringComparison.Ordinal);
        foreach (var word in new[] { "pca", "ribbon" })
        {
            var (surface, arrays, centre) = Surface(text.Replace("WORD", word, StringComparison.Ordinal));
            Assert.All(arrays["loss_quadratic"].Values, loss => Assert.Equal(Bowl6(centre), loss, 1e-14));
            Assert.DoesNotContain("trajectory", arrays.Keys);
            Assert.Single(
                surface.Provenance.Warnings,
                w => w.StartsWith(word == "pca" ? "The two directions span no plane" : "There is no strip")
            );
        }
    }

    [Theory]
    [InlineData(
        "surface(directions=pca)",
        "checkpoints: [0]",
        "along the path of checkpoints needs 3 of them, found 2"
    )]
    [InlineData(
        "surface(directions=ribbon)",
        "checkpoints: [30]",
        "along the path of checkpoints needs 2 of them, found 1"
    )]
    [InlineData("slice(directions=pca)", "checkpoints: [30]", "along the path of checkpoints needs 2 of them, found 1")]
    [InlineData(
        "surface(directions=largest, normalize=layer)",
        "checkpoints: [0]",
        "'normalize' scales random directions"
    )]
    [InlineData("slice(directions=gradient, bias=keep)", "checkpoints: [0]", "'bias' scales random directions")]
    [InlineData("slice(directions=extremes)", "checkpoints: [0]", "extremes")]
    public void What_has_no_meaning_is_refused(string entry, string checkpoints, string message)
    {
        var text = Bowl.Replace("surface(count=3x5, directions=WORD)", entry, StringComparison.Ordinal)
            .Replace("checkpoints: [0, 5, 10, 20]", checkpoints, StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(6, fault.All[0].Location?.Line);
    }

    private static double Bowl6(IReadOnlyList<double> x) => 0.5 * x.Select((value, i) => (i + 1) * value * value).Sum();

    private static double Value(Rosenbrock function, double[] point)
    {
        var loss = new double[1];
        function.Values(point, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double[] Add(double[] point, double[] step, double factor) =>
        [.. point.Zip(step, (x, d) => x + (factor * d))];

    private (SurfaceRecord Record, IReadOnlyDictionary<string, NpyArray> Arrays, double[] Centre) Surface(
        string text
    ) => Surface(text, out _);

    private (SurfaceRecord Record, IReadOnlyDictionary<string, NpyArray> Arrays, double[] Centre) Surface(
        string text,
        out IReadOnlyList<double[]> checkpoints
    )
    {
        var (store, tasks) = Run(text, "surface");
        var task = Assert.Single(tasks);
        var rows = store.TryRead(task.Dependencies[0].Key, out _)!.ReadArrays()["checkpoints"];
        var p = rows.Shape[1];
        checkpoints = [.. Enumerable.Range(0, rows.Shape[0]).Select(r => rows.Values[(r * p)..((r + 1) * p)])];
        return (Read<SurfaceRecord>(store, task), store.TryRead(task.Key, out _)!.ReadArrays(), Centre(store, task));
    }

    private static double[] Centre(ResultStore store, StudyTask task) =>
        store.TryRead(task.Dependencies[0].Key, out _)!.ReadArrays()["parameters"].Values;

    private static T Read<T>(ResultStore store, StudyTask task) =>
        RecordJson.Read<T>(store.TryRead(task.Key, out _)!.Record);

    private (ResultStore Store, IReadOnlyList<StudyTask> Tasks) Run(
        string text,
        string kind,
        int threads = 2,
        string? path = null
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        return (new ResultStore(path ?? folder.Path), [.. plan.Tasks.Where(t => t.Kind == kind)]);
    }
}
