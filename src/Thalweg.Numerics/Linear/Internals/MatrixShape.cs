namespace Thalweg.Numerics.Linear;

/// <summary>Says what is wrong with the length of a matrix.</summary>
internal static class MatrixShape
{
    public static void Require(int length, int rows, int columns, string argument)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{argument} holds {length} numbers, but {rows} rows of {columns} are {(long)rows * columns}: pass the matrix row by row, without padding",
                argument
            );
        }
    }
}
