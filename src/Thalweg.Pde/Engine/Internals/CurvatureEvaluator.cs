using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>Runs a <see cref="CurvatureProgram"/> over the tiles of one point set: tangents of the gradient of Σ w F along directions, or a part of
/// them.</summary>
/// <remarks>Parameters, directions and products are doubles whatever the engine computes with.</remarks>
internal abstract unsafe class CurvatureEvaluator
{
    public abstract int Tiles { get; }

    /// <summary>Puts as many other points in the place of those there are.</summary>
    public abstract void Move(PointSet points);

    /// <inheritdoc cref="TileEvaluator.Put"/>
    public abstract void Put(ReadOnlySpan<double> values);

    /// <summary>θ and directions for the tiles that this thread evaluates next.</summary>
    /// <param name="parameters">[P]; stays in place until the last of them, as the directions do.</param>
    /// <param name="directions">[count][P].</param>
    public Pass At(double* parameters, double* directions, int count, TileScratch scratch) =>
        new(this, Rounded(parameters, 1, scratch.Parameters), Rounded(directions, count, scratch.Directions), scratch);

    private protected abstract void* Rounded(double* numbers, int count, Networks.Jets.JetScratch scratch);

    private protected abstract void Prepare(void* parameters, int tile, TileScratch scratch);

    private protected abstract void AddProduct(
        void* parameters,
        void* directions,
        int k,
        double* product,
        int tile,
        TileScratch scratch
    );

    /// <summary>One θ with a block of directions.</summary>
    public readonly struct Pass(CurvatureEvaluator evaluator, void* parameters, void* directions, TileScratch scratch)
    {
        /// <summary>What the directions share at a tile.</summary>
        public Prepared Prepare(int tile)
        {
            evaluator.Prepare(parameters, tile, scratch);
            return new Prepared(evaluator, parameters, directions, tile, scratch);
        }
    }

    /// <summary>A tile on which directions can follow, until its scratch memory serves the next.</summary>
    public readonly struct Prepared(
        CurvatureEvaluator evaluator,
        void* parameters,
        void* directions,
        int tile,
        TileScratch scratch
    )
    {
        /// <summary>Adds the tile's share of the product with direction k.</summary>
        /// <param name="product">[P].</param>
        public void Add(int k, double* product) =>
            evaluator.AddProduct(parameters, directions, k, product, tile, scratch);
    }
}
