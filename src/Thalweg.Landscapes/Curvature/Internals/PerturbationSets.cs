using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The point δ of a set that is farthest along g; 0 where g is 0.</summary>
internal static class PerturbationSets
{
    /// <summary>‖δ‖₂ ≤ ρ.</summary>
    public static void Ball(ReadOnlySpan<double> gradient, double radius, Span<double> offset)
    {
        var length = OrderedSums.ScaledNorm(gradient);
        Vectors.Scale(length > 0 ? radius / length : 0, gradient, offset);
    }

    /// <summary>‖δ/|θ|‖₂ ≤ ρ: δ = ρ θ²g/‖θg‖; an entry that is 0 stays.</summary>
    public static void Adaptive(
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> parameters,
        double radius,
        Span<double> offset
    )
    {
        for (var i = 0; i < offset.Length; i++)
        {
            offset[i] = parameters[i] * gradient[i];
        }
        var length = OrderedSums.ScaledNorm(offset);
        for (var i = 0; i < offset.Length; i++)
        {
            offset[i] = length > 0 ? radius / length * offset[i] * parameters[i] : 0;
        }
    }

    /// <summary>|δ_i| ≤ ε (|θ_i| + 1).</summary>
    public static void Box(
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> parameters,
        double size,
        Span<double> offset
    )
    {
        for (var i = 0; i < offset.Length; i++)
        {
            offset[i] = gradient[i] == 0 ? 0 : Math.CopySign(size * (Math.Abs(parameters[i]) + 1), gradient[i]);
        }
    }
}
