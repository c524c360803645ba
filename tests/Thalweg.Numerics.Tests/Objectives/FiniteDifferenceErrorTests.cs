using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>What differences are wrong by is no more than they say, whatever the loss is like.</summary>
public sealed class FiniteDifferenceErrorTests
{
    private const int Size = 6;

    [Theory]
    [InlineData(FiniteDifference.Central)]
    [InlineData(FiniteDifference.Forward)]
    public void Errors_hold_the_truth_on_waves_of_all_scales_and_steep_slopes(FiniteDifference kind)
    {
        var (missed, taken, beyondExpected) = (0, 0, 0);
        var widths = new List<double>();
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var waves = new Waves(seed);
            var hessian = new FiniteDifferenceHessian(waves, kind);
            var gradient = new double[Size];
            waves.Gradient(waves.Point, gradient, default, WorkerTeam.Sequential);
            hessian.MoveTo(waves.Point, gradient);
            var vectors = new double[(Size + 2) * Size];
            for (var i = 0; i < Size; i++)
            {
                vectors[(i * Size) + i] = 1;
            }
            new RandomStream(seed, "directions").FillGaussian(vectors.AsSpan(Size * Size));
            var products = new double[vectors.Length];
            hessian.Apply(vectors, products, WorkerTeam.Sequential);
            var errors = hessian.Errors(vectors, products, WorkerTeam.Sequential);
            for (var k = 0; k < errors.Length; k++)
            {
                var v = vectors.AsSpan(k * Size, Size).ToArray();
                var exact = waves.Product(v);
                var error = Norm([.. exact.Select((at, i) => at - products[(k * Size) + i])]);
                taken++;
                missed += error > errors[k] ? 1 : 0;
                beyondExpected += error > 10 * hessian.ExpectedError * waves.Curvature * Norm(v) ? 1 : 0;
                widths.Add(errors[k] / Math.Max(error, double.Epsilon));
            }
        }
        // Steps are never so unlucky that the difference of two of them is nothing, and one beside the truth by less than that of the longer one.
        Assert.InRange(missed, 0, taken / 200);
        // It is no bound by being large, and what was expected of tame losses is exceeded by these.
        Assert.InRange(widths.Order().ElementAt(widths.Count / 2), 1, 60);
        Assert.InRange(beyondExpected, taken / 4, taken);
    }

    [Fact]
    public void Nothing_is_wrong_with_no_vector_and_all_with_a_gradient_that_is_not_finite()
    {
        var waves = new Waves(3);
        var hessian = new FiniteDifferenceHessian(waves);
        hessian.MoveTo(waves.Point, new double[Size]);
        Assert.Equal([0], hessian.Errors(new double[Size], new double[Size], WorkerTeam.Sequential));
        hessian.MoveTo([.. Enumerable.Repeat(double.MaxValue, Size)], new double[Size]);
        double[] unit = [1, 0, 0, 0, 0, 0];
        Assert.Equal([double.PositiveInfinity], hessian.Errors(unit, new double[Size], WorkerTeam.Sequential));
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    /// <summary>Σ_k a_k sin(w_k · θ + c_k) + b · θ, with wave numbers from 10⁻² to 10³ and slopes up to 10⁶.</summary>
    private sealed class Waves : IObjective
    {
        private const int Count = 8;

        private readonly double[] amplitudes = new double[Count];
        private readonly double[] phases = new double[Count];
        private readonly double[] numbers = new double[Count * Size];
        private readonly double[] slopes = new double[Size];

        public Waves(ulong seed)
        {
            var stream = new RandomStream(seed, "waves");
            Point = new double[Size];
            stream.FillGaussian(Point);
            stream.FillGaussian(amplitudes);
            stream.FillGaussian(phases);
            stream.FillGaussian(numbers);
            stream.FillGaussian(slopes);
            var scale = new double[Count + 1];
            stream.FillUniform(scale);
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] *= Math.Pow(10, -2 + (5 * scale[i / Size]));
            }
            for (var i = 0; i < Size; i++)
            {
                slopes[i] *= Math.Pow(10, -2 + (8 * scale[Count]));
            }
        }

        public double[] Point { get; }

        /// <summary>The largest eigenvalue that there may be.</summary>
        public double Curvature =>
            Enumerable
                .Range(0, Count)
                .Sum(k => Math.Abs(amplitudes[k]) * numbers.AsSpan(k * Size, Size).ToArray().Sum(w => w * w));

        public string Name => "waves";

        public int ParameterCount => Size;

        public IReadOnlyList<string> TermNames => [];

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
            slopes.CopyTo(gradient);
            for (var k = 0; k < Count; k++)
            {
                var factor = amplitudes[k] * Math.Cos(Phase(parameters.Span, k));
                for (var i = 0; i < Size; i++)
                {
                    gradient.Span[i] += factor * numbers[(k * Size) + i];
                }
            }
            return 0;
        }

        public double[] Product(double[] v)
        {
            var product = new double[Size];
            for (var k = 0; k < Count; k++)
            {
                var along = 0.0;
                for (var i = 0; i < Size; i++)
                {
                    along += numbers[(k * Size) + i] * v[i];
                }
                var factor = -amplitudes[k] * Math.Sin(Phase(Point, k)) * along;
                for (var i = 0; i < Size; i++)
                {
                    product[i] += factor * numbers[(k * Size) + i];
                }
            }
            return product;
        }

        private double Phase(ReadOnlySpan<double> θ, int k)
        {
            var sum = phases[k];
            for (var i = 0; i < Size; i++)
            {
                sum += numbers[(k * Size) + i] * θ[i];
            }
            return sum;
        }
    }
}
