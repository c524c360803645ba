using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>Where a path lies, seen from the straight line between its ends.</summary>
public static class PathProjection
{
    /// <summary>⟨w(t) − θ_a, e⟩ / ‖θ_b − θ_a‖ along the line, e its direction, and the distance from the line over the same length.</summary>
    /// <remarks>0 along the line and the distance from θ_a itself where both ends are one point. Cost: n N P operations.</remarks>
    /// <param name="t">[n].</param>
    /// <returns>Two arrays, [n].</returns>
    public static (double[] Along, double[] Off) Of(PathCurve curve, IReadOnlyList<double> t)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(t);
        var size = curve.ParameterCount;
        var (line, point) = (new double[size], new double[size]);
        Vectors.Difference(curve.To.Span, curve.From.Span, line);
        var length = Vectors.Norm(line);
        var (along, off) = (new double[t.Count], new double[t.Count]);
        for (var i = 0; i < t.Count; i++)
        {
            curve.Place(t[i], point);
            Vectors.Difference(point, curve.From.Span, point);
            if (length == 0)
            {
                off[i] = Vectors.Norm(point);
                continue;
            }
            along[i] = Vectors.Dot(point, line) / length / length;
            Vectors.Combine(point, -along[i], line, point);
            off[i] = Vectors.Norm(point) / length;
        }
        return (along, off);
    }
}
