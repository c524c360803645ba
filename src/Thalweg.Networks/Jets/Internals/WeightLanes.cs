using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Jets;

/// <summary>What lies in the lanes while weight gradients are summed: points, or weights of the wider side of a layer.</summary>
/// <remarks>With weights, the wider operand is transposed and its rows are filled up to whole vectors. The choice changes the order of the sums, so
/// it is part of the results: it follows from counts alone and is the same in both precisions and for every vector set.</remarks>
internal static class WeightLanes
{
    // Numbers of 64 bytes in single precision.
    private const int PaddedTo = 16;

    // What transposing a number costs, in multiply-adds.
    private const int TransposedNumber = 8;

    private const double MostOperations = 1.2;

    /// <summary>Whether padding and transposing take more than a fifth of the useful multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HoldPoints(int outputs, int inputs)
    {
        var wide = Math.Max(outputs, inputs);
        var narrow = Math.Min(outputs, inputs);
        var padded = (wide + PaddedTo - 1) / PaddedTo * PaddedTo;
        return (double)padded * (narrow + TransposedNumber) > MostOperations * wide * narrow;
    }
}
