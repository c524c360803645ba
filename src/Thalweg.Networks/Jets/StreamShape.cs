using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Jets;

/// <summary>A <see cref="StreamSet"/> as the kernels read it: counts, and which first derivatives enter which operator.</summary>
/// <remarks>The same coefficients are kept by operator and by first derivative; both lists hold non-zero entries only. They are all where nothing is above
/// second order; what is has kernels of its own, which read <see cref="Chains"/>.</remarks>
public sealed unsafe class StreamShape<TNumber>
    where TNumber : unmanaged
{
    private readonly int[] integers;
    private readonly TNumber[] numbers;

    /// <param name="round">From double to the engine's numbers.</param>
    public StreamShape(StreamSet streams, Func<double, TNumber> round)
    {
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(round);
        Firsts = streams.Directions.Count;
        Operators = streams.Operators.Length;
        Streams = streams.Count;
        HasChains = streams.Order > 2 || streams.Directions.Any(v => v.Depth > 1 || v.Composed > 0);
        Chains = HasChains ? new StreamChains<TNumber>(streams, round) : null;
        // Sums of squares are in the order of the directions.
        var byOperator = streams
            .Parts.Where(p => p.Order == 2)
            .OrderBy(p => p.Operator)
            .ThenBy(p => p.Direction)
            .Select(p => (p.Operator, First: p.Direction, C: p.Coefficient))
            .ToList();
        var byFirst = byOperator.OrderBy(e => e.First).ToList();
        var entries = byOperator.Count;
        integers = GC.AllocateArray<int>(Operators + 1 + Firsts + 1 + 2 * entries, pinned: true);
        numbers = GC.AllocateArray<TNumber>(2 * entries + 1, pinned: true);
        OperatorStart = (int*)Unsafe.AsPointer(ref integers[0]);
        FirstStart = OperatorStart + Operators + 1;
        FirstOf = FirstStart + Firsts + 1;
        OperatorOf = FirstOf + entries;
        ByOperator = (TNumber*)Unsafe.AsPointer(ref numbers[0]);
        ByFirst = ByOperator + entries;
        for (var e = 0; e < entries; e++)
        {
            FirstOf[e] = byOperator[e].First;
            ByOperator[e] = round(byOperator[e].C);
            OperatorOf[e] = byFirst[e].Operator;
            ByFirst[e] = round(byFirst[e].C);
        }
        for (var q = 0; q <= Operators; q++)
        {
            OperatorStart[q] = byOperator.Count(e => e.Operator < q);
        }
        for (var f = 0; f <= Firsts; f++)
        {
            FirstStart[f] = byFirst.Count(e => e.First < f);
        }
    }

    /// <summary>First derivatives carried.</summary>
    public int Firsts { get; }

    public int Operators { get; }

    /// <summary>Streams in all.</summary>
    public int Streams { get; }

    /// <summary>Whether derivatives above the first are known along directions, some are sums of others, or operators are above second order.</summary>
    public bool HasChains { get; }

    /// <summary>Null without such.</summary>
    internal StreamChains<TNumber>? Chains { get; }

    /// <summary>Entries e of operator q: OperatorStart[q] ≤ e &lt; OperatorStart[q + 1], with <see cref="FirstOf"/> and
    /// <see cref="ByOperator"/>.</summary>
    public int* OperatorStart { get; }

    public int* FirstOf { get; }

    public TNumber* ByOperator { get; }

    /// <summary>Entries e of first derivative f, with <see cref="OperatorOf"/> and <see cref="ByFirst"/>.</summary>
    public int* FirstStart { get; }

    public int* OperatorOf { get; }

    public TNumber* ByFirst { get; }
}
