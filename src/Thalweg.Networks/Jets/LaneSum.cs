using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Networks.Jets;

/// <summary>The sum of eight lanes by a fixed tree: halves first, the same on every instruction set.</summary>
public static class LaneSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}
