using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>What rounding hides is said to be hidden, in every record that is formed from differences of losses.</summary>
public sealed class ResolutionTests
{
    private const string Text = """
        name: tiny
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:10
        precision: single
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, checkpoints: [0] }
        analyses:
          - cross(directions=6, intervals=10, radius=RADIUS)
          - roughness(at=trajectory, directions=6, intervals=10, radius=RADIUS)
          - sweep(directions=6, intervals=10, radius="RADIUS")
          - slice(count=11, range="-RANGE:RANGE")
          - surface(count=5x11, range="-RANGE:RANGE,-RANGE:RANGE")
        """;

    [Fact]
    public void Of_a_loss_of_single_precision_the_index_is_that_of_double()
    {
        using var run = new Ran(With("0.5", "1e-6"));
        var tasks = run.Plan.Tasks.Where(t => t.Kind == "roughness").ToList();
        Assert.NotEmpty(tasks);
        foreach (var task in tasks)
        {
            var record = run.Record<RoughnessRecord>(task);
            Assert.Equal(("double", 0), (record.ComputedIn, record.NotResolvedSlices));
            Assert.All(record.RoundingBounds!, bound => Assert.InRange(bound!.Value, 1e-15, 1e-9));
            Assert.InRange(record.Roughness, record.IntervalLower, record.IntervalUpper);
            Assert.All(record.TotalVariations, t => Assert.InRange(t!.Value, 0.999999, 2.000001));
        }
        Assert.All(run.All<SweepRecord>("sweep"), sweep => Assert.Equal("double", sweep.ComputedIn));
        Assert.True(run.All<ComparisonRecord>("comparison")[0].Ratios.All(r => double.IsFinite(r.Ratio)));
        // Slices are drawn as the loss is, and say what its rounding makes of them.
        foreach (var slice in run.All<SliceRecord>("slice"))
        {
            Assert.All(slice.RoundingBounds!.Values, bounds => Assert.Equal(3, bounds.Count(b => b > 1e-5)));
        }
        Assert.Contains(
            run.All<SurfaceRecord>("surface"),
            surface => surface.Provenance.Warnings.Any(w => w.Contains("are not resolved", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Where_rounding_hides_all_there_is_no_index_no_interval_and_no_ratio()
    {
        using var run = new Ran(
            With("1e-14", "1e-14").Replace("precision: single", "precision: double", StringComparison.Ordinal)
        );
        foreach (var record in run.All<RoughnessRecord>("roughness"))
        {
            Assert.Null(record.ComputedIn);
            Assert.Equal(6, record.NotResolvedSlices + record.ConstantSlices);
            Assert.All(record.TotalVariations, t => Assert.Null(t));
            Assert.Equal((double.NaN, double.NaN), (record.Roughness, record.IntervalUpper));
            Assert.Contains(
                record.Provenance.Warnings,
                w => w.Contains("of 6 slices are not resolved", StringComparison.Ordinal)
            );
        }
        foreach (var row in run.All<SweepRecord>("sweep").SelectMany(s => s.Rows).Where(r => r.Radius < 1e-13))
        {
            Assert.InRange(row.NotResolvedSlices, 1, row.Directions);
            Assert.Equal(double.NaN, row.IntervalLower);
        }
        var comparison = run.All<ComparisonRecord>("comparison")[0];
        Assert.All(comparison.Cross, cell => Assert.InRange(cell.NotResolvedSlices, 1, cell.Slices));
        Assert.All(comparison.Cross, cell => Assert.Equal(double.NaN, cell.Roughness));
        Assert.All(
            comparison.Ratios,
            r => Assert.Equal((double.NaN, double.NaN, 0), (r.Ratio, r.IntervalLower, r.Seeds))
        );
        var slice = run.All<SliceRecord>("slice")[0];
        Assert.Contains(
            slice.Provenance.Warnings,
            w => w.Contains("of ritz are not resolved along", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_seed_whose_index_is_0_is_named_and_counts_in_the_median()
    {
        using var run = new Ran(With("0.1", "0.1"));
        var some = run.All<RoughnessRecord>("roughness")[0];
        RoughnessCell Cell(params double[] figures) =>
            new(new ComparedCell("ritz", "ritz", []), [.. figures.Select(f => some with { Roughness = f })]);
        var warnings = new List<string>();
        var mixed = Cell(0.2, 0, 0.8).Describe(warnings);
        Assert.Equal(0.2, mixed.Roughness);
        // The sign test bounds nothing with three seeds.
        Assert.Equal((double.NaN, double.NaN), (mixed.IntervalLower, mixed.IntervalUpper));
        Assert.Equal([0.2, 0, 0.8], mixed.BySeed);
        Assert.Contains("is 0 for 1 of 3 seeds", Assert.Single(warnings), StringComparison.Ordinal);
        warnings.Clear();
        var six = Cell(0.2, 0, 0.8, 0.4, 0.3, 0.3).Describe(warnings);
        Assert.Equal((0.3, 0, 0.8), (Math.Round(six.Roughness, 12), six.IntervalLower, six.IntervalUpper));
        warnings.Clear();
        // Without a zero it is the geometric mean.
        var positive = Cell(0.2, 0.8).Describe(warnings);
        Assert.Equal(0.4, positive.Roughness, 1e-15);
        Assert.True(positive.IntervalLower < 0.4 && positive.IntervalUpper > 0.4);
        Assert.Equal(0, Cell(0, 0).Describe(warnings).Roughness);
        Assert.Empty(warnings);
        Assert.Equal(double.NaN, Cell(double.NaN, double.NaN).Describe(warnings).Roughness);
    }

    private static string With(string radius, string range) =>
        Text.Replace("RADIUS", radius, StringComparison.Ordinal).Replace("RANGE", range, StringComparison.Ordinal);

    private sealed class Ran : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly ResultStore store;

        public Ran(string text)
        {
            using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
            Plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), folder.Path), team).Plan;
            store = new ResultStore(folder.Path);
        }

        public StudyPlan Plan { get; }

        public T Record<T>(StudyTask task) => RecordJson.Read<T>(store.TryRead(task.Key, out _)!.Record);

        public IReadOnlyList<T> All<T>(string kind) => [.. Plan.Tasks.Where(t => t.Kind == kind).Select(Record<T>)];

        public void Dispose() => folder.Dispose();
    }
}
