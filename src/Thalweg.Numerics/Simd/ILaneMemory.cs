namespace Thalweg.Numerics.Simd;

/// <summary>A lane type that double-precision arrays can be read into and written from.</summary>
public unsafe interface ILaneMemory<TSelf>
    where TSelf : struct, ILaneMemory<TSelf>
{
    static abstract TSelf Load(double* source);

    void Store(double* target);
}
