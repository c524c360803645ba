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

    /// <param name="evaluator">Of a program whose first expressions are the entries, followed by F_ab for a ≥ b, row by row.</param>
    /// <param name="entries">Output of u and stream of every entry.</param>
    /// <param name="column">c.</param>
    public VariationRows(TileEvaluator<double> evaluator, (int Output, int Stream)[] entries, int column)
        : base(evaluator)
    {
        this.entries = entries;
        this.column = column;
    }

    /// <summary>Entries F_ab with a ≥ b.</summary>
    private int Lower => entries.Length * (entries.Length + 1) / 2;

    public override void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target)
    {
        var evaluated = Evaluator.Forward(parameters, tile, scratch);
        var points = Evaluator.Points.PointsIn(tile);
        var column = Column(scratch, points);
        var here = column + entries.Length * points;
        var derivatives = stackalloc double*[Lower];
        for (var i = 0; i < Lower; i++)
        {
            derivatives[i] = evaluated[entries.Length + i];
        }
        Factorize(tile, derivatives, column, points);
        for (var e = 0; e < entries.Length; e++)
        {
            new ReadOnlySpan<double>(evaluated[e], points).CopyTo(new Span<double>(here + (e * points), points));
        }
        var there = Evaluator.Forward(ahead, tile, scratch);
        var first = First(tile);
        for (var n = 0; n < PointsIn(tile); n++)
        {
            var sum = 0.0;
            for (var e = 0; e < entries.Length; e++)
            {
                var change = there[e][n] - here[(e * points) + n];
                sum = Math.FusedMultiplyAdd(Roots[first + n] * column[(e * points) + n], change, sum);
            }
            target[n] = sum;
        }
    }

    private protected override TileEvaluator<double>.KeptOutputs Prepare(
        double* parameters,
        int tile,
        TileScratch scratch
    )
    {
        var kept = Evaluator.ForwardKept(parameters, tile, scratch);
        var points = Evaluator.Points.PointsIn(tile);
        var derivatives = stackalloc double*[Lower];
        for (var i = 0; i < Lower; i++)
        {
            derivatives[i] = kept[entries.Length + i];
        }
        Factorize(tile, derivatives, Column(scratch, points), points);
        return kept;
    }

    private protected override TileEvaluator<double>.Seeded Seed(
        in TileEvaluator<double>.KeptOutputs kept,
        int tile,
        TileScratch scratch,
        double* factors
    )
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
        return kept.Seed(entries, seeds);
    }

    // Column c of the factor, [entry][point], and as many numbers behind it.
    private double* Column(TileScratch scratch, int points) =>
        scratch.Seeds.Memory<double>(2 * entries.Length * points);

    /// <summary>Column c of C, [entry][point]; 0 in the padding and where a point has no weight.</summary>
    /// <param name="derivatives">F_ab for a ≥ b at the points of the tile.</param>
    private void Factorize(int tile, double** derivatives, double* target, int points)
    {
        var size = entries.Length;
        new Span<double>(target, size * points).Clear();
        var factor = stackalloc double[Lower];
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
