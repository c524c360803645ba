namespace Thalweg.Numerics.Simd;

/// <summary>A lane type that arrays of numbers can be read into and written from.</summary>
public unsafe interface ILaneMemory<TSelf, TNumber>
    where TSelf : struct, ILaneMemory<TSelf, TNumber>
    where TNumber : unmanaged
{
    static abstract TSelf Load(TNumber* source);

    /// <summary>The one number at <paramref name="source"/> in every lane.</summary>
    static abstract TSelf Spread(TNumber* source);

    void Store(TNumber* target);
}
