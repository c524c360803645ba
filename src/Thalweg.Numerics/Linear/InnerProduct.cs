namespace Thalweg.Numerics.Linear;

/// <summary>Operands of T[m][n] += Σ_k A[m][k] B[n][k]; the rows of A and B contiguous, sums in double.</summary>
/// <remarks>Strides count numbers, not bytes.</remarks>
public readonly unsafe struct InnerProduct<TNumber>
    where TNumber : unmanaged
{
    /// <summary>[<see cref="Rows"/>][<see cref="Depth"/>].</summary>
    public TNumber* A { get; init; }

    /// <summary>Distance from A[m] to A[m + 1].</summary>
    public nint ARow { get; init; }

    /// <summary>[<see cref="Columns"/>][<see cref="Depth"/>].</summary>
    public TNumber* B { get; init; }

    public nint BRow { get; init; }

    /// <summary>[<see cref="Rows"/>][<see cref="Columns"/>], added to.</summary>
    public double* Target { get; init; }

    public nint TargetRow { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }

    /// <summary>The length of the sums, a multiple of the numbers in 64 bytes.</summary>
    public int Depth { get; init; }
}
