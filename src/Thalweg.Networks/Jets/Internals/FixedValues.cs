using System.Numerics;

namespace Thalweg.Networks.Jets;

/// <summary>The numbers of a fixed map where kernels read them.</summary>
internal sealed unsafe class FixedValues<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly JetScratch memory = new();

    public FixedValues(FixedMap map)
    {
        Matrix = memory.Memory<TNumber>(map.Matrix.Length + map.Shift.Length);
        Shift = Matrix + map.Matrix.Length;
        for (var i = 0; i < map.Matrix.Length; i++)
        {
            Matrix[i] = TNumber.CreateTruncating(map.Matrix[i]);
        }
        for (var i = 0; i < map.Shift.Length; i++)
        {
            Shift[i] = TNumber.CreateTruncating(map.Shift[i]);
        }
    }

    public TNumber* Matrix { get; }

    public TNumber* Shift { get; }
}
