using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Sweeps at the trained points of all seeds, and what they come to together.</summary>
public sealed class SweptSettingTests
{
    private const string Text = """
        name: tiny
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..3
        train: { optimizer: adam(rate=1e-2), steps: 20 }
        analyses: ["sweep(directions=\"6,12\", intervals=10, radius=\"0.1,1\")"]
        """;

    private const double StudentOfTwo = 4.302652729749462;

    private static readonly ComparedSweep Swept = new("ritz", "a", []);

    [Fact]
    public void Every_seed_is_swept_and_the_comparison_holds_each_setting_over_seeds()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        List<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];

        var sweeps = Of<SweepRecord>("sweep");
        var swept = Of<ComparisonRecord>("comparison").Single().Swept!;

        Assert.Equal(6, sweeps.Count);
        Assert.Equal(2 * sweeps[0].Rows.Count, swept.Count);
        Assert.Contains(swept, s => s.Roughness.Value > 0);
        foreach (var setting in swept.Where(s => s.TrainedOn == "galerkin"))
        {
            var rows = sweeps
                .Where(s => s.Objective == "galerkin")
                .SelectMany(s => s.Rows)
                .Where(r =>
                    (r.Directions, r.Intervals, r.Radius) == (setting.Directions, setting.Intervals, setting.Radius)
                )
                .ToList();
            Assert.Equal(3, rows.Count);
            Assert.Equal(3, setting.Seeds);
            Assert.Equal(
                rows.Exists(r => r.Roughness == 0)
                    ? rows.Select(r => r.Roughness).Order().ElementAt(1)
                    : Math.Cbrt(rows[0].Roughness * rows[1].Roughness * rows[2].Roughness),
                setting.Roughness.Value,
                1e-12
            );
            Assert.True(
                rows.Exists(r => r.Roughness == 0)
                    || (
                        setting.Roughness.Lower < setting.Roughness.Value
                        && setting.Roughness.Value < setting.Roughness.Upper
                    )
            );
            Assert.Equal(rows.Average(r => r.Oscillation!.OscillationIndex), setting.OscillationIndex!.Value, 1e-14);
            Assert.Equal(rows.Average(r => r.Oscillation!.Oscillating), setting.Oscillating!.Value, 1e-14);
        }
    }

    [Fact]
    public void Means_have_the_interval_of_Student_cut_where_no_figure_can_be()
    {
        var setting = Of((0.1, 0.02, 2), (0.2, 0.04, 4), (0.4, 0.12, 12));
        Assert.Equal(0.2, setting.Roughness.Value, 1e-14);
        var error = StudentOfTwo * Math.Log(2) / Math.Sqrt(3);
        Assert.Equal(0.2 * Math.Exp(-error), setting.Roughness.Lower, 1e-12);
        Assert.Equal(0.2 * Math.Exp(error), setting.Roughness.Upper, 1e-12);
        Assert.Equal(0.06, setting.OscillationIndex!.Value, 1e-15);
        Assert.Equal(0, setting.OscillationIndex.Lower);
        Assert.Equal(0.06 + (StudentOfTwo * Math.Sqrt(0.0028) / Math.Sqrt(3)), setting.OscillationIndex.Upper, 1e-12);
        Assert.Equal((0.06, 0), (Math.Round(setting.Oscillating!.Value, 12), setting.Oscillating.Lower));
    }

    [Fact]
    public void Where_no_seed_oscillates_the_share_has_the_interval_of_none_of_all_slices()
    {
        var setting = Of((0.1, 0, 0), (0.2, 0, 0), (0.4, 0, 0));
        Assert.Equal((0.0, 0.0, double.NaN), Ends(setting.OscillationIndex!));
        Assert.Equal((0.0, 0.0), (setting.Oscillating!.Value, setting.Oscillating.Lower));
        Assert.Equal(1 - Math.Pow(0.025, 1.0 / 300), setting.Oscillating.Upper, 1e-12);
    }

    [Fact]
    public void One_seed_keeps_its_intervals_over_directions_and_an_index_that_is_not_known_is_left_out()
    {
        var setting = Of((0.1, 0.02, 2), (double.NaN, 0, 0));
        Assert.Equal(1, setting.Seeds);
        Assert.Equal((0.1, 0.05, 0.15), Ends(setting.Roughness));
        Assert.Equal((0.02, 0.01, 0.03), Ends(setting.OscillationIndex!));
        Assert.Equal((0.02, 0.01, 0.05), Ends(setting.Oscillating!));
    }

    [Fact]
    public void An_index_of_zero_makes_the_median_of_the_mean()
    {
        var setting = Of((0, 0, 0), (0.2, 0, 0), (0.4, 0, 0));
        Assert.Equal(0.2, setting.Roughness.Value);
        Assert.True(double.IsNaN(setting.Roughness.Upper));
    }

    private static (double Value, double Lower, double Upper) Ends(SeedFigure figure) =>
        (figure.Value, figure.Lower, figure.Upper);

    private static SweptSetting Of(params (double Index, double Oscillation, int Slices)[] seeds) =>
        Assert.Single(
            SweptSettings.Of(
                Swept,
                [
                    .. seeds.Select(
                        (s, k) =>
                            new SweepRecord(
                                new Provenance("sweep", "", 1, 1, []),
                                null,
                                "ritz",
                                "a",
                                (ulong)k,
                                [
                                    new SweepRow(
                                        100,
                                        100,
                                        0.1,
                                        s.Index,
                                        0.05,
                                        0.15,
                                        1,
                                        1,
                                        0,
                                        new OscillationRecord(
                                            s.Oscillation,
                                            0.01,
                                            0.03,
                                            s.Slices / 100.0,
                                            0.01,
                                            0.05,
                                            s.Slices,
                                            100,
                                            0
                                        )
                                    ),
                                ]
                            )
                    ),
                ]
            )
        );
}
