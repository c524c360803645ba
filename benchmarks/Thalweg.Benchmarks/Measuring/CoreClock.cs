using System.Numerics;
using System.Runtime.CompilerServices;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>The frequency a core runs at, from a chain of integer operations that take one cycle each: it says independently what
/// the multiply-add peak should be.</summary>
internal static class CoreClock
{
    private const int Rounds = 600_000;

    // A rotation and an exclusive or, eight times a round, each waiting for the one before it.
    private const int CyclesPerRound = 16;

    public static double Cycles => (double)Rounds * CyclesPerRound;

    /// <summary>Processor time of <see cref="Cycles"/> cycles.</summary>
    public static Contestant Contestant { get; } =
        new(
            "clock",
            _ =>
            {
                var start = ThreadClock.Seconds;
                GC.KeepAlive(Chain(Rounds));
                return ThreadClock.Seconds - start;
            }
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Chain(int rounds)
    {
        var x = (ulong)rounds;
        var y = x * 0x9E3779B97F4A7C15;
        for (var n = 0; n < rounds; n++)
        {
            x = BitOperations.RotateLeft(x, 13) ^ y;
            x = BitOperations.RotateLeft(x, 7) ^ y;
            x = BitOperations.RotateLeft(x, 13) ^ y;
            x = BitOperations.RotateLeft(x, 7) ^ y;
            x = BitOperations.RotateLeft(x, 13) ^ y;
            x = BitOperations.RotateLeft(x, 7) ^ y;
            x = BitOperations.RotateLeft(x, 13) ^ y;
            x = BitOperations.RotateLeft(x, 7) ^ y;
        }
        return x;
    }
}
