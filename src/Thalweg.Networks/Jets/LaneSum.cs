using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Sums over points by a fixed tree, the same on every instruction set.</summary>
public static unsafe class LaneSum
{
    /// <summary>The sum of eight lanes: halves first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>Σ values[n] in double, eight logical lanes.</summary>
    /// <param name="count">A multiple of eight.</param>
    [MethodImpl(Compilation.Apart)]
    public static double Of(double* values, int count)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < count; n += 8)
        {
            sum += Vector512.Load(values + n);
        }
        return Of(sum);
    }

    /// <inheritdoc cref="Of(double*, int)"/>
    [MethodImpl(Compilation.Apart)]
    public static double Of(float* values, int count)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < count; n += 8)
        {
            sum += Widen(values + n);
        }
        return Of(sum);
    }

    /// <summary>Eight single-precision numbers as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(float* values)
    {
        var eight = Vector256.Load(values);
        return Vector512.Create(Vector256.WidenLower(eight), Vector256.WidenUpper(eight));
    }
}
