using System.Runtime.InteropServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Simd;

/// <summary>The elementary functions of a lane type by name, applied to arrays whose length is a multiple of its count.</summary>
internal static class LaneFunctions
{
    public static IReadOnlyDictionary<string, Func<TLane, TLane>> Of<TLane>()
        where TLane : struct, ILane<TLane> =>
        new Dictionary<string, Func<TLane, TLane>>
        {
            ["exp"] = TLane.Exp,
            ["log"] = TLane.Log,
            ["log1p"] = TLane.Log1p,
            ["sin"] = TLane.Sin,
            ["cos"] = TLane.Cos,
            ["sine of both"] = x => TLane.SinCos(x).Sin,
            ["cosine of both"] = x => TLane.SinCos(x).Cos,
            ["tanh"] = TLane.Tanh,
            ["sigmoid"] = TLane.Sigmoid,
            ["erf"] = TLane.Erf,
        };

    public static unsafe TNumber[] Map<TLane, TNumber>(Func<TLane, TLane> function, TNumber[] x)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged
    {
        var y = new TNumber[x.Length];
        fixed (
            TNumber* from = x,
                to = y
        )
        {
            for (var i = 0; i < x.Length; i += TLane.Count)
            {
                function(TLane.Load(from + i)).Store(to + i);
            }
        }
        return y;
    }

    /// <summary>Equal bits, or NaN in both.</summary>
    public static void AssertSameBits<TNumber>(string name, TNumber[] x, TNumber[] expected, TNumber[] actual)
        where TNumber : unmanaged, System.Numerics.IFloatingPointIeee754<TNumber>
    {
        for (var i = 0; i < x.Length; i++)
        {
            var same = MemoryMarshal
                .AsBytes(expected.AsSpan(i, 1))
                .SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan(i, 1)));
            if (!same && !(TNumber.IsNaN(expected[i]) && TNumber.IsNaN(actual[i])))
            {
                Assert.Fail($"{name}({x[i]:R}) is {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }
}
