using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Uniform points of a ball.</summary>
internal static class BallPoint
{
    public static void Draw(RandomStream stream, double radius, Span<double> offset)
    {
        GaussianBlock.Fill(stream, offset);
        // The distance of a uniform point is R U^(1/P).
        var share = Elementary.Exp(Elementary.Log(1 - stream.NextUniform()) / offset.Length);
        Vectors.Scale(radius * share / Vectors.Norm(offset), offset, offset);
    }
}
