using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>Runs a <see cref="JetProgram"/> over the tiles of one point set.</summary>
/// <remarks>Parameters and results are doubles whatever the engine computes with. What can be asked for follows from what was done: θ
/// gives a <see cref="Pass"/>, a pass evaluates tiles, and an evaluated tile has results, until its scratch memory serves the next.</remarks>
internal abstract unsafe class TileEvaluator
{
    public abstract JetProgram Program { get; }

    /// <summary>Points without padding.</summary>
    public abstract int PointCount { get; }

    public abstract int Tiles { get; }

    /// <summary>Puts as many other points in the place of those there are; nothing is allocated after the first time.</summary>
    public abstract void Move(PointSet points);

    /// <summary>Puts numbers in the place of the multipliers, one row for each of them.</summary>
    /// <param name="values">[multipliers, PointCount].</param>
    public abstract void Put(ReadOnlySpan<double> values);

    /// <summary>θ for the tiles that this thread evaluates next.</summary>
    /// <param name="parameters">[P]; stays in place until the last of them.</param>
    public Pass At(double* parameters, TileScratch scratch) => new(this, Rounded(parameters, scratch), scratch);

    /// <summary>θ in the numbers of the engine.</summary>
    private protected abstract void* Rounded(double* parameters, TileScratch scratch);

    private protected abstract void Forward(void* parameters, int tile, TileScratch scratch, bool keep);

    private protected abstract double Sum(int i, int tile, TileScratch scratch);

    private protected abstract double SumOfMagnitudes(int i, int tile, TileScratch scratch);

    private protected abstract void Read(int i, int tile, TileScratch scratch, Span<double> target);

    private protected abstract void Reverse(void* parameters, double* gradient, int tile, TileScratch scratch);

    /// <summary>One θ.</summary>
    public readonly struct Pass(TileEvaluator evaluator, void* parameters, TileScratch scratch)
    {
        /// <summary>Evaluates the tape at a tile.</summary>
        public Values Forward(int tile)
        {
            evaluator.Forward(parameters, tile, scratch, keep: false);
            return new Values(evaluator, tile, scratch);
        }

        /// <summary>The same with everything kept that a gradient needs.</summary>
        public Kept ForwardKept(int tile)
        {
            evaluator.Forward(parameters, tile, scratch, keep: true);
            return new Kept(evaluator, parameters, tile, scratch);
        }
    }

    /// <summary>A tile whose tape has been evaluated.</summary>
    public readonly struct Values(TileEvaluator evaluator, int tile, TileScratch scratch)
    {
        /// <summary>Σ w F over the tile for tape output i, in a fixed order.</summary>
        public double Sum(int i) => evaluator.Sum(i, tile, scratch);

        /// <summary>Σ |w F| over the tile for tape output i.</summary>
        public double SumOfMagnitudes(int i) => evaluator.SumOfMagnitudes(i, tile, scratch);

        /// <summary>Writes the values of tape output i at the tile's points, padding left out, into their places among those of all
        /// points.</summary>
        /// <param name="target">[PointCount].</param>
        public void Read(int i, Span<double> target) => evaluator.Read(i, tile, scratch, target);
    }

    /// <summary>A tile whose streams have been kept.</summary>
    public readonly struct Kept(TileEvaluator evaluator, void* parameters, int tile, TileScratch scratch)
    {
        /// <inheritdoc cref="Values.Sum"/>
        public double Sum(int i) => evaluator.Sum(i, tile, scratch);

        /// <summary>Adds the parameter gradient of Σ w F₀ over the tile.</summary>
        public void Reverse(double* gradient) => evaluator.Reverse(parameters, gradient, tile, scratch);
    }
}
