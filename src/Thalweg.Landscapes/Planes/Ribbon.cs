using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Planes;

/// <summary>A strip around a path through parameter space: points of the path by arc length, and at each a direction across it.</summary>
/// <remarks>
/// Along the path t is the arc length from its end over the whole length: −1 is its first point and 0 its last one, to the bit; beyond
/// both the strip goes straight on. The direction across is carried from the end backward without turning about the path (at every
/// corner by the smallest rotation from one chord to the next, <see cref="Across"/> of one chord being constant), so that the strip
/// is flat along each chord and turns where the path does.
/// </remarks>
/// <param name="Points">Of the path, [n, P].</param>
/// <param name="Across">Orthogonal to the chord there, as long as the whole path, [n, P].</param>
/// <param name="Length">Arc length of the path.</param>
/// <param name="Places">t of every point that the path was given by.</param>
public sealed record Ribbon(
    ReadOnlyMemory<double> Points,
    ReadOnlyMemory<double> Across,
    double Length,
    IReadOnlyList<double> Places
)
{
    // Two chords that nearly turn back on each other have no smallest rotation.
    private const double TurnedBack = 1e-6;

    private const double SmallestAcross = 1e-8;

    public IReadOnlyList<double> Places { get; init; } = Places ?? throw new ArgumentNullException(nameof(Places));

    /// <summary>The strip. Cost: O(C P) for C points and O(n P).</summary>
    /// <param name="path">C points, [P] each; equal neighbours count once.</param>
    /// <param name="across">At the end of the path, [P]; what it has along the last chord is taken off.</param>
    /// <param name="along">t of the points along the path.</param>
    /// <returns>Null where the path has no length, or nothing is left of the direction across.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static Ribbon? Of(IReadOnlyList<double[]> path, ReadOnlySpan<double> across, Axis along)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(along);
        var p = across.Length;
        if (path.Count == 0 || path.Any(point => point.Length != p))
        {
            throw new ArgumentException(
                $"path has {path.Count} points, expected one or more of P = {p} entries each",
                nameof(path)
            );
        }
        if (PathByLength.Of(path) is not { } line || Carried(line.Corners, across) is not { } normals)
        {
            return null;
        }
        var t = along.Points();
        var (points, sideways) = (new double[t.Length * p], new double[t.Length * p]);
        for (var i = 0; i < t.Length; i++)
        {
            line.Write(t[i], points.AsSpan(i * p, p));
            Vectors.Scale(line.Length, normals[line.ChordOf(t[i])], sideways.AsSpan(i * p, p));
        }
        return new Ribbon(points, sideways, line.Length, line.Places);
    }

    /// <summary>The direction across each chord, unit vectors; null where nothing of it is left.</summary>
    private static double[][]? Carried(IReadOnlyList<double[]> corners, ReadOnlySpan<double> across)
    {
        var normals = new double[corners.Count - 1][];
        double[] normal = [.. across];
        double[]? before = null;
        for (var k = normals.Length - 1; k >= 0; k--)
        {
            var chord = new double[across.Length];
            Vectors.Difference(corners[k + 1], corners[k], chord);
            Vectors.Scale(1 / Vectors.Norm(chord), chord, chord);
            var size = Vectors.Norm(normal);
            if (before is not null)
            {
                Turn(normal, before, chord);
            }
            // Twice: the second pass takes off what rounding left of the first.
            Vectors.Combine(normal, -Vectors.Dot(normal, chord), chord, normal);
            Vectors.Combine(normal, -Vectors.Dot(normal, chord), chord, normal);
            var left = Vectors.Norm(normal);
            if (!(left > SmallestAcross * size))
            {
                return null;
            }
            Vectors.Scale(1 / left, normal, normal);
            normals[k] = [.. normal];
            before = chord;
        }
        return normals;
    }

    /// <summary>The smallest rotation that takes one chord to the other, of a vector that is orthogonal to the first.</summary>
    private static void Turn(Span<double> normal, double[] from, double[] to)
    {
        var cosine = Vectors.Dot(from, to);
        if (1 + cosine > TurnedBack)
        {
            var factor = -Vectors.Dot(normal, to) / (1 + cosine);
            Vectors.Combine(normal, factor, from, normal);
            Vectors.Combine(normal, factor, to, normal);
        }
    }
}
