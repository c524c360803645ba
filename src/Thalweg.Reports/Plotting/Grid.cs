namespace Thalweg.Reports.Plotting;

/// <summary>Values on a rectangular grid, index order x then y: value (i, j) is <c>Values[i * Y.Count + j]</c>.</summary>
/// <param name="Logarithm">True where <c>Values</c> holds decimal logarithms of what is shown.</param>
public sealed record Grid(
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<double> Values,
    bool Logarithm
)
{
    /// <summary>Where values stand on a <see cref="SymmetricScale"/>, up to where that is linear; 0 where they do not.</summary>
    public double Linear { get; init; }

    public double this[int i, int j] => Values[i * Y.Count + j];

    public IEnumerable<double> Finite => Values.Where(double.IsFinite);

    /// <summary>
    /// The same field with at most <paramref name="most"/> points per axis, picked (not averaged) so that both ends stay and,
    /// where the count allows an even stride, the centre stays too.
    /// </summary>
    public Grid Thinned(int most)
    {
        var (rows, columns) = (Pick(X.Count, most), Pick(Y.Count, most));
        if (rows.Length == X.Count && columns.Length == Y.Count)
        {
            return this;
        }
        var values = new double[rows.Length * columns.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                values[i * columns.Length + j] = this[rows[i], columns[j]];
            }
        }
        return new Grid([.. rows.Select(i => X[i])], [.. columns.Select(j => Y[j])], values, Logarithm)
        {
            Linear = Linear,
        };
    }

    /// <summary>Bilinear interpolation at fractional indices; NaN where a corner that counts is not finite.</summary>
    public double Sample(double row, double column)
    {
        var i = Math.Clamp((int)Math.Floor(row), 0, Math.Max(0, X.Count - 2));
        var j = Math.Clamp((int)Math.Floor(column), 0, Math.Max(0, Y.Count - 2));
        var (a, b) = (row - i, column - j);
        var (i1, j1) = (Math.Min(i + 1, X.Count - 1), Math.Min(j + 1, Y.Count - 1));
        return Part(1 - b, Part(1 - a, this[i, j]) + Part(a, this[i1, j]))
            + Part(b, Part(1 - a, this[i, j1]) + Part(a, this[i1, j1]));
    }

    // A zero weight must not turn a neighbouring NaN or infinity into NaN.
    private static double Part(double weight, double value) => weight == 0 ? 0 : weight * value;

    private static int[] Pick(int count, int most)
    {
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }
        for (var stride = (count - 2) / (most - 1) + 1; stride <= 4 * count / most; stride++)
        {
            if ((count - 1) % stride == 0 && ((count - 1) / stride % 2 == 0 || count % 2 == 0))
            {
                return [.. Enumerable.Range(0, (count - 1) / stride + 1).Select(k => k * stride)];
            }
        }
        return [.. Enumerable.Range(0, most).Select(k => (int)((long)k * (count - 1) / (most - 1)))];
    }
}
