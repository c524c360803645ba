using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>Whether a core serves somebody else at the same time.</summary>
/// <remarks>
/// Multiply-adds on registers need a third of what a core can issue, so a busy second hardware thread (on a virtual machine,
/// perhaps a stranger's) does not show in the peak. With the loads of a matrix product beside them they need most of it: on a
/// core of its own this loop runs at the peak all the same, on a shared one at 60 to 80 %, and kernels with it.
/// </remarks>
internal static class SharedCore
{
    private const int Rounds = 500_000;
    private const int Chains = 12;

    /// <summary>Vector multiply-adds of one call.</summary>
    public static double Instructions => (double)Chains * Rounds;

    /// <summary>Processor time of the loop.</summary>
    public static Contestant Contestant { get; } =
        new(
            "multiply-adds with loads",
            _ =>
            {
                var start = ThreadClock.Seconds;
                GC.KeepAlive(Mixed(Rounds));
                return ThreadClock.Seconds - start;
            }
        );

    /// <summary>The share of the peak that is left to multiply-adds with loads, now: near 1 on a core of one's own.</summary>
    public static double Share()
    {
        var peak = FmaPeak.Instructions(single: false) / FmaPeak.Seconds(single: false);
        return Instructions / Contestant.SecondsPerEvaluation(0.0) / peak;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe double Mixed(int rounds)
    {
        // One row of B and one column of A, read again and again: the first-level cache always has them.
        var operands = stackalloc double[16];
        new Span<double>(operands, 16).Fill(1e-3);
        Vector256<double> s00 = default,
            s01 = default,
            s02 = default,
            s10 = default,
            s11 = default,
            s12 = default,
            s20 = default,
            s21 = default,
            s22 = default,
            s30 = default,
            s31 = default,
            s32 = default;
        for (var n = 0; n < rounds; n++)
        {
            var at = operands + (n & 1);
            var b0 = Vector256.Load(at);
            var b1 = Vector256.Load(at + 4);
            var b2 = Vector256.Load(at + 8);
            var x = Vector256.Create(at[11]);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector256.FusedMultiplyAdd(x, b2, s02);
            x = Vector256.Create(at[12]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector256.FusedMultiplyAdd(x, b2, s12);
            x = Vector256.Create(at[13]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector256.FusedMultiplyAdd(x, b2, s22);
            x = Vector256.Create(at[14]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector256.FusedMultiplyAdd(x, b2, s32);
        }
        return Vector256.Sum(s00 + s01 + s02 + s10 + s11 + s12 + s20 + s21 + s22 + s30 + s31 + s32);
    }
}
