using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>Where a curve between two ends is at some t, whatever its coefficients.</summary>
internal sealed class PathPlaces
{
    /// <summary>Entries that are placed at once: those of all coefficients stay in the first cache.</summary>
    public const int Tile = 256;

    private readonly double[] from;
    private readonly double[] to;
    private readonly double[] straight;
    private readonly PathShape shape;
    private readonly IReadOnlyList<double> t;
    private readonly (double A, double B)[] ends;

    /// <param name="straight">θ_b − θ_a.</param>
    public PathPlaces(
        double[] from,
        double[] to,
        double[] straight,
        PathShape shape,
        PathBasis basis,
        IReadOnlyList<double> t
    )
    {
        (this.from, this.to, this.straight, this.shape, this.t) = (from, to, straight, shape, t);
        Weights = [.. t.Select(_ => new double[basis.Count])];
        ends = [.. t.Select((at, i) => basis.Weights(Math.Clamp(at, 0, 1), Weights[i]))];
    }

    /// <summary>What each coefficient counts, [n][N].</summary>
    public double[][] Weights { get; }

    public int Tiles => (from.Length + Tile - 1) / Tile;

    /// <summary>Entries of a tile.</summary>
    public Range EntriesOf(int tile) => (tile * Tile)..Math.Min((tile + 1) * Tile, from.Length);

    /// <summary>Places some of the entries.</summary>
    /// <param name="coefficients">[N, P].</param>
    /// <param name="points">[n, P], written in part.</param>
    public void Fill(Range entries, ReadOnlySpan<double> coefficients, Span<double> points)
    {
        var size = from.Length;
        var (first, count) = entries.GetOffsetAndLength(size);
        var rows = coefficients.IsEmpty ? coefficients : coefficients[first..];
        for (var i = 0; i < t.Count; i++)
        {
            var point = points.Slice((i * size) + first, count);
            if (t[i] is <= 0 or >= 1)
            {
                (t[i] <= 0 ? from : to).AsSpan(entries).CopyTo(point);
                continue;
            }
            var (a, b) = ends[i];
            if (shape == PathShape.Fourier)
            {
                Vectors.Displace(from.AsSpan(entries), b, straight.AsSpan(entries), point);
            }
            else
            {
                Vectors.Scale(a, from.AsSpan(entries), point);
                Vectors.Combine(point, b, to.AsSpan(entries), point);
            }
            Vectors.AddCombination(Weights[i], rows, size, point);
        }
    }
}
