using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Both ends of a spectrum at one θ, how many eigenvalues are negative, and the trace: from all eigenvalues where there are few
/// parameters, else from Lanczos and random vectors.</summary>
/// <param name="Smallest">The k smallest λ, ascending.</param>
/// <param name="SmallestBounds">How near to each an eigenvalue of the exact operator is.</param>
/// <param name="Largest">The k largest λ, ascending.</param>
/// <param name="LargestBounds">As <paramref name="SmallestBounds"/>.</param>
/// <param name="Negative">From those below their bounds to those that may be; where Lanczos saw negative ones alone, all that were not seen may be.</param>
/// <param name="Zero">From those that are 0 beyond doubt to those that may be within their bounds.</param>
/// <param name="Trace">With its interval at the level that was asked for.</param>
/// <param name="IsDense">Whether all eigenvalues were taken.</param>
/// <param name="IsConverged">Whether Lanczos found both ends before its products were spent.</param>
public sealed record SpectrumEnds(
    IReadOnlyList<double> Smallest,
    IReadOnlyList<double> SmallestBounds,
    IReadOnlyList<double> Largest,
    IReadOnlyList<double> LargestBounds,
    CountRange Negative,
    CountRange Zero,
    TracedInterval Trace,
    bool IsDense,
    bool IsConverged
)
{
    public IReadOnlyList<double> Smallest { get; init; } =
        Smallest ?? throw new ArgumentNullException(nameof(Smallest));

    public IReadOnlyList<double> SmallestBounds { get; init; } =
        SmallestBounds ?? throw new ArgumentNullException(nameof(SmallestBounds));

    public IReadOnlyList<double> Largest { get; init; } = Largest ?? throw new ArgumentNullException(nameof(Largest));

    public IReadOnlyList<double> LargestBounds { get; init; } =
        LargestBounds ?? throw new ArgumentNullException(nameof(LargestBounds));

    public TracedInterval Trace { get; init; } = Trace ?? throw new ArgumentNullException(nameof(Trace));

    /// <summary>At one θ. Cost: <see cref="DenseSpectrum.Of"/>, or <see cref="Lanczos.Find"/> of both ends and <see cref="TraceEstimate.Of"/>.</summary>
    /// <param name="level">Of the interval of the trace, in (0, 1).</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <returns>Null where a product is not finite.</returns>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static SpectrumEnds? Of(
        HessianProducts products,
        SpectrumEndsOptions options,
        WorkerTeam team,
        double level = 0.95,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        SquareOperator.Require(products.Operator, nameof(products));
        var n = products.Operator.Rows;
        return n <= Math.Max(options.LargestDense, 2 * options.Count) && n <= DenseSpectrum.LargestSize
            ? OfAll(products, Math.Min(options.Count, n), level, team, progress)
            : OfEnds(products, options, level, team, progress);
    }

    private static SpectrumEnds? OfAll(
        HessianProducts products,
        int count,
        double level,
        WorkerTeam team,
        IProgress<double>? progress
    )
    {
        if (DenseSpectrum.Of(products.Operator, team, products.Coarser, progress) is not { } all)
        {
            return null;
        }
        // A sum of eigenvalues is wrong by no more than the sum of what they are wrong by.
        var reach = all.Bounds.Sum();
        return new SpectrumEnds(
            [.. all.Eigenvalues.Take(count)],
            [.. all.Bounds.Take(count)],
            [.. all.Eigenvalues.TakeLast(count)],
            [.. all.Bounds.TakeLast(count)],
            all.Summary.NegativeRange,
            all.Summary.ZeroRange,
            new TracedInterval(all.Trace, new Interval(all.Trace - reach, all.Trace + reach, level)),
            IsDense: true,
            IsConverged: true
        );
    }

    private static SpectrumEnds? OfEnds(
        HessianProducts products,
        SpectrumEndsOptions options,
        double level,
        WorkerTeam team,
        IProgress<double>? progress
    )
    {
        var (low, high) = (End(SpectrumEnd.Smallest, 0), End(SpectrumEnd.Largest, 1));
        if (low.Stop == LanczosStop.NotFinite || high.Stop == LanczosStop.NotFinite)
        {
            return null;
        }
        var trace = TracedInterval.Of(
            products,
            TraceMethod.XTrace,
            new EstimateOptions { LargestProducts = options.LargestProducts, Seed = options.Seed },
            level,
            team
        );
        progress?.Report(1);
        var rows = products.Operator.Rows;
        return trace.Estimate is { Stop: EstimateStop.NotFinite }
            ? null
            : new SpectrumEnds(
                low.Eigenvalues,
                low.Bounds,
                high.Eigenvalues,
                high.Bounds,
                Negatives(low, high, rows),
                Zeros(low, high, rows),
                trace,
                IsDense: false,
                low.Stop == LanczosStop.Converged && high.Stop == LanczosStop.Converged
            );

        LanczosResult End(SpectrumEnd end, int place) =>
            Lanczos.Find(
                products.Operator,
                new LanczosOptions(options.Count, end)
                {
                    Tolerance = options.Tolerance,
                    LargestProducts = options.LargestProducts,
                    Seed = options.Seed,
                },
                team,
                products.Coarser,
                progress is null ? null : new ShareProgress(progress, place / 3.0, 1 / 3.0)
            );
    }

    /// <summary>Of orthogonal vectors with negative curvature the operator has at least as many negative eigenvalues, converged or not; that it has no
    /// more is known only where the end is found and its last eigenvalue is positive.</summary>
    private static CountRange Negatives(LanczosResult low, LanczosResult high, int rows)
    {
        var least = Seen(low, (λ, bound) => λ < -bound);
        return IsBeyond(low)
            ? new CountRange(least, Seen(low, (λ, bound) => λ < bound))
            : new CountRange(least, Math.Max(least, rows - Seen(high, (λ, bound) => λ > bound)));
    }

    private static CountRange Zeros(LanczosResult low, LanczosResult high, int rows) =>
        IsBeyond(low) ? new CountRange(0, Seen(low, (λ, bound) => Math.Abs(λ) <= bound))
        : high.Stop == LanczosStop.Converged && high.Eigenvalues.Count > 0 && high.Eigenvalues[0] < -high.Bounds[0]
            ? new CountRange(0, Seen(high, (λ, bound) => Math.Abs(λ) <= bound))
        : new CountRange(0, rows - Seen(low, (λ, bound) => λ < -bound) - Seen(high, (λ, bound) => λ > bound));

    private static bool IsBeyond(LanczosResult low) =>
        low.Stop == LanczosStop.Converged && low.Eigenvalues.Count > 0 && low.Eigenvalues[^1] > low.Bounds[^1];

    private static int Seen(LanczosResult end, Func<double, double, bool> counts) =>
        end.Eigenvalues.Zip(end.Bounds).Count(pair => counts(pair.First, pair.Second));
}
