namespace Thalweg.Numerics.Linear;

/// <summary>Numbers the square tiles on and below the diagonal, row by row.</summary>
internal static class LowerTiles
{
    /// <summary>Edge of a tile: a whole number of panels of either lane width, and two operands of it fit the second-level cache.</summary>
    public const int Edge = 96;

    /// <summary>Tiles that cover <paramref name="length"/> rows.</summary>
    public static int Along(int length) => (length + Edge - 1) / Edge;

    /// <summary>Tiles on and below the diagonal of a square of <paramref name="length"/> rows.</summary>
    public static int Count(int length) => Along(length) * (Along(length) + 1) / 2;

    public static (int Row, int Column) Place(int item)
    {
        var row = (int)((Math.Sqrt(8.0 * item + 1) - 1) / 2);
        while ((row + 1) * (row + 2) / 2 <= item)
        {
            row++;
        }
        while (row * (row + 1) / 2 > item)
        {
            row--;
        }
        return (row, item - row * (row + 1) / 2);
    }
}
