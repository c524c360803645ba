namespace Thalweg.Pde.Geometry;

/// <summary>A piece chosen in proportion to its measure, by a number of [0, 1).</summary>
internal static class Choice
{
    /// <returns>The number of the piece, and where in it the number lies, in [0, 1).</returns>
    public static (int Index, double Within) Of(ReadOnlySpan<double> measures, double total, double unit)
    {
        var rest = unit * total;
        var index = 0;
        for (; index < measures.Length - 1 && rest >= measures[index]; index++)
        {
            rest -= measures[index];
        }
        return (index, Math.Min(rest / measures[index], 1 - 1.0 / (1L << 53)));
    }
}
