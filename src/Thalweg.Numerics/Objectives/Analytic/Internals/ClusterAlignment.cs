using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>Carries one cluster of equal atoms to another by motions, a reflection and exchanges.</summary>
internal static class ClusterAlignment
{
    // What an exchange has to gain, relative to the square of the size.
    private const double Gain = 1e-12;

    public static Alignment Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
    {
        if (reference.Length != point.Length || point.Length % 3 != 0)
        {
            throw new ArgumentException(
                $"point has {point.Length} entries, reference has {reference.Length}: give both as many, 3 for each atom",
                nameof(point)
            );
        }
        var before = Distance(reference, point);
        var (image, distance) = (point.ToArray(), before);
        foreach (var mirrored in new[] { false, true })
        {
            var found = Exchanged(reference, mirrored ? Mirrored(point) : point.ToArray());
            var there = Distance(reference, found);
            if (there < distance)
            {
                (image, distance) = (found, there);
            }
        }
        return new Alignment(image, distance, before, distance < before ? "a motion of the cluster" : "same point");
    }

    private static double[] Exchanged(ReadOnlySpan<double> reference, double[] point)
    {
        var best = Moved(reference, point);
        var distance = Distance(reference, best);
        var limit = Gain * (1 + Vectors.Dot(reference, reference));
        for (var improved = true; improved; )
        {
            improved = false;
            for (var i = 0; i < point.Length; i += 3)
            {
                for (var j = 0; j < i; j += 3)
                {
                    var other = (double[])best.Clone();
                    best.AsSpan(j, 3).CopyTo(other.AsSpan(i, 3));
                    best.AsSpan(i, 3).CopyTo(other.AsSpan(j, 3));
                    other = Moved(reference, other);
                    var there = Distance(reference, other);
                    if ((there * there) + limit < distance * distance)
                    {
                        (best, distance, improved) = (other, there, true);
                    }
                }
            }
        }
        return best;
    }

    /// <summary>The image of a point under the rotation and shift that bring it nearest: the quaternion of the largest eigenvalue [Horn1987].</summary>
    private static double[] Moved(ReadOnlySpan<double> reference, double[] point)
    {
        var (a, b) = (Mean(reference), Mean(point));
        var s = new double[9];
        for (var i = 0; i < point.Length; i += 3)
        {
            for (var r = 0; r < 3; r++)
            {
                for (var c = 0; c < 3; c++)
                {
                    s[(3 * r) + c] += (point[i + r] - b[r]) * (reference[i + c] - a[c]);
                }
            }
        }
        double[] n =
        [
            s[0] + s[4] + s[8],
            s[5] - s[7],
            s[6] - s[2],
            s[1] - s[3],
            s[5] - s[7],
            s[0] - s[4] - s[8],
            s[1] + s[3],
            s[6] + s[2],
            s[6] - s[2],
            s[1] + s[3],
            -s[0] + s[4] - s[8],
            s[5] + s[7],
            s[1] - s[3],
            s[6] + s[2],
            s[5] + s[7],
            -s[0] - s[4] + s[8],
        ];
        if (SymmetricEigenpairs.Of(n, 4, WorkerTeam.Sequential) is not { } pairs)
        {
            return point;
        }
        var q = pairs.Eigenvectors.Span.Slice(12, 4);
        double[] rotation =
        [
            1 - (2 * ((q[2] * q[2]) + (q[3] * q[3]))),
            2 * ((q[1] * q[2]) - (q[0] * q[3])),
            2 * ((q[1] * q[3]) + (q[0] * q[2])),
            2 * ((q[1] * q[2]) + (q[0] * q[3])),
            1 - (2 * ((q[1] * q[1]) + (q[3] * q[3]))),
            2 * ((q[2] * q[3]) - (q[0] * q[1])),
            2 * ((q[1] * q[3]) - (q[0] * q[2])),
            2 * ((q[2] * q[3]) + (q[0] * q[1])),
            1 - (2 * ((q[1] * q[1]) + (q[2] * q[2]))),
        ];
        var moved = new double[point.Length];
        for (var i = 0; i < point.Length; i += 3)
        {
            for (var r = 0; r < 3; r++)
            {
                moved[i + r] = a[r];
                for (var c = 0; c < 3; c++)
                {
                    moved[i + r] += rotation[(3 * r) + c] * (point[i + c] - b[c]);
                }
            }
        }
        return moved;
    }

    private static double[] Mean(ReadOnlySpan<double> point)
    {
        var mean = new double[3];
        for (var i = 0; i < point.Length; i++)
        {
            mean[i % 3] += point[i] / (point.Length / 3);
        }
        return mean;
    }

    private static double[] Mirrored(ReadOnlySpan<double> point)
    {
        var image = point.ToArray();
        for (var i = 0; i < image.Length; i += 3)
        {
            image[i] = -image[i];
        }
        return image;
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var difference = new double[a.Length];
        Vectors.Difference(a, b, difference);
        return Vectors.Norm(difference);
    }
}
