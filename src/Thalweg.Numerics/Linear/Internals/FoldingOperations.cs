using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Linear;

/// <summary>What a block of sums in lanes needs beside <see cref="IVectorOperations{TVector, TNumber}"/>.</summary>
internal unsafe interface IFoldingOperations<TVector, TNumber> : IVectorOperations<TVector, TNumber>
    where TVector : struct
    where TNumber : unmanaged
{
    /// <summary>Vectors in 64 bytes: 1 or 2.</summary>
    static abstract int Halves { get; }

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The sums of the lanes of s[row][column], halves first, in double.</summary>
    static abstract void Fold(
        TVector s00,
        TVector s01,
        TVector s02,
        TVector s03,
        TVector s10,
        TVector s11,
        TVector s12,
        TVector s13,
        TVector s20,
        TVector s21,
        TVector s22,
        TVector s23,
        TVector s30,
        TVector s31,
        TVector s32,
        TVector s33,
        out Vector256<double> row0,
        out Vector256<double> row1,
        out Vector256<double> row2,
        out Vector256<double> row3
    );
}
