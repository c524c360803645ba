using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Jets;

/// <summary>Derivatives along directions to third order, and what operators take of the powers of each, as the kernels read them.</summary>
internal sealed unsafe class StreamChains<TNumber>
    where TNumber : unmanaged
{
    private readonly int[] integers;
    private readonly TNumber[] numbers;

    public StreamChains(StreamSet streams, Func<double, TNumber> round)
    {
        Directions = streams.Directions.Count;
        FirstOperator = streams.FirstOperator;
        Streams = streams.Count;
        Deepest = streams.Directions.Max(v => v.Depth);
        var parts = streams.Parts.OrderBy(p => p.Direction).ThenBy(p => p.Order).ThenBy(p => p.Operator).ToList();
        var sums = streams.Compositions.OrderBy(c => c.Direction).ThenBy(c => c.Order).ThenBy(c => c.Of).ToList();
        integers = GC.AllocateArray<int>(10 * Directions + 2 + parts.Count + sums.Count, pinned: true);
        numbers = GC.AllocateArray<TNumber>(parts.Count + sums.Count + 1, pinned: true);
        Depth = (int*)Unsafe.AsPointer(ref integers[0]);
        Stream = Depth + Directions;
        PartStart = Stream + 3 * Directions;
        SumStart = PartStart + 3 * Directions + 1;
        PartStream = SumStart + 3 * Directions + 1;
        SumStream = PartStream + parts.Count;
        Part = (TNumber*)Unsafe.AsPointer(ref numbers[0]);
        Sum = Part + parts.Count;
        for (var f = 0; f < Directions; f++)
        {
            Depth[f] = streams.Directions[f].Depth;
            for (var k = 1; k <= 3; k++)
            {
                Stream[3 * f + k - 1] = streams.Directions[f].Carries(k) ? streams.StreamOf(f, k) : 0;
                SumStart[3 * f + k - 1] = sums.Count(c => c.Direction < f || c.Direction == f && c.Order < k);
                PartStart[3 * f + k - 1] = parts.Count(p => p.Direction < f || p.Direction == f && p.Order < k + 1);
            }
        }
        PartStart[3 * Directions] = parts.Count;
        SumStart[3 * Directions] = sums.Count;
        for (var e = 0; e < sums.Count; e++)
        {
            SumStream[e] = streams.StreamOf(sums[e].Of, sums[e].Order);
            Sum[e] = round(sums[e].Coefficient);
        }
        for (var e = 0; e < parts.Count; e++)
        {
            PartStream[e] = FirstOperator + parts[e].Operator;
            Part[e] = round(parts[e].Coefficient);
        }
    }

    public int Directions { get; }

    public int FirstOperator { get; }

    public int Streams { get; }

    /// <summary>The highest order that is known along a direction.</summary>
    public int Deepest { get; }

    /// <summary>[direction]: the highest order that is known.</summary>
    public int* Depth { get; }

    /// <summary>[direction][order 1, 2, 3]: the stream, or 0 where the order does not travel.</summary>
    public int* Stream { get; }

    /// <summary>[direction][order 1, 2, 3]: where what the derivative is composed of begins in <see cref="SumStream"/> and <see cref="Sum"/>; and their
    /// end.</summary>
    public int* SumStart { get; }

    public int* SumStream { get; }

    public TNumber* Sum { get; }

    /// <summary>[direction][order 2, 3, 4]: where the parts of that order begin in <see cref="PartStream"/> and <see cref="Part"/>; and their end.</summary>
    public int* PartStart { get; }

    /// <summary>The stream of a part's operator.</summary>
    public int* PartStream { get; }

    /// <summary>The coefficient of a part.</summary>
    public TNumber* Part { get; }
}
