using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Operators whose spectra are known.</summary>
internal static class TestOperators
{
    /// <summary>QΛQᵀ with a random basis Q.</summary>
    public static ILinearOperator WithSpectrum(IReadOnlyList<double> spectrum, ulong basisSeed = 7)
    {
        var quadratic = Quadratic.Create(spectrum, basisSeed);
        return quadratic.LinearizeAt(new double[spectrum.Count], WorkerTeam.Sequential);
    }

    public static ILinearOperator Identity(int size) => new ScaledIdentity(size);

    /// <summary>Spectra of four kinds: decaying, clustered, indefinite, of rank 6.</summary>
    public static double[] Spectrum(string kind, int size) =>
        [
            .. Enumerable
                .Range(0, size)
                .Select(i =>
                    kind switch
                    {
                        "decaying" => Math.Pow(0.7, i),
                        "clustered" => i < 5 ? 10 + (0.01 * i) : 1 + (1e-3 * Math.Cos(i)),
                        "indefinite" => (i % 3 == 0 ? -1 : 1) * Math.Pow(0.8, i),
                        "rank-deficient" => i < 6 ? 6 - i : 0,
                        _ => throw new ArgumentException(kind),
                    }
                ),
        ];

    private sealed class ScaledIdentity(int size) : ILinearOperator
    {
        public int Rows => size;

        public int Columns => size;

        public bool IsSymmetric => true;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            vectors.CopyTo(products);

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            vectors.CopyTo(products);
    }
}

/// <summary>Takes the reports of some work.</summary>
internal sealed class Reports : List<double>, IProgress<double>
{
    public void Report(double value) => Add(value);
}

/// <summary>A loss that keeps its exact products to itself.</summary>
internal sealed class WithoutProducts(IObjective inner) : AlteringObjective(inner)
{
    public override string Name => "without products";

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    ) => Inner.Values(parameters, losses, terms, metrics, team);

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    ) => Inner.Gradient(parameters, gradient, terms, team);
}

/// <summary>½‖AB − diag(3, 2, 1)‖² with A [3, 2] and B [2, 3]: a linear network with two layers.</summary>
internal sealed class TwoLayers : ILinearizable
{
    private static readonly double[] Targets = [3, 2, 1];

    /// <summary>A whose columns are √s e_s for the targets that are fitted, and B like it.</summary>
    public static double[] Fit(params int[] fitted)
    {
        var point = new double[12];
        for (var k = 0; k < fitted.Length; k++)
        {
            var row = Array.IndexOf(Targets, fitted[k]);
            point[(2 * row) + k] = Math.Sqrt(fitted[k]);
            point[6 + (3 * k) + row] = Math.Sqrt(fitted[k]);
        }
        return point;
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var columns = new double[144];
        for (var i = 0; i < 12; i++)
        {
            var unit = new double[12];
            unit[i] = 1;
            Product(parameters.Span, unit, columns.AsSpan(i * 12, 12));
        }
        return new DenseOperator(columns, 12, 12);
    }

    private static void Product(ReadOnlySpan<double> point, double[] v, Span<double> product)
    {
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (rest, change) = (i == j ? -Targets[i] : 0, 0.0);
                for (var k = 0; k < 2; k++)
                {
                    rest += point[(2 * i) + k] * point[6 + (3 * k) + j];
                    change += (v[(2 * i) + k] * point[6 + (3 * k) + j]) + (point[(2 * i) + k] * v[6 + (3 * k) + j]);
                }
                for (var k = 0; k < 2; k++)
                {
                    product[(2 * i) + k] += (change * point[6 + (3 * k) + j]) + (rest * v[6 + (3 * k) + j]);
                    product[6 + (3 * k) + j] += (change * point[(2 * i) + k]) + (rest * v[(2 * i) + k]);
                }
            }
        }
    }
}

/// <summary>∫ of ½u′² (order 1) or u″² (order 2) over [0, 1] with u = Σ c_k sin kπx, by the trapezoid rule, which is exact here.</summary>
internal sealed class SineBasis(int count, int order) : ILinearOperator
{
    private const int Intervals = 64;

    public int Rows => count;

    public int Columns => count;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        products.Span.Clear();
        for (var at = 0; at < vectors.Length; at += count)
        {
            for (var q = 0; q <= Intervals; q++)
            {
                var weight = (q is 0 or Intervals ? 0.5 : 1.0) / Intervals * (order == 1 ? 1 : 2);
                var x = (double)q / Intervals;
                var sum = Enumerable.Range(0, count).Sum(k => Derivative(k + 1, x) * vectors.Span[at + k]);
                for (var k = 0; k < count; k++)
                {
                    products.Span[at + k] += weight * sum * Derivative(k + 1, x);
                }
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
        Apply(vectors, products, team);

    private double Derivative(int k, double x) =>
        order == 1 ? k * Math.PI * Math.Cos(k * Math.PI * x) : k * k * Math.PI * Math.PI * Math.Sin(k * Math.PI * x);
}
