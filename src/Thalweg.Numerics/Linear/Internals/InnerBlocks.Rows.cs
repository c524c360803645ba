using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Linear;

/// <summary>What happens to a row of sums.</summary>
internal static unsafe partial class InnerBlocks<TVector, TNumber, TOperations>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TColumns>(TVector* at, TVector s0, TVector s1, TVector s2, TVector s3)
        where TColumns : struct, ICount
    {
        at[0] = s0;
        if (TColumns.Value > 1)
        {
            at[1] = s1;
        }
        if (TColumns.Value > 2)
        {
            at[2] = s2;
        }
        if (TColumns.Value > 3)
        {
            at[3] = s3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TColumns>(TVector* at, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        where TColumns : struct, ICount
    {
        s0 = TOperations.Add(at[0], s0);
        s1 = TColumns.Value > 1 ? TOperations.Add(at[1], s1) : s1;
        s2 = TColumns.Value > 2 ? TOperations.Add(at[2], s2) : s2;
        s3 = TColumns.Value > 3 ? TOperations.Add(at[3], s3) : s3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TColumns>(double* target, Vector256<double> sums)
        where TColumns : struct, ICount
    {
        if (TColumns.Value == 4)
        {
            (Vector256.Load(target) + sums).Store(target);
            return;
        }
        if (TColumns.Value > 1)
        {
            (Vector128.Load(target) + sums.GetLower()).Store(target);
        }
        else
        {
            *target += sums.ToScalar();
        }
        if (TColumns.Value == 3)
        {
            target[2] += sums.GetElement(2);
        }
    }
}
