using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class MinimiserVerdictTests
{
    private static readonly LocalQuadratic Near = new(1e-9, 1e-12, 1e-14, 0, 0);

    [Fact]
    public void A_verdict_names_what_the_slices_show()
    {
        Say("at a minimum to within 0.02 l", true, [.. Parabolas(-0.02, 0.02, 0.02, -0.03, 0.01)]);
        Say("at a minimum to within 0.001 l", true, [.. Parabolas(0, 0, 0)]);
        Say(
            "0.6 l from its minimum: RI measures the distance",
            false,
            [.. Parabolas(0.6, -0.62, 0.1, 0.9, -0.1, -0.4, 0.6)]
        );
        Say("not a minimum: 50 % of slices are monotone", false, [.. Parabolas(1.2, 0.1, -3, 0.2)]);
        // 31 of 100 are monotone, 29 are not enough.
        Say(
            "not a minimum: 31 % of slices are monotone",
            false,
            [.. Parabolas([.. Enumerable.Range(0, 100).Select(k => k < 31 ? 2.0 : 0.3)])]
        );
        Say(
            "0.3 l from its minimum: RI measures the distance",
            false,
            [.. Parabolas([.. Enumerable.Range(0, 100).Select(k => k < 29 ? 2.0 : 0.3)])]
        );
        var hump = Of(x => -(x * x) + (0.1 * x));
        Say("a saddle region: 20 % of directions curve down", false, [.. Parabolas(0, 0, 0, 0), hump]);
        Say("a saddle region: 0.3 % of directions curve down", false, [.. Parabolas([.. new double[299]]), hump]);
        Say("not known: no slice shows its curvature", false, [Of(x => x)]);
        Say("not known: no slice shows its curvature", false, [default]);
        Say("not known: no slice shows its curvature", false, []);
    }

    [Fact]
    public void Where_much_is_left_to_gain_beside_the_slices_it_is_no_minimum()
    {
        SliceVariation[] slices = [.. Parabolas(0.01, 0.01, -0.01)];
        // The slices rise by about 1.
        Assert.True(MinimiserVerdict.Of(slices, Near with { Decrement = 0.9 }).IsMinimum);
        var far = MinimiserVerdict.Of(slices, Near with { Decrement = 3 });
        Assert.Equal("not a minimum: a Newton step promises 3, more than slices rise by", far.Text);
        Assert.False(far.IsMinimum);
        Assert.True(MinimiserVerdict.Of(slices, null).IsMinimum);
        Assert.True(MinimiserVerdict.Of(slices, Near with { Decrement = null }).IsMinimum);
        Assert.Throws<ArgumentNullException>(() => MinimiserVerdict.Of(null!, Near));
    }

    [Fact]
    public void What_it_rests_on_stands_beside_it()
    {
        var verdict = MinimiserVerdict.Of([.. Parabolas(0.4, -0.2, 0.1, 2), Of(x => -(x * x)), default], null);
        Assert.Equal(0.3, verdict.Offset, 1e-12);
        Assert.Equal((0.2, 0.2), (verdict.Monotone, verdict.CurvedDown));
    }

    [Fact]
    public void The_decrement_of_a_quadratic_is_its_height_above_the_minimum_and_zeros_are_none()
    {
        // ½ Σ λ x², of which a Newton step gains all along positive curvature.
        double[] curvatures = [4, 0.5, 0, -2, 100];
        double[] at = [0.3, -1, 7, 0.2, 0.01];
        var quadratic = new Quadric(curvatures);
        var local = LocalQuadratic.At(quadratic, at, WorkerTeam.Sequential);
        var expected = 0.5 * curvatures.Zip(at, (λ, x) => Math.Abs(λ) * x * x).Sum();
        Assert.Equal(expected, local.Decrement!.Value, 1e-8);
        Assert.Equal((1, 1), (local.Negative, local.Zero));
        Assert.Equal(Math.Sqrt(curvatures.Zip(at, (λ, x) => λ * λ * x * x).Sum()), local.GradientNorm, 1e-12);
        Assert.Equal(21, quadratic.Gradients);
        Assert.Equal(21, LocalQuadratic.Gradients(5));
    }

    [Fact]
    public void Exact_products_tell_small_curvatures_from_none_and_differences_do_not()
    {
        double[] curvatures = [4, 1e-12, 0, -1e-12, 100];
        double[] at = [0.3, -1, 7, 0.2, 0.01];
        var evaluations = new List<EvaluationKind>();
        var counted = new CountingObjective(
            Quadratic.Create(curvatures, basisSeed: 5),
            (kind, number) => evaluations.AddRange(Enumerable.Repeat(kind, number))
        );
        var exact = LocalQuadratic.At(counted, at, WorkerTeam.Sequential);
        Assert.Equal((1, 1), (exact.Negative, exact.Zero));
        Assert.Equal(5 * Math.ScaleB(1, -52) * 100, exact.LeastCurvature!.Value, 1e-22);
        Assert.Equal(1, evaluations.Count(kind => kind == EvaluationKind.Gradient));
        Assert.Equal(5, evaluations.Count(kind => kind == EvaluationKind.HessianProduct));
        var differenced = LocalQuadratic.At(new Quadric(curvatures), at, WorkerTeam.Sequential);
        Assert.Equal((0, 3), (differenced.Negative, differenced.Zero));
    }

    [Fact]
    public void Of_many_parameters_and_of_what_is_not_finite_there_is_a_gradient_alone()
    {
        var large = new Quadric([.. Enumerable.Repeat(1.0, 501)]);
        var local = LocalQuadratic.At(large, new double[501], WorkerTeam.Sequential);
        Assert.Equal((0, null, null), (local.GradientNorm, local.Decrement, local.Negative));
        Assert.Equal((1, 1), (large.Gradients, LocalQuadratic.Gradients(501)));
        var broken = LocalQuadratic.At(new Quadric([double.NaN, 1]), (double[])[1, 1], WorkerTeam.Sequential);
        Assert.Equal((double.NaN, null), (broken.GradientNorm, broken.Decrement));
        Assert.Throws<ArgumentException>(() => LocalQuadratic.At(large, new double[3], WorkerTeam.Sequential));
    }

    private static void Say(string text, bool isMinimum, SliceVariation[] slices)
    {
        var verdict = MinimiserVerdict.Of(slices, Near);
        Assert.Equal((text, isMinimum), (verdict.Text, verdict.IsMinimum));
    }

    private static IEnumerable<SliceVariation> Parabolas(params double[] vertices) =>
        vertices.Select(vertex => Of(x => (x - vertex) * (x - vertex)));

    private static SliceVariation Of(Func<double, double> slice) =>
        SliceVariation.Of([.. Axis.Symmetric(1, 101).Points().Select(slice)], 2, 0);

    /// <summary>½ Σ λ_i x_i².</summary>
    private sealed class Quadric(double[] curvatures) : IObjective
    {
        public int Gradients { get; private set; }

        public string Name => "quadric";

        public int ParameterCount => curvatures.Length;

        public IReadOnlyList<string> TermNames => ["all"];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => null;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => throw new NotSupportedException();

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            Gradients++;
            var loss = 0.0;
            for (var i = 0; i < curvatures.Length; i++)
            {
                gradient.Span[i] = curvatures[i] * parameters.Span[i];
                loss += 0.5 * curvatures[i] * parameters.Span[i] * parameters.Span[i];
            }
            return loss;
        }
    }
}
