using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The eigenpairs at one end of a spectrum by products alone.</summary>
/// <remarks>
/// <para>Thick restarts with full reorthogonalisation [WuSimon2000]. A start vector sees one copy of a multiple eigenvalue: converged pairs
/// are locked, and fresh random vectors orthogonal to them are tried until one sees nothing beyond the k-th pair, so that multiplicities
/// are those of the whole spectrum (with probability 1, up to the tolerance).</para>
/// <para>Cost: the products, and 4P operations each for every vector of basis and locked pairs; bits do not depend on the threads.</para>
/// </remarks>
public static class Lanczos
{
    /// <summary>Looks for the pairs.</summary>
    /// <param name="coarser">The same operator by differences with longer steps, which their error is judged by; null for exact
    /// products.</param>
    /// <param name="progress">Told shares of the pairs that are found, 0 to 1.</param>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static LanczosResult Find(
        ILinearOperator symmetric,
        LanczosOptions options,
        WorkerTeam team,
        ILinearOperator? coarser = null,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        SquareOperator.Require(symmetric, nameof(symmetric));
        options.Check(symmetric.Rows);
        var run = new LanczosRun(symmetric, options, team);
        var (pairs, stop) = Collect(run, options, symmetric.Rows, progress);
        return Measured(run, symmetric, coarser, options, [.. pairs.OrderBy(pair => pair.Value)], stop, team);
    }

    /// <summary>Sweeps from fresh vectors until one sees nothing beyond.</summary>
    private static (IEnumerable<RitzPair> Pairs, LanczosStop Stop) Collect(
        LanczosRun run,
        LanczosOptions options,
        int rows,
        IProgress<double>? progress
    )
    {
        var sign = options.End == SpectrumEnd.Largest ? 1 : -1;
        var found = new List<RitzPair>();
        while (found.Count < rows)
        {
            var isCheck = found.Count >= options.Count;
            var last = isCheck ? Best().Last().Value * sign : double.NegativeInfinity;
            var pairs = run.Sweep(isCheck ? 1 : options.Count - found.Count, found);
            found.AddRange(pairs.Where(pair => pair.IsConverged));
            progress?.Report(Math.Min(1, (double)found.Count / (options.Count + 1)));
            if (run.IsNotFinite || pairs.Any(pair => !pair.IsConverged) || pairs.Count == 0)
            {
                // What did not converge fills the places that are left.
                var rest = pairs.Where(pair => !pair.IsConverged);
                found.AddRange(rest.Take(options.Count - Math.Min(options.Count, found.Count)));
                return (Best(), run.IsNotFinite ? LanczosStop.NotFinite : LanczosStop.ProductsSpent);
            }
            if (isCheck && pairs[0].Value * sign <= last + (options.Tolerance * run.Scale))
            {
                break;
            }
        }
        return (Best(), LanczosStop.Converged);

        IEnumerable<RitzPair> Best() => found.OrderByDescending(pair => pair.Value * sign).Take(options.Count);
    }

    private static LanczosResult Measured(
        LanczosRun run,
        ILinearOperator symmetric,
        ILinearOperator? coarser,
        LanczosOptions options,
        RitzPair[] pairs,
        LanczosStop stop,
        WorkerTeam team
    )
    {
        var n = symmetric.Rows;
        var vectors = new double[pairs.Length * n];
        for (var k = 0; k < pairs.Length; k++)
        {
            pairs[k].Vector.CopyTo(vectors, k * n);
        }
        var images = new double[vectors.Length];
        symmetric.Apply(vectors, images, team);
        var differences = new double[pairs.Length];
        if (coarser is not null)
        {
            var others = new double[vectors.Length];
            coarser.Apply(vectors, others, team);
            Vectors.Difference(others, images, others);
            differences = Norms(others, n);
        }
        for (var k = 0; k < pairs.Length; k++)
        {
            var image = images.AsSpan(k * n, n);
            Vectors.Combine(image, -pairs[k].Value, pairs[k].Vector, image);
        }
        var residuals = Norms(images, n);
        var rounding = n * RoundingProbe.DoubleEpsilon * run.Scale;
        return new LanczosResult(
            [.. pairs.Select(pair => pair.Value)],
            vectors,
            residuals,
            [.. residuals.Select((residual, k) => residual + rounding + differences[k])],
            [.. pairs.Select(pair => pair.IsConverged)],
            run.Products + pairs.Length,
            stop
        );
    }

    private static double[] Norms(double[] block, int n) =>
        [.. Enumerable.Range(0, block.Length / n).Select(k => Vectors.Norm(block.AsSpan(k * n, n)))];
}
