namespace Thalweg.Networks.Jets;

/// <summary>Powers of a direction as sums of the same powers of others: (x − y)² = 2x² + 2y² − (x + y)².</summary>
internal static class PowerSum
{
    // Coefficients between directions of small whole entries are multiples of this.
    private const double Denominator = 48.0;

    /// <summary>(v·∂)ᵏ over the directions that carry order k, exactly; null where it is no such sum.</summary>
    public static IReadOnlyList<(int Of, double Coefficient)>? Of(
        double[] vector,
        int order,
        IReadOnlyList<StreamDirection> directions
    )
    {
        int[] carriers = [.. Enumerable.Range(0, directions.Count).Where(f => directions[f].Carries(order))];
        var wanted = StreamOperator.Along(vector, order);
        var columns = carriers.Select(f => StreamOperator.Along(directions[f].Vector, order)).ToArray();
        var coefficients = Solve(wanted, columns);
        if (coefficients is null)
        {
            return null;
        }
        List<(int Of, double Coefficient)> sum =
        [
            .. carriers
                .Select((f, i) => (f, Math.Round(coefficients[i] * Denominator) / Denominator))
                .Where(part => part.Item2 != 0.0),
        ];
        var terms = sum.SelectMany(part =>
            columns[Array.IndexOf(carriers, part.Of)]
                .Terms.Select(t => new DerivativeTerm(t.Axes, part.Coefficient * t.Coefficient))
        );
        return new StreamOperator(vector.Length, terms).Equals(wanted) ? sum : null;
    }

    // Elimination with the largest pivot of a row; the rest must vanish, to be judged by the caller.
    private static double[]? Solve(StreamOperator wanted, StreamOperator[] columns)
    {
        var names = columns
            .Append(wanted)
            .SelectMany(o => o.Terms.Select(t => t.ToString()))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var (rows, count) = (names.Count, columns.Length);
        var matrix = new double[rows, count + 1];
        for (var c = 0; c <= count; c++)
        {
            foreach (var term in (c < count ? columns[c] : wanted).Terms)
            {
                matrix[names.IndexOf(term.ToString()), c] = term.Coefficient;
            }
        }
        var pivots = new int[count];
        var next = 0;
        for (var c = 0; c < count; c++)
        {
            var row = next < rows ? Enumerable.Range(next, rows - next).MaxBy(r => Math.Abs(matrix[r, c])) : -1;
            if (row < 0 || Math.Abs(matrix[row, c]) < 1e-9)
            {
                return null;
            }
            for (var k = 0; k <= count; k++)
            {
                (matrix[row, k], matrix[next, k]) = (matrix[next, k], matrix[row, k]);
            }
            for (var r = 0; r < rows; r++)
            {
                var factor = r == next ? 0.0 : matrix[r, c] / matrix[next, c];
                for (var k = c; k <= count && factor != 0.0; k++)
                {
                    matrix[r, k] -= factor * matrix[next, k];
                }
            }
            pivots[c] = next++;
        }
        return [.. Enumerable.Range(0, count).Select(c => matrix[pivots[c], count] / matrix[pivots[c], c])];
    }
}
