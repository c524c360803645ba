namespace Thalweg.Pde.Engine;

/// <summary>A parameter gradient for every point of a point set, tile by tile: rows, and products with them that never form one.</summary>
internal abstract unsafe class RowSource
{
    private protected RowSource(TileEvaluator<double> evaluator)
    {
        Evaluator = evaluator;
        Roots = new double[evaluator.Points.Stride];
        for (var n = 0; n < Roots.Length; n++)
        {
            Roots[n] = Math.Sqrt(evaluator.Points.Weights[n]);
        }
    }

    public int PointCount => Evaluator.PointCount;

    public int Tiles => Evaluator.Tiles;

    private protected TileEvaluator<double> Evaluator { get; }

    /// <summary>√w at the points, padding included.</summary>
    private protected double[] Roots { get; }

    /// <summary>The first point of a tile.</summary>
    public int First(int tile) => Evaluator.Points.First(tile);

    /// <summary>Points of a tile without the padding.</summary>
    public int PointsIn(int tile) => Evaluator.Points.RealPointsIn(tile);

    /// <param name="from">First point of the tile.</param>
    /// <param name="count">Points from there.</param>
    /// <param name="target">[count][P], written.</param>
    public void Rows(double* parameters, int tile, TileScratch scratch, int from, int count, double* target)
    {
        var kept = Prepare(parameters, tile, scratch);
        Seed(kept, tile, scratch, Factors(tile, scratch)).ReverseRows(from, count, target);
    }

    /// <summary>The rows of the tile times vectors. Cost: a gradient less its weight products, and a forward pass of the linear
    /// layers per vector.</summary>
    /// <param name="vectors">[count][P].</param>
    /// <param name="target">[count][<paramref name="stride"/>], of which the points of the tile are written.</param>
    public void Products(
        double* parameters,
        int tile,
        TileScratch scratch,
        double* vectors,
        int count,
        double* target,
        int stride
    )
    {
        var kept = Prepare(parameters, tile, scratch);
        var seeded = Seed(kept, tile, scratch, Factors(tile, scratch));
        var points = PaddedIn(tile);
        var products = scratch.Products.Memory<double>(count * points);
        seeded.ReverseProducts(vectors, count, products);
        for (var k = 0; k < count; k++, products += points, target += stride)
        {
            new ReadOnlySpan<double>(products, PointsIn(tile)).CopyTo(new Span<double>(target, PointsIn(tile)));
        }
    }

    /// <summary>Adds the rows of the tile times the numbers at its points, summed. Cost: a gradient, of which the forward sweep is
    /// shared by all vectors.</summary>
    /// <param name="vectors">[count][<paramref name="stride"/>], read at the points of the tile.</param>
    /// <param name="target">[count][P].</param>
    public void AddTransposed(
        double* parameters,
        int tile,
        TileScratch scratch,
        double* vectors,
        int stride,
        int count,
        double* target
    )
    {
        var kept = Prepare(parameters, tile, scratch);
        var points = PointsIn(tile);
        for (var k = 0; k < count; k++, vectors += stride, target += Evaluator.Program.Network.ParameterCount)
        {
            var factors = Factors(tile, scratch);
            for (var n = 0; n < points; n++)
            {
                factors[n] *= vectors[n];
            }
            Seed(kept, tile, scratch, factors).Reverse(target);
        }
    }

    /// <summary>How much what the rows are derivatives of changes between two parameter vectors, the weights held as they are at the
    /// first.</summary>
    /// <param name="target">[points of the tile], written.</param>
    public abstract void Chords(double* parameters, double* ahead, int tile, TileScratch scratch, double* target);

    /// <summary>The forward sweep with streams kept, and whatever else all seeds of the tile share.</summary>
    private protected abstract TileEvaluator<double>.KeptOutputs Prepare(
        double* parameters,
        int tile,
        TileScratch scratch
    );

    /// <summary>Writes the adjoints of the network's outputs for what the rows are derivatives of without √w, times factors; what
    /// <see cref="Prepare"/> left stays.</summary>
    /// <param name="factors">At the points of the tile, padding included.</param>
    private protected abstract TileEvaluator<double>.Seeded Seed(
        in TileEvaluator<double>.KeptOutputs kept,
        int tile,
        TileScratch scratch,
        double* factors
    );

    private int PaddedIn(int tile) => Evaluator.Points.PointsIn(tile);

    /// <summary>√w at the points of a tile, 0 at its padding.</summary>
    private double* Factors(int tile, TileScratch scratch)
    {
        var count = PaddedIn(tile);
        var factors = scratch.Factors.Memory<double>(count);
        Roots.AsSpan(First(tile), count).CopyTo(new Span<double>(factors, count));
        return factors;
    }
}
