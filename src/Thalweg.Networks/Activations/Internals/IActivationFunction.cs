using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>What a reverse sweep reads to have the derivatives of σ again without a second exponential.</summary>
[Flags]
internal enum Recollection
{
    None = 0,

    /// <summary>z.</summary>
    Input = 1,

    /// <summary>σ(z).</summary>
    Value = 2,

    /// <summary>The first number that the function keeps.</summary>
    First = 4,

    /// <summary>The second number that the function keeps.</summary>
    Second = 8,
}

/// <summary>The mathematics of an activation σ, written once for every lane type (plain, single precision, dual).</summary>
internal interface IActivationFunction
{
    /// <summary>What a unit may do to its input so that the next layer can undo it.</summary>
    static abstract ActivationSymmetry Symmetry { get; }

    /// <summary>What <see cref="Recall"/> reads; the rest of its arguments is not loaded.</summary>
    static abstract Recollection Reads { get; }

    /// <summary>σ and its first three derivatives at z, and up to two numbers to keep for <see cref="Recall"/>. Unused outputs
    /// cost nothing: they are inlined away, and the bits of those used do not depend on which are used.</summary>
    static abstract void Evaluate<TLane>(
        TLane z,
        out TLane value,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane kept0,
        out TLane kept1
    )
        where TLane : struct, ILane<TLane>;

    /// <summary>The three derivatives from what <see cref="Reads"/> names, with the bits of <see cref="Evaluate"/>.</summary>
    static abstract void Recall<TLane>(
        TLane z,
        TLane value,
        TLane kept0,
        TLane kept1,
        out TLane first,
        out TLane second,
        out TLane third
    )
        where TLane : struct, ILane<TLane>;

    /// <summary>The fourth derivative from the same.</summary>
    static abstract TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>;

    /// <summary>The fifth derivative from the same.</summary>
    static abstract TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>;

    /// <summary>The sixth derivative from the same.</summary>
    static abstract TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>;
}
