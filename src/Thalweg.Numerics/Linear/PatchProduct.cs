namespace Thalweg.Numerics.Linear;

/// <summary>Operands of T[m][n] += Σ_s Σ_t Σ_k A[m · ARow + s · ASegment + t · AStep + k] B[Offsets[n] + s · BSegment + t · BStep + k].</summary>
/// <remarks>Strides and offsets count numbers, not bytes.</remarks>
public readonly unsafe struct PatchProduct<TNumber>
    where TNumber : unmanaged
{
    public TNumber* A { get; init; }

    public nint ARow { get; init; }

    public nint ASegment { get; init; }

    public nint AStep { get; init; }

    public TNumber* B { get; init; }

    /// <summary>[<see cref="Columns"/>], where the patches begin.</summary>
    public int* Offsets { get; init; }

    public nint BSegment { get; init; }

    public nint BStep { get; init; }

    /// <summary>[<see cref="Rows"/>][<see cref="Columns"/>], added to.</summary>
    public TNumber* Target { get; init; }

    public nint TargetRow { get; init; }

    public int Rows { get; init; }

    /// <summary>A multiple of four; an offset that is repeated at the end fills up.</summary>
    public int Columns { get; init; }

    public int Segments { get; init; }

    public int Steps { get; init; }

    /// <summary>A multiple of the numbers in 64 bytes.</summary>
    public int Depth { get; init; }
}
