using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>The degree of a polynomial, to be had as a type.</summary>
internal interface IDegree
{
    static abstract int Value { get; }
}

/// <summary>The Chebyshev polynomial T_k and its derivatives, by their coefficients and Horner's rule.</summary>
internal readonly struct ChebyshevFunction<TDegree> : IActivationFunction
    where TDegree : struct, IDegree
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLane>(
        TLane z,
        out TLane value,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane kept0,
        out TLane kept1
    )
        where TLane : struct, ILane<TLane>
    {
        kept0 = kept1 = default;
        value = Derivative(z, 0);
        Recall(z, value, kept0, kept1, out first, out second, out third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Recall<TLane>(
        TLane z,
        TLane value,
        TLane kept0,
        TLane kept1,
        out TLane first,
        out TLane second,
        out TLane third
    )
        where TLane : struct, ILane<TLane>
    {
        first = Derivative(z, 1);
        second = Derivative(z, 2);
        third = Derivative(z, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => Derivative(z, 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => Derivative(z, 5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => Derivative(z, 6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Derivative<TLane>(TLane z, int order)
        where TLane : struct, ILane<TLane>
    {
        var coefficients = Chebyshev.Coefficients(TDegree.Value, order);
        var sum = TLane.Broadcast(coefficients[^1]);
        for (var k = coefficients.Length - 2; k >= 0; k--)
        {
            sum = TLane.FusedMultiplyAdd(sum, z, TLane.Broadcast(coefficients[k]));
        }
        return sum;
    }
}
