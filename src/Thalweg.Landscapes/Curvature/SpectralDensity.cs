using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Where eigenvalues lie: (1/P) Σ_i of Gaussians of width σ about λ_i, by stochastic Lanczos quadrature
/// [UbaruChenSaad2017].</summary>
/// <param name="Nodes">λ, [N], ascending and evenly spaced, three σ beyond the outermost Ritz values.</param>
/// <param name="Density">At the nodes, [N]; its integral is 1.</param>
/// <param name="StandardError">[N], by the variance that vᵀf(H)v has over random unit vectors v, 2(tr f²/P − (tr f/P)²)/(P + 2), with traces by the same
/// quadrature: steadier than the scatter of few vectors.</param>
/// <param name="Width">σ.</param>
/// <param name="Vectors">Start vectors.</param>
/// <param name="Products">Products that were taken.</param>
/// <param name="IsFinite">False where a product was not finite: there are no nodes then.</param>
public sealed record SpectralDensity(
    IReadOnlyList<double> Nodes,
    IReadOnlyList<double> Density,
    IReadOnlyList<double> StandardError,
    double Width,
    int Vectors,
    int Products,
    bool IsFinite
)
{
    /// <summary>How far the nodes reach beyond the outermost Ritz values, in units of σ.</summary>
    public const double Beyond = 3;

    private const double RootHalf = 0.7071067811865476;
    private const double RootTwoPi = 2.5066282746310002;

    public IReadOnlyList<double> Nodes { get; init; } = Nodes ?? throw new ArgumentNullException(nameof(Nodes));

    public IReadOnlyList<double> Density { get; init; } = Density ?? throw new ArgumentNullException(nameof(Density));

    public IReadOnlyList<double> StandardError { get; init; } =
        StandardError ?? throw new ArgumentNullException(nameof(StandardError));

    /// <summary>Student's interval of the density at every node.</summary>
    public IReadOnlyList<Interval> Band(double level)
    {
        var quantile = StudentDistribution.Quantile(0.5 + (0.5 * level), Math.Max(1, Vectors - 1));
        return
        [
            .. Density.Zip(
                StandardError,
                (density, error) =>
                    new Interval(Math.Max(0, density - (quantile * error)), density + (quantile * error), level)
            ),
        ];
    }

    /// <summary>Estimates the density. Cost: vectors · steps products in blocks of eight, and 4P operations for every pair of vectors of a basis.</summary>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static SpectralDensity Of(
        ILinearOperator symmetric,
        DensityOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        SquareOperator.Require(symmetric, nameof(symmetric));
        options.Check();
        var (rules, products) = RitzRule.Of(symmetric, options, team, progress);
        if (rules.Count == 0)
        {
            return new SpectralDensity([], [], [], double.NaN, options.Vectors, products, false);
        }
        var low = rules.Min(rule => rule.Values[0]);
        var high = rules.Max(rule => rule.Values[^1]);
        // Of a multiple of the identity the range is empty.
        var range = high > low ? high - low : Math.Max(Math.Abs(high), 1);
        var width = options.RelativeWidth * range;
        var (first, step) = (low - (Beyond * width), (high - low + (2 * Beyond * width)) / (options.Nodes - 1));
        double[] nodes = [.. Enumerable.Range(0, options.Nodes).Select(i => first + (i * step))];
        var (density, errors) = (new double[nodes.Length], new double[nodes.Length]);
        for (var i = 0; i < nodes.Length; i++)
        {
            var (mean, square) = (0.0, 0.0);
            foreach (var rule in rules)
            {
                mean += rule.At(nodes[i], width) / rules.Count;
                // The square of a Gaussian is one of width σ/√2.
                square += rule.At(nodes[i], width * RootHalf) / rules.Count;
            }
            density[i] = mean / (width * RootTwoPi);
            errors[i] =
                Math.Sqrt(2 * Math.Max(0, square - (mean * mean)) / ((symmetric.Rows + 2.0) * rules.Count))
                / (width * RootTwoPi);
        }
        return new SpectralDensity(nodes, density, errors, width, options.Vectors, products, true);
    }
}
