using Thalweg.Networks.Layers;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.DataSets;

/// <summary>Digits drawn with strokes on 28 × 28 pixels, shifted, turned, stretched and thickened at random: a stand-in where no data set is
/// installed, and no more.</summary>
public static class StrokeDigits
{
    private const int Side = 28;
    private const int Classes = 10;

    // Corners of the strokes of each digit in the unit square, y downward; null lifts the pen.
    private static readonly (double X, double Y)?[][] Strokes =
    [
        [(0.5, 0.1), (0.8, 0.3), (0.8, 0.7), (0.5, 0.9), (0.2, 0.7), (0.2, 0.3), (0.5, 0.1)],
        [(0.3, 0.3), (0.55, 0.1), (0.55, 0.9)],
        [(0.2, 0.3), (0.5, 0.1), (0.8, 0.3), (0.2, 0.9), (0.8, 0.9)],
        [(0.2, 0.15), (0.75, 0.15), (0.45, 0.45), (0.8, 0.65), (0.5, 0.9), (0.2, 0.8)],
        [(0.7, 0.9), (0.7, 0.1), (0.2, 0.6), (0.85, 0.6)],
        [(0.8, 0.1), (0.25, 0.1), (0.25, 0.45), (0.7, 0.45), (0.8, 0.7), (0.5, 0.9), (0.2, 0.8)],
        [(0.7, 0.1), (0.3, 0.45), (0.2, 0.7), (0.5, 0.9), (0.8, 0.7), (0.5, 0.5), (0.25, 0.65)],
        [(0.2, 0.1), (0.8, 0.1), (0.45, 0.9), null, (0.35, 0.5), (0.7, 0.5)],
        [(0.5, 0.5), (0.25, 0.3), (0.5, 0.1), (0.75, 0.3), (0.5, 0.5), (0.2, 0.7), (0.5, 0.9), (0.8, 0.7), (0.5, 0.5)],
        [(0.75, 0.35), (0.5, 0.5), (0.25, 0.3), (0.5, 0.1), (0.75, 0.35), (0.65, 0.9)],
    ];

    /// <summary>As many images as asked for, classes in turn; a pure function of the arguments.</summary>
    public static DataSet Draw(int count, ulong seed, DataSplit split)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomStream(seed, split == DataSplit.Train ? "digits/train" : "digits/test");
        var bytes = new byte[checked(count * Side * Side)];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            DrawOne(random, Strokes[labels[i]], bytes.AsSpan(i * Side * Side, Side * Side));
        }
        return DataSet.OfBytes("digits", new LayerShape(1, Side, Side), bytes, labels);
    }

    private static void DrawOne(RandomStream random, (double X, double Y)?[] strokes, Span<byte> image)
    {
        var angle = 0.5 * (random.NextUniform() - 0.5);
        var (sin, cos) = (Elementary.Sin(angle), Elementary.Cos(angle));
        var (width, height) = (14 + (6 * random.NextUniform()), 17 + (6 * random.NextUniform()));
        var (left, top) = (14 + (4 * (random.NextUniform() - 0.5)), 14 + (4 * (random.NextUniform() - 0.5)));
        var thickness = 0.9 + (0.8 * random.NextUniform());
        var corners = new (double X, double Y)?[strokes.Length];
        for (var i = 0; i < strokes.Length; i++)
        {
            if (strokes[i] is { } corner)
            {
                var x = width * (corner.X - 0.5 + (0.1 * (random.NextUniform() - 0.5)));
                var y = height * (corner.Y - 0.5 + (0.1 * (random.NextUniform() - 0.5)));
                corners[i] = (left + (cos * x) - (sin * y), top + (sin * x) + (cos * y));
            }
        }
        for (var p = 0; p < image.Length; p++)
        {
            var nearest = double.PositiveInfinity;
            for (var i = 1; i < corners.Length; i++)
            {
                if (corners[i - 1] is { } from && corners[i] is { } to)
                {
                    nearest = Math.Min(nearest, Distance((p % Side) + 0.5, (p / Side) + 0.5, from, to));
                }
            }
            image[p] = (byte)Math.Round(255 * Math.Clamp(thickness + 0.5 - nearest, 0, 1));
        }
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var t = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        var (ex, ey) = (x - from.X - (t * dx), y - from.Y - (t * dy));
        return Math.Sqrt((ex * ex) + (ey * ey));
    }
}
