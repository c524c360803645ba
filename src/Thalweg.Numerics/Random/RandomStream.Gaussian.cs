using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Random;

/// <content>Box–Muller: each block of four words gives two numbers, the cosine part at its start, the sine part at its middle.</content>
public sealed partial class RandomStream
{
    private const double TwoPi = 6.283185307179586;
    private const double Unit = 1.0 / 9007199254740992.0;

    /// <summary>Standard normal. The number is a function of the position alone: of a pair, each half can be had without the other.</summary>
    /// <remarks>An odd position is first rounded up to an even one.</remarks>
    public double NextGaussian()
    {
        Position += Position & 1;
        LoadBlock(Position >> 2);
        var (radiusUniform, angle) = PairUniforms();
        var radius = Math.Sqrt(-2 * Elementary.Log(radiusUniform));
        var part = (Position & 2) == 0 ? Elementary.Cos(angle) : Elementary.Sin(angle);
        Position += 2;
        return radius * part;
    }

    /// <summary>Fills with the numbers that as many calls of <see cref="NextGaussian"/> give, several times faster.</summary>
    public void FillGaussian(Span<double> target)
    {
        if (target.Length > 0 && ((Position + 1) & 3) > 1)
        {
            target[0] = NextGaussian();
            target = target[1..];
        }
        Span<double> radii = stackalloc double[LaneF64x4.Count];
        Span<double> angles = stackalloc double[LaneF64x4.Count];
        while (target.Length >= 2 * LaneF64x4.Count)
        {
            Position += Position & 1;
            for (var i = 0; i < LaneF64x4.Count; i++)
            {
                LoadBlock(Position >> 2);
                (radii[i], angles[i]) = PairUniforms();
                Position += 4;
            }
            TransformPairs(radii, angles, target);
            target = target[(2 * LaneF64x4.Count)..];
        }
        foreach (ref var value in target)
        {
            value = NextGaussian();
        }
    }

    /// <summary>From the loaded block: a uniform number in (0, 1] for the radius and an angle in [0, 2π).</summary>
    private (double Radius, double Angle) PairUniforms()
    {
        var first = block.W0 | ((ulong)block.W1 << 32);
        var second = block.W2 | ((ulong)block.W3 << 32);
        return (((first >> 11) + 1) * Unit, (second >> 11) * Unit * TwoPi);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TransformPairs(Span<double> radii, Span<double> angles, Span<double> target)
    {
        ref var radius = ref MemoryMarshal.GetReference(radii);
        ref var angle = ref MemoryMarshal.GetReference(angles);
        var length = LaneF64x4.Sqrt(LaneF64x4.Broadcast(-2) * LaneF64x4.Log(LaneF64x4.Load(ref radius)));
        var (sine, cosine) = LaneF64x4.SinCos(LaneF64x4.Load(ref angle));
        (length * cosine).Store(ref radius);
        (length * sine).Store(ref angle);
        for (var i = 0; i < LaneF64x4.Count; i++)
        {
            target[2 * i] = radii[i];
            target[(2 * i) + 1] = angles[i];
        }
    }
}
