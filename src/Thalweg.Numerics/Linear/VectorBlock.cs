namespace Thalweg.Numerics.Linear;

/// <summary>Lengths of blocks of vectors, [K, n] row by row.</summary>
public static class VectorBlock
{
    /// <summary>K, the vectors of length <paramref name="width"/> in a block.</summary>
    /// <exception cref="ArgumentException">The block is no whole number of vectors.</exception>
    public static int Count(int length, int width, string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var count = width == 0 ? 0 : length / width;
        if (count * width != length)
        {
            throw new ArgumentException(
                $"{argument} holds {length} numbers, expected whole vectors of {width}: give a block [K, {width}]",
                argument
            );
        }
        return count;
    }

    /// <exception cref="ArgumentException">The block is not [count, width].</exception>
    public static void Require(int length, int count, int width, string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (length != (long)count * width)
        {
            throw new ArgumentException(
                $"{argument} holds {length} numbers, expected {(long)count * width}: give a block [{count}, {width}]",
                argument
            );
        }
    }
}
