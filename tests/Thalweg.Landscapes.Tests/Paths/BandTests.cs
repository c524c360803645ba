using Thalweg.Landscapes.Paths;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;

namespace Thalweg.Landscapes.Tests.Paths;

/// <summary>Elastic bands, strings and fitted chains on surfaces whose passes are known: stationary points by Newton's method to 12 digits.</summary>
public sealed class BandTests
{
    private const double AtoC = -40.664843508657;
    private const double CtoB = -72.248940112325;
    private static readonly double[] A = [-0.558223634633, 1.441725841805];
    private static readonly double[] B = [0.623499404931, 0.028037758529];
    private static readonly double[] C = [-0.050010822998, 0.466694104872];
    private static readonly double[] Left = [-0.62, -0.54];
    private static readonly double[] Right = [0.49, -0.02];

    public static TheoryData<string> Pairs => ["A-B", "A-C", "B-C", "two"];

    private static (IObjective Loss, double[] From, double[] To, double Pass) Pair(string name) =>
        name switch
        {
            "A-B" => (ExponentialSum.MullerBrown(), A, B, AtoC),
            "A-C" => (ExponentialSum.MullerBrown(), A, C, AtoC),
            "B-C" => (ExponentialSum.MullerBrown(), B, C, CtoB),
            _ => (ExponentialSum.TwoGaussian(), Left, Right, 0.624393347187),
        };

    private static PathResult Band(string pair, ElasticBandOptions options)
    {
        var (loss, from, to, _) = Pair(pair);
        return ElasticBand.Find([new("f", loss)], from, to, options, WorkerTeam.Sequential);
    }

    private static PathResult String(string pair, StringOptions options)
    {
        var (loss, from, to, _) = Pair(pair);
        return StringMethod.Find([new("f", loss)], from, to, options, WorkerTeam.Sequential);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_climbing_image_stands_on_the_pass(string pair)
    {
        var pass = Pair(pair).Pass;
        foreach (var images in new[] { 7, 15 })
        {
            var found = Band(pair, new ElasticBandOptions { Images = images });
            Assert.Equal(StopReason.GradientSmall, found.Stop);
            Assert.Equal(pass, found.Losses[0].PointHeight.Loss, 1e-9);
            Assert.Equal(pass, found.Losses[0].Height.Loss, 1e-9);
            Assert.InRange(found.Losses[0].Height.Loss, pass - 1e-9, double.PositiveInfinity);
            Assert.Equal(
                0,
                found.Losses[0].GradientNorms[(int)Math.Round(found.Losses[0].PointHeight.T * (images - 1))],
                1e-6
            );
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Without_climbing_the_images_straddle_the_pass_and_the_curve_is_above_it(string pair)
    {
        var pass = Pair(pair).Pass;
        var found = Band(pair, new ElasticBandOptions { Images = 7, Climb = false });
        Assert.Equal(StopReason.GradientSmall, found.Stop);
        Assert.InRange(found.Losses[0].PointHeight.Loss, double.NegativeInfinity, pass - 1e-4);
        Assert.InRange(found.Losses[0].Height.Loss, pass - 1e-9, pass + 1);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_string_comes_to_rest_with_equal_pieces_and_its_curve_above_the_pass(string pair)
    {
        var pass = Pair(pair).Pass;
        var found = String(pair, new StringOptions { Images = 15 });
        Assert.Equal(StopReason.GradientSmall, found.Stop);
        Assert.InRange(found.Losses[0].Height.Loss, pass - 1e-9, pass + 0.1);
        var pieces = Pieces(found);
        // Equal along a spline through points that were equal along the one before.
        Assert.InRange(pieces.Max() / pieces.Min(), 1, 1.05);
    }

    [Fact]
    public void The_way_from_A_to_B_leads_past_C()
    {
        foreach (var found in new[] { Band("A-B", new() { Images = 31 }), String("A-B", new() { Images = 31 }) })
        {
            var points = found.Curve.Points(found.T);
            var nearest = Enumerable
                .Range(0, found.T.Count)
                .Min(i => Math.Sqrt(Math.Pow(points[2 * i] - C[0], 2) + Math.Pow(points[(2 * i) + 1] - C[1], 2)));
            Assert.InRange(nearest, 0, 0.06);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_finer_string_lies_lower(string pair)
    {
        var pass = Pair(pair).Pass;
        var coarse = String(pair, new StringOptions { Images = 7 }).Losses[0].Height.Loss;
        var fine = String(pair, new StringOptions { Images = 31 }).Losses[0].Height.Loss;
        Assert.InRange(fine, pass - 1e-9, coarse + 1e-9);
        Assert.InRange(fine - pass, 0, 0.01);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Fitted_chains_and_curves_stay_above_the_pass(string pair)
    {
        var (loss, from, to, pass) = Pair(pair);
        foreach (var shape in new[] { PathShape.Bezier, PathShape.Chain, PathShape.Fourier })
        {
            foreach (var terms in new[] { 0, 1, 3 })
            {
                var found = PathFit.Find(
                    [new("f", loss)],
                    from,
                    to,
                    new PathFitOptions { Shape = shape, Terms = terms },
                    WorkerTeam.Sequential
                );
                Assert.InRange(found.Losses[0].Height.Loss, pass - 1e-9, double.PositiveInfinity);
            }
        }
    }

    [Fact]
    public void Images_are_put_in_where_a_narrow_ridge_lies_between_two()
    {
        // Three images of a way over a ridge of a tenth of the distance between them see nothing of it.
        var ridge = new ExponentialSum("ridge", [new(1, -200, 0, 0, 0.25, 0), new(-1, 0, 0, -1, 0, 0)]);
        double[] from = [-1, 0];
        double[] to = [1, 0];
        var plain = Find(new ElasticBandOptions { Images = 3, Climb = false });
        var finer = Find(
            new ElasticBandOptions
            {
                Images = 3,
                Insertions = 6,
                Climb = false,
                Deviation = 0.1,
            }
        );
        Assert.Equal(3, plain.T.Count);
        Assert.InRange(finer.T.Count, 4, 9);

        PathResult Find(ElasticBandOptions options) =>
            ElasticBand.Find([new("ridge", ridge)], from, to, options, WorkerTeam.Sequential);
    }

    [Fact]
    public void Down_one_slope_the_path_is_monotone_and_has_no_barrier()
    {
        var bowl = Quadratic.Create([1, 4]);
        double[] from = [2, 1];
        double[] to = [0, 0];
        var found = ElasticBand.Find([new("bowl", bowl)], from, to, new ElasticBandOptions(), WorkerTeam.Sequential);
        Assert.True(found.Losses[0].IsMonotone);
        Assert.Equal(0, found.Losses[0].Barrier);
        Assert.Equal(new SegmentPoint(0, 4), found.Losses[0].Height);
        Assert.Null(found.Losses[0].LargestRise);
    }

    [Fact]
    public void The_best_way_may_lead_over_a_third_hole()
    {
        double[] left = [-1.048054992824, -0.042093666307];
        double[] right = [1.048054992824, -0.042093666307];
        double[] top = [0, 1.537082004449];
        var direct = Height(left, right);
        var detour = Math.Max(Height(left, top), Height(top, right));
        Assert.Equal(-1.384586640398, direct, 1e-9);
        Assert.Equal(-1.646687453475, detour, 1e-9);

        double Height(double[] from, double[] to) =>
            ElasticBand
                .Find(
                    [new("holes", ExponentialSum.ThreeHole())],
                    from,
                    to,
                    new ElasticBandOptions(),
                    WorkerTeam.Sequential
                )
                .Losses[0]
                .Height.Loss;
    }

    [Fact]
    public void Across_one_coordinate_of_a_cube_the_barrier_is_its_number()
    {
        foreach (var j in new[] { 1, 2, 3 })
        {
            double[] from = [-1, -1, -1];
            double[] to = [-1, -1, -1];
            to[j - 1] = 1;
            var found = ElasticBand.Find(
                [new("cube", Separable.Cube(3))],
                from,
                to,
                new ElasticBandOptions { Images = 7 },
                WorkerTeam.Sequential
            );
            Assert.Equal(j, found.Losses[0].Height.Loss, 1e-9);
            Assert.Equal(j, found.Losses[0].Barrier, 1e-9);
        }
    }

    [Fact]
    public void Steps_that_do_not_suffice_are_told()
    {
        Assert.Equal(StopReason.StepsDone, Band("A-B", new ElasticBandOptions { Steps = 5 }).Stop);
        Assert.Equal(StopReason.StepsDone, String("A-B", new StringOptions { Steps = 5 }).Stop);
        Assert.Equal(5, Band("A-B", new ElasticBandOptions { Steps = 5 }).Steps);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_search_with_its_reason()
    {
        var broken = new Broken(ExponentialSum.MullerBrown(), after: 40);
        var found = ElasticBand.Find(
            [new("broken", broken)],
            A,
            B,
            new ElasticBandOptions { Images = 5 },
            WorkerTeam.Sequential
        );
        Assert.Equal(StopReason.NonFinite, found.Stop);
        Assert.All(found.Curve.Coefficients.ToArray(), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using var team = new WorkerTeam(3);
        var options = new ElasticBandOptions { Steps = 30 };
        var three = ElasticBand.Find([new("f", ExponentialSum.MullerBrown())], A, B, options, team);
        Assert.Equal(Band("A-B", options).Curve.Coefficients.ToArray(), three.Curve.Coefficients.ToArray());
    }

    [Fact]
    public void Other_losses_are_measured_along_the_same_path()
    {
        var found = ElasticBand.Find(
            [new("f", ExponentialSum.MullerBrown()), new("bowl", Quadratic.Create([1, 1]))],
            A,
            B,
            new ElasticBandOptions(),
            WorkerTeam.Sequential
        );
        Assert.Equal(["f", "bowl"], found.Losses.Select(l => l.Label));
        Assert.Equal(0.5 * ((A[0] * A[0]) + (A[1] * A[1])), found.Losses[1].Losses[0], 1e-15);
        Assert.Equal(Math.Sqrt((A[0] * A[0]) + (A[1] * A[1])), found.Losses[1].GradientNorms[0], 1e-15);
    }

    private static List<double> Pieces(PathResult found)
    {
        var points = found.Curve.Points(found.T);
        return
        [
            .. Enumerable
                .Range(1, found.T.Count - 1)
                .Select(i =>
                    Math.Sqrt(
                        Math.Pow(points[2 * i] - points[(2 * i) - 2], 2)
                            + Math.Pow(points[(2 * i) + 1] - points[(2 * i) - 1], 2)
                    )
                ),
        ];
    }

    /// <summary>A loss that is NaN from some gradient on.</summary>
    private sealed class Broken(IObjective inner, int after) : IObjective
    {
        private int gradients;

        public string Name => inner.Name;

        public int ParameterCount => inner.ParameterCount;

        public IReadOnlyList<string> TermNames => [];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => null;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => inner.Values(parameters, losses, terms, metrics, team);

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = inner.Gradient(parameters, gradient, default, team);
            return ++gradients > after ? double.NaN : loss;
        }
    }
}
