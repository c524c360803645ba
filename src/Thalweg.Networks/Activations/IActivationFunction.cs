using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>The mathematics of an activation σ, written once for every lane type (plain, single precision, dual).</summary>
internal interface IActivationFunction
{
    /// <summary>σ and its first three derivatives at z. Unused outputs cost nothing: they are inlined away, and the bits of
    /// those used do not depend on which are used.</summary>
    static abstract void Evaluate<TLane>(TLane z, out TLane value, out TLane first, out TLane second, out TLane third)
        where TLane : struct, ILane<TLane>;
}
