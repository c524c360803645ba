namespace Thalweg.Pde.Engine;

/// <summary>
/// One column c of the factor C of the second derivatives of an energy density in its jet entries, F_ab = Σ_c C_ac C_bc: the rows
/// √w Σ_a C_ac ∂(entry a)/∂θ at the points.
/// </summary>
/// <remarks>A pivot that is not positive drops its column: where the density is not convex the matrix keeps the convex part only.</remarks>
internal sealed unsafe class VariationRows : RowSource
{
    private readonly (int Output, int Stream)[] entries;
    private readonly int column;

    /// <param name="engine">Of a program whose first expressions are the entries, followed by F_ab for a ≥ b, row by row.</param>
    /// <param name="entries">Output of u and stream of every entry.</param>
    /// <param name="column">c.</param>
    public VariationRows(
        TileEngine<double> engine,
        TileEvaluator<double> evaluator,
        (int Output, int Stream)[] entries,
        int column
    )
        : base(engine, evaluator)
    {
        this.entries = entries;
        this.column = column;
    }

    public override void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target)
    {
        Evaluator.Forward(parameters, tile, scratch, keep: false);
        var points = Evaluator.Points.PointsIn(tile);
        var column = Column(scratch, points);
        var here = column + entries.Length * points;
        Factorize(tile, scratch, column, points);
        for (var e = 0; e < entries.Length; e++)
        {
            new ReadOnlySpan<double>(Evaluator.Output(e, tile, scratch), points).CopyTo(
                new Span<double>(here + (e * points), points)
            );
        }
        Evaluator.Forward(ahead, tile, scratch, keep: false);
        var first = First(tile);
        for (var n = 0; n < PointsIn(tile); n++)
        {
            var sum = 0.0;
            for (var e = 0; e < entries.Length; e++)
            {
                var change = Evaluator.Output(e, tile, scratch)[n] - here[(e * points) + n];
                sum = Math.FusedMultiplyAdd(Roots[first + n] * column[(e * points) + n], change, sum);
            }
            target[n] = sum;
        }
    }

    private protected override void Prepare(double* parameters, int tile, TileScratch scratch)
    {
        Evaluator.Forward(parameters, tile, scratch, keep: true);
        var points = Evaluator.Points.PointsIn(tile);
        Factorize(tile, scratch, Column(scratch, points), points);
    }

    private protected override void Seed(int tile, TileScratch scratch, double* factors)
    {
        var points = Evaluator.Points.PointsIn(tile);
        var column = Column(scratch, points);
        var seeds = column + entries.Length * points;
        for (var e = 0; e < entries.Length; e++, column += points)
        {
            for (var n = 0; n < points; n++)
            {
                seeds[(e * points) + n] = factors[n] * column[n];
            }
        }
        Evaluator.SeedEntries(tile, scratch, entries, seeds);
    }

    // Column c of the factor, [entry][point], and as many numbers behind it.
    private double* Column(TileScratch scratch, int points) =>
        scratch.Seeds.Memory<double>(2 * entries.Length * points);

    /// <summary>Column c of C, [entry][point]; 0 in the padding and where a point has no weight.</summary>
    private void Factorize(int tile, TileScratch scratch, double* target, int points)
    {
        var size = entries.Length;
        new Span<double>(target, size * points).Clear();
        var lower = size * (size + 1) / 2;
        var derivatives = stackalloc double*[lower];
        for (var i = 0; i < lower; i++)
        {
            derivatives[i] = Evaluator.Output(size + i, tile, scratch);
        }
        var factor = stackalloc double[lower];
        var first = First(tile);
        for (var n = 0; n < PointsIn(tile); n++)
        {
            // A point of weight 0 takes no part even where its derivatives are infinite.
            if (Roots[first + n] == 0.0)
            {
                continue;
            }
            for (var c = 0; c <= column; c++)
            {
                var pivot = 0.0;
                for (var a = c; a < size; a++)
                {
                    var at = a * (a + 1) / 2;
                    var sum = derivatives[at + c][n];
                    for (var k = 0; k < c; k++)
                    {
                        sum -= factor[at + k] * factor[(c * (c + 1) / 2) + k];
                    }
                    if (a == c)
                    {
                        pivot = sum <= 0.0 ? 0.0 : Math.Sqrt(sum);
                    }
                    factor[at + c] =
                        pivot == 0.0 ? 0.0
                        : a == c ? pivot
                        : sum / pivot;
                }
            }
            for (var a = column; a < size; a++)
            {
                target[(a * points) + n] = factor[(a * (a + 1) / 2) + column];
            }
        }
    }
}
