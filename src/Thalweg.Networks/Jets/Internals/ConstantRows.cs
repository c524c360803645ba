namespace Thalweg.Networks.Jets;

/// <summary>Streams of what is the same at every point: the value, and derivatives that vanish.</summary>
internal static unsafe class ConstantRows
{
    public static void Fill<TNumber>(TNumber* values, TNumber* target, int width, int points, int columns, int stride)
        where TNumber : unmanaged
    {
        for (var o = 0; o < width; o++, target += stride)
        {
            new Span<TNumber>(target, points).Fill(values[o]);
            new Span<TNumber>(target + points, columns - points).Clear();
        }
    }
}
