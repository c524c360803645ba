using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Slices;

/// <summary>Coordinates of points of parameter space on a plane through θ.</summary>
public static class PlaneProjection
{
    // Directions whose angle is below this cannot be told apart within rounding.
    private const double SmallestAngle = 1e-12;

    /// <summary>Whether two directions span a plane: none is zero, and they are not parallel. Cost: O(P).</summary>
    /// <param name="first">d1, [P].</param>
    /// <param name="second">d2, [P].</param>
    public static bool Exists(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (q1, q2) = (first.ToArray(), second.ToArray());
        return IsDirection(q1) && IsDirection(q2) && Basis(q1, q2).Across >= SmallestAngle;
    }

    /// <summary>
    /// (t1, t2) that minimise ‖x − θ − t1 d1 − t2 d2‖₂, and that distance, for every point: [C, 3], row-major. Solved by
    /// orthogonalisation, not by the normal equations, so nearly parallel directions lose no more digits than they must.
    /// </summary>
    /// <param name="centre">θ, [P].</param>
    /// <param name="first">d1, [P].</param>
    /// <param name="second">d2, [P].</param>
    /// <param name="points">C points, [P] each.</param>
    /// <exception cref="ArgumentException">A direction is zero, or the two are parallel: they span no plane.</exception>
    public static double[] Of(
        ReadOnlySpan<double> centre,
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        IReadOnlyList<double[]> points
    )
    {
        ArgumentNullException.ThrowIfNull(points);
        var q1 = first.ToArray();
        Require(q1, nameof(first));
        var q2 = second.ToArray();
        Require(q2, nameof(second));
        var (length1, length2, shared, across) = Basis(q1, q2);
        if (across < SmallestAngle)
        {
            throw new ArgumentException(
                "the two directions are parallel and span no plane; give others",
                nameof(second)
            );
        }
        Divide(q2, across);

        var coordinates = new double[3 * points.Count];
        var rest = new double[centre.Length];
        for (var k = 0; k < points.Count; k++)
        {
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] = points[k][i] - centre[i];
            }
            var along1 = OrderedSums.FusedDot(q1, rest);
            Vectors.Displace(rest, -along1, q1, rest);
            var along2 = OrderedSums.FusedDot(q2, rest);
            Vectors.Displace(rest, -along2, q2, rest);
            var t2 = along2 / across;
            coordinates[3 * k] = (along1 - (shared * t2)) / length1;
            coordinates[(3 * k) + 1] = t2 / length2;
            coordinates[(3 * k) + 2] = OrderedSums.FusedNorm(rest);
        }
        return coordinates;
    }

    /// <summary>Makes the directions an orthogonal basis of unit vectors, the second not divided by what is left of it.</summary>
    private static (double Length1, double Length2, double Shared, double Across) Basis(double[] q1, double[] q2)
    {
        var length1 = Normalise(q1);
        var length2 = Normalise(q2);
        var shared = 0.0;
        // The second pass removes what rounding left of the first.
        for (var pass = 0; pass < 2; pass++)
        {
            var along = OrderedSums.FusedDot(q1, q2);
            Vectors.Displace(q2, -along, q1, q2);
            shared += along;
        }
        return (length1, length2, shared, OrderedSums.FusedNorm(q2));
    }

    private static bool IsDirection(double[] values) =>
        OrderedSums.FusedNorm(values) is > 0 and < double.PositiveInfinity;

    private static void Require(double[] values, string name)
    {
        if (!IsDirection(values))
        {
            throw new ArgumentException(
                $"{name} has length {OrderedSums.FusedNorm(values)}; give a direction that is not zero",
                name
            );
        }
    }

    private static double Normalise(double[] values)
    {
        var length = OrderedSums.FusedNorm(values);
        Divide(values, length);
        return length;
    }

    private static void Divide(Span<double> values, double divisor)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= divisor;
        }
    }
}
