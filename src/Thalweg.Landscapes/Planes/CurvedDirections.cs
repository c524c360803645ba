using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Planes;

/// <summary>Unit eigenvectors of a Hessian from one end of its spectrum, as directions of slices.</summary>
/// <param name="Directions">[k, P], that of the outermost eigenvalue first.</param>
/// <param name="Eigenvalues">λ, [k]: descending from the largest, or ascending from the smallest.</param>
/// <param name="Bounds">How near to λ an eigenvalue of the exact Hessian is, [k].</param>
/// <param name="IsConverged">False where the search ended before all residuals were small.</param>
public sealed record CurvedDirections(
    ReadOnlyMemory<double> Directions,
    IReadOnlyList<double> Eigenvalues,
    IReadOnlyList<double> Bounds,
    bool IsConverged
)
{
    /// <summary>Up to this number of parameters all eigenpairs are computed, beyond it those of the end by Lanczos.</summary>
    public const int LargestDense = 500;

    public IReadOnlyList<double> Eigenvalues { get; init; } =
        Eigenvalues ?? throw new ArgumentNullException(nameof(Eigenvalues));

    public IReadOnlyList<double> Bounds { get; init; } = Bounds ?? throw new ArgumentNullException(nameof(Bounds));

    /// <summary>The k outermost. Cost: that of <see cref="DenseSpectrum"/> or of <see cref="Lanczos"/>; bits do not depend on the
    /// threads.</summary>
    /// <param name="count">k, at least 1 and at most P.</param>
    /// <returns>Null where a product is not finite.</returns>
    public static CurvedDirections? Of(HessianProducts products, SpectrumEnd end, int count, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(team);
        var p = products.Operator.Rows;
        if (count < 1 || count > p)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"count is {count}; give 1 to {p}, the number of parameters"
            );
        }
        return p <= LargestDense ? Dense(products, end, count, team) : Searched(products, end, count, team);
    }

    private static CurvedDirections? Dense(HessianProducts products, SpectrumEnd end, int count, WorkerTeam team) =>
        DenseSpectrum.Of(products.Operator, team, products.Coarser) is { } spectrum
            ? Taken(spectrum.Eigenvalues, spectrum.Bounds, spectrum.Eigenvectors, end, count, true)
            : null;

    private static CurvedDirections? Searched(HessianProducts products, SpectrumEnd end, int count, WorkerTeam team)
    {
        var found = Lanczos.Find(products.Operator, new LanczosOptions(count, end), team, products.Coarser);
        return found.Stop == LanczosStop.NotFinite || found.Eigenvalues.Count < count
            ? null
            : Taken(found.Eigenvalues, found.Bounds, found.Eigenvectors, end, count, found.Converged.All(c => c));
    }

    /// <summary>From ascending pairs.</summary>
    private static CurvedDirections Taken(
        IReadOnlyList<double> values,
        IReadOnlyList<double> bounds,
        ReadOnlyMemory<double> vectors,
        SpectrumEnd end,
        int count,
        bool isConverged
    )
    {
        var p = vectors.Length / values.Count;
        int[] order =
        [
            .. Enumerable.Range(0, count).Select(k => end == SpectrumEnd.Smallest ? k : values.Count - 1 - k),
        ];
        var directions = new double[count * p];
        for (var k = 0; k < count; k++)
        {
            vectors.Span.Slice(order[k] * p, p).CopyTo(directions.AsSpan(k * p, p));
        }
        return new CurvedDirections(
            directions,
            [.. order.Select(i => values[i])],
            [.. order.Select(i => bounds[i])],
            isConverged
        );
    }
}
