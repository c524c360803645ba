using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class SliceTests
{
    private static readonly double[] Centre = [0.3, -1.2, 2.5];
    private static readonly double[] First = [1, 0.5, -0.25];
    private static readonly double[] Second = [0.1, -2, 1];

    /// <summary>½ Σ λ_i x_i² − Σ x_i with λ = (1, 4, −2): its slices are quadratics whose coefficients are known.</summary>
    private static Formula Quadratic() =>
        new(3, x => [0.5 * ((x[0] * x[0]) + (4 * x[1] * x[1]) - (2 * x[2] * x[2])), -(x[0] + x[1] + x[2])])
        {
            TermNames = ["curved", "straight"],
        };

    private static double Product(double[] a, double[] b) => (a[0] * b[0]) + (4 * a[1] * b[1]) - (2 * a[2] * b[2]);

    private static double ClosedForm(double t1, double t2) =>
        (0.5 * Product(Centre, Centre))
        - Centre.Sum()
        + (t1 * (Product(Centre, First) - First.Sum()))
        + (t2 * (Product(Centre, Second) - Second.Sum()))
        + (0.5 * t1 * t1 * Product(First, First))
        + (t1 * t2 * Product(First, Second))
        + (0.5 * t2 * t2 * Product(Second, Second));

    [Fact]
    public void Lines_through_a_quadratic_are_the_closed_form()
    {
        var result = Slice.Lines(
            [new("q", Quadratic())],
            Centre,
            (double[])[.. First, .. Second],
            new Axis(-2, 3, 501),
            WorkerTeam.Sequential
        );
        Assert.Equal([2, 501], result.Shape);
        var values = result.Objectives[0];
        for (var i = 0; i < 501; i++)
        {
            var t = result.Axes[0][i];
            Assert.Equal(ClosedForm(t, 0), values.Losses[i], 1e-12);
            Assert.Equal(ClosedForm(0, t), values.Losses[501 + i], 1e-12);
            Assert.Equal(values.Losses[i], values.Terms[0].Values[i] + values.Terms[1].Values[i]);
        }
    }

    [Fact]
    public void A_surface_of_a_quadratic_is_the_closed_form_and_need_not_be_square()
    {
        var result = Slice.Surface(
            [new("q", Quadratic())],
            Centre,
            First,
            Second,
            new Axis(-1, 1, 31),
            new Axis(-2, 2, 17),
            WorkerTeam.Sequential
        );
        Assert.Equal([31, 17], result.Shape);
        for (var i = 0; i < 31; i++)
        {
            for (var j = 0; j < 17; j++)
            {
                Assert.Equal(
                    ClosedForm(result.Axes[0][i], result.Axes[1][j]),
                    result.Objectives[0].Losses[(i * 17) + j],
                    1e-12
                );
            }
        }
    }

    [Fact]
    public void The_centre_itself_is_evaluated_and_a_surface_holds_its_lines_to_the_bit()
    {
        var objective = new Formula(3, x => [x[0] + x[1]]) { Records = true };
        var centre = new[] { -0.0, 0.1, 1e-300 };
        Slice.Surface(
            [new("f", objective)],
            centre,
            First,
            Second,
            Axis.Symmetric(1, 3),
            Axis.Symmetric(1, 3),
            WorkerTeam.Sequential
        );
        Assert.Equal(
            centre.Select(BitConverter.DoubleToInt64Bits),
            objective.Seen[4].Select(BitConverter.DoubleToInt64Bits)
        );
        var lines = new Formula(3, x => [x[0]]) { Records = true };
        Slice.Lines([new("f", lines)], centre, First, Axis.Symmetric(1, 3), WorkerTeam.Sequential);
        Assert.Equal(lines.Seen[0], objective.Seen[1]);
        Assert.Equal(lines.Seen[2], objective.Seen[7]);
    }

    [Fact]
    public void Between_two_checkpoints_both_are_met_to_the_bit()
    {
        var random = new System.Random(4);
        var (a, b) = (Draw(random), Draw(random));
        var objective = new Formula(3, x => [x.Sum()]) { Records = true };
        var result = Slice.Between([new("f", objective)], a, b, new Axis(-0.5, 1.5, 41), WorkerTeam.Sequential);
        Assert.Equal([1, 41], result.Shape);
        Assert.Equal(a, objective.Seen[10]);
        Assert.Equal(b, objective.Seen[30]);
        Assert.Equal((a[0] + b[0]) / 2, objective.Seen[20][0], 1e-15);

        static double[] Draw(System.Random random) =>
            [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() - 0.5)];
    }

    [Fact]
    public void Several_objectives_share_points_and_report_an_error_once()
    {
        var (a, b) = (Quadratic(), new Formula(3, x => [x[0]]) { MetricNames = ["size", "other"] });
        var c = new Formula(3, x => [x[1]]);
        var result = Slice.Lines(
            [new("a", a), new("b", b), new("c", c)],
            Centre,
            First,
            new Axis(0, 1, 3),
            WorkerTeam.Sequential
        );
        var arrays = result.Arrays().ToDictionary(p => p.Key, p => p.Value);
        Assert.Equal(
            [
                "t1",
                "loss_a",
                "term_a_curved",
                "term_a_straight",
                "error_size",
                "loss_b",
                "term_b_all",
                "error_other",
                "loss_c",
                "term_c_all",
            ],
            result.Arrays().Select(p => p.Key)
        );
        Assert.Equal([0.3, 0.8, 1.3], arrays["loss_b"].Values, (x, y) => Math.Abs(x - y) < 1e-15);
        Assert.Equal([1, 3], arrays["loss_b"].Shape);
        Assert.False(c.MetricsAsked);
    }

    [Fact]
    public void A_slice_file_reads_back()
    {
        var result = Slice.Surface(
            [new("q", Quadratic())],
            Centre,
            First,
            Second,
            new Axis(-1, 1, 5),
            new Axis(-1, 1, 4),
            WorkerTeam.Sequential
        );
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.npz");
        try
        {
            NpzFile.Write(path, result.Arrays());
            var arrays = NpzFile.Read(path);
            Assert.Equal(
                ["error_size", "loss", "t1", "t2", "term_curved", "term_straight"],
                arrays.Keys.Order(StringComparer.Ordinal)
            );
            Assert.Equal([5, 4], arrays["loss"].Shape);
            Assert.Equal(result.Objectives[0].Losses, arrays["loss"].Values);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_are_recorded_and_counted()
    {
        var objective = Formula.Of(
            3,
            x =>
                x[0] > 0.55 ? double.PositiveInfinity
                : x[0] < 0.05 ? double.NaN
                : x[0]
        );
        var result = Slice.Lines(
            [new("f", objective)],
            new double[3],
            First,
            new Axis(0, 1, 11),
            WorkerTeam.Sequential
        );
        Assert.Equal(6, result.Objectives[0].NonFinite);
        Assert.True(double.IsNaN(result.Objectives[0].Losses[0]));
        Assert.Equal(double.PositiveInfinity, result.Objectives[0].Losses[10]);
    }

    [Fact]
    public void Threads_and_batches_do_not_change_the_bits_and_blocks_are_bounded()
    {
        SliceResult Run(WorkerTeam team, out Formula objective)
        {
            objective = Quadratic();
            return Slice.Surface(
                [new("q", objective)],
                Centre,
                First,
                Second,
                Axis.Symmetric(1, 33),
                Axis.Symmetric(1, 31),
                team
            );
        }
        using var two = new WorkerTeam(2);
        var expected = Run(WorkerTeam.Sequential, out _);
        var actual = Run(two, out var used);
        Assert.Equal(expected.Objectives[0].Losses, actual.Objectives[0].Losses);
        Assert.Equal(expected.Objectives[0].Metrics[0].Values, actual.Objectives[0].Metrics[0].Values);
        Assert.Equal(256, used.LargestBatch);
        var single = Slice.AtPoints(
            [new("q", Quadratic())],
            [
                [.. Centre.Zip(First, (c, d) => c + d)],
            ],
            WorkerTeam.Sequential
        );
        Assert.Equal(single.Objectives[0].Losses[0], expected.Objectives[0].Losses[(32 * 31) + 15]);
    }

    [Fact]
    public void Progress_ends_at_the_total_and_cancelling_stops_between_blocks()
    {
        var seen = new List<LandscapeProgress>();
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(1, source.Token);
        var objective = new Formula(3, x => [x[0]])
        {
            OnBatch = () =>
            {
                if (seen.Count == 2)
                {
                    source.Cancel();
                }
            },
        };
        Slice.Lines([new("f", Quadratic())], Centre, First, Axis.Symmetric(1, 1001), team, new Collected(seen));
        Assert.Equal([256, 512, 768, 1001], seen.Select(p => p.Done));
        Assert.All(seen, p => Assert.Equal(1001, p.Total));
        seen.Clear();
        Assert.Throws<OperationCanceledException>(() =>
            Slice.Lines([new("f", objective)], Centre, First, Axis.Symmetric(1, 1001), team, new Collected(seen))
        );
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        IReadOnlyList<LabelledObjective> one = [new("q", Quadratic())];
        var team = WorkerTeam.Sequential;
        var axis = Axis.Symmetric(1, 3);
        Assert.Contains(
            "2 entries",
            Message(() => Slice.Lines(one, new double[2], First, axis, team)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "centre[1] is NaN",
            Message(() => Slice.Lines(one, new[] { 0, double.NaN, 0 }, First, axis, team)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "rows of P = 3",
            Message(() => Slice.Lines(one, Centre, new double[4], axis, team)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "second has 4",
            Message(() => Slice.Surface(one, Centre, First, new double[4], axis, axis, team)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not distinct",
            Message(() => Slice.Lines([.. one, .. one], Centre, First, axis, team)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2500000000 points",
            Message(() =>
                Slice.Surface(one, Centre, First, Second, new Axis(0, 1, 50000), new Axis(0, 1, 50000), team)
            ),
            StringComparison.Ordinal
        );

        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    private sealed class Collected(List<LandscapeProgress> seen) : IProgress<LandscapeProgress>
    {
        public void Report(LandscapeProgress value) => seen.Add(value);
    }
}
