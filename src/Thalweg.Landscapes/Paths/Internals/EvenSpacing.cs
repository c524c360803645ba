using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>Sets points at equal distances along the natural cubic spline through them.</summary>
internal static class EvenSpacing
{
    /// <param name="points">[n, P], n ≥ 3; changed, but for the ends.</param>
    public static void Set(double[] points, int size)
    {
        var count = points.Length / size;
        var lengths = new double[count];
        var step = new double[size];
        for (var i = 1; i < count; i++)
        {
            Vectors.Difference(Row(points, i), Row(points, i - 1), step);
            lengths[i] = lengths[i - 1] + Vectors.Norm(step);
        }
        // Points that coincide have no curve through them.
        if (!double.IsFinite(lengths[^1]) || Enumerable.Range(1, count - 1).Any(i => lengths[i] <= lengths[i - 1]))
        {
            return;
        }
        var bends = Bends(points, lengths, size);
        var old = (double[])points.Clone();
        var piece = 0;
        for (var i = 1; i < count - 1; i++)
        {
            var at = lengths[^1] * i / (count - 1);
            while (piece < count - 2 && lengths[piece + 1] < at)
            {
                piece++;
            }
            var width = lengths[piece + 1] - lengths[piece];
            var b = (at - lengths[piece]) / width;
            var a = 1 - b;
            var (ca, cb) = (((a * a * a) - a) * width * width / 6, ((b * b * b) - b) * width * width / 6);
            var row = Row(points, i);
            Vectors.Scale(a, Row(old, piece), row);
            Vectors.Combine(row, b, Row(old, piece + 1), row);
            Vectors.Combine(row, ca, Row(bends, piece), row);
            Vectors.Combine(row, cb, Row(bends, piece + 1), row);
        }

        Span<double> Row(double[] rows, int i) => rows.AsSpan(i * size, size);
    }

    /// <summary>Second derivatives of the spline at its points, 0 at the ends: one tridiagonal system for all parameters.</summary>
    private static double[] Bends(double[] points, double[] lengths, int size)
    {
        var count = lengths.Length;
        var bends = new double[points.Length];
        var upper = new double[count];
        for (var i = 1; i < count - 1; i++)
        {
            var (left, right) = (lengths[i] - lengths[i - 1], lengths[i + 1] - lengths[i]);
            var pivot = (2 * (left + right)) - (left * upper[i - 1]);
            upper[i] = right / pivot;
            for (var k = 0; k < size; k++)
            {
                var (before, at, after) = (
                    points[((i - 1) * size) + k],
                    points[(i * size) + k],
                    points[((i + 1) * size) + k]
                );
                var rhs = 6 * (((after - at) / right) - ((at - before) / left));
                bends[(i * size) + k] = (rhs - (left * bends[((i - 1) * size) + k])) / pivot;
            }
        }
        for (var i = count - 2; i > 0; i--)
        {
            for (var k = 0; k < size; k++)
            {
                bends[(i * size) + k] -= upper[i] * bends[((i + 1) * size) + k];
            }
        }
        return bends;
    }
}
