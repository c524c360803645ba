namespace Thalweg.Numerics.Simd;

/// <summary>The numbers that an engine computes with.</summary>
public enum Precision
{
    /// <summary>IEEE binary64.</summary>
    Double,

    /// <summary>IEEE binary32; sums over tiles are kept in double.</summary>
    Single,
}

/// <summary>The registers that kernels are written for. Results have the same bits for every width; only the time differs.</summary>
public enum LaneWidth
{
    /// <summary>512 bits where the machine has them, 256 otherwise.</summary>
    Widest,

    /// <summary>One number at a time: the slow twin that the others are tested against.</summary>
    Scalar,

    /// <summary>256-bit vectors.</summary>
    Bits256,

    /// <summary>512-bit vectors; two halves in software, and slow, where the machine has none.</summary>
    Bits512,
}

/// <summary>What an engine computes with.</summary>
/// <param name="Precision">Part of every result.</param>
/// <param name="Width">Not part of any result.</param>
public readonly record struct Arithmetic(Precision Precision = Precision.Double, LaneWidth Width = LaneWidth.Widest);
