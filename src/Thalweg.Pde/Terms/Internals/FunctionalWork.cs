using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Σ r_j² or a quotient of functionals for a block of parameter vectors, and the multipliers with which its gradient is that of a sum over points.</summary>
/// <remarks>First the values at the points tile by tile, then every functional by itself, each a sum whose order depends on its length alone: so bits
/// depend on neither the threads nor the block.</remarks>
internal sealed unsafe class FunctionalWork(Functional functional, int parameterCount, ScratchPool scratch) : IWork
{
    // Numbers of the values of a block of vectors: 8 MiB.
    private const int Budget = 1 << 20;

    // Columns of a task of the multipliers.
    private const int Columns = 512;

    private readonly double[] losses = new double[ValueWork.BlockSize];
    private readonly double[] magnitudes = new double[ValueWork.BlockSize];
    private readonly double[] multipliers = new double[functional.Width];
    private double[] fields = [];
    private double[] residuals = [];
    private double[] sums = [];
    private double[] slopes = [];
    private double* parameters;
    private CancellationToken cancellation;
    private Phase phase;

    private enum Phase
    {
        Fields,
        Residuals,
        Magnitudes,
        Multipliers,
    }

    /// <summary>The term of vector k of the last run.</summary>
    public double Term(int k) => losses[k];

    /// <summary>What rounding moves the term by, in units of the rounding of one number.</summary>
    public double Magnitude(int k) => magnitudes[k];

    /// <summary>Σ_j ∂L/∂r_j t_jcn of the last vector, [C N].</summary>
    public ReadOnlySpan<double> Multipliers => multipliers;

    /// <summary>r_j of the first vector of the last block.</summary>
    public ReadOnlySpan<double> Residuals => residuals.AsSpan(0, functional.Tests);

    /// <param name="vectors">[count, P], at most <see cref="ValueWork.BlockSize"/>.</param>
    public void Run(double* vectors, int count, WorkerTeam team, bool withMagnitudes = false)
    {
        var most = Math.Clamp(Budget / functional.Width, 1, ValueWork.BlockSize);
        for (var first = 0; first < count; first += most)
        {
            RunBlock(
                vectors + (nint)first * parameterCount,
                first,
                Math.Min(most, count - first),
                team,
                withMagnitudes
            );
        }
    }

    /// <summary>Runs one vector and forms the multipliers.</summary>
    public void Prepare(double* vector, WorkerTeam team)
    {
        RunBlock(vector, 0, 1, team, withMagnitudes: false);
        Grow(ref slopes, functional.Tests);
        functional.Slopes(Residuals, slopes);
        phase = Phase.Multipliers;
        team.Run((functional.Width + Columns - 1) / Columns, this);
    }

    private void RunBlock(double* vectors, int first, int count, WorkerTeam team, bool withMagnitudes)
    {
        Grow(ref fields, count * functional.Width);
        Grow(ref residuals, count * functional.Tests);
        parameters = vectors;
        cancellation = team.Cancellation;
        phase = Phase.Fields;
        team.Run(count * functional.Fields.Tiles, this);
        for (var k = 0; k < count; k++)
        {
            functional.Mask(FieldsOf(k));
        }
        phase = Phase.Residuals;
        team.Run(count * functional.Tests, this);
        for (var k = 0; k < count; k++)
        {
            var own = residuals.AsSpan(k * functional.Tests, functional.Tests);
            losses[first + k] = functional.Quotient?.Of(own) ?? SumOfSquares(own);
        }
        if (!withMagnitudes)
        {
            return;
        }
        Grow(ref sums, count * functional.Tests);
        if (functional.Quotient is not null)
        {
            Grow(ref slopes, count * functional.Tests);
            for (var k = 0; k < count; k++)
            {
                var own = k * functional.Tests;
                functional.Slopes(residuals.AsSpan(own, functional.Tests), slopes.AsSpan(own, functional.Tests));
            }
        }
        phase = Phase.Magnitudes;
        team.Run(count * functional.Tests, this);
        for (var k = 0; k < count; k++)
        {
            magnitudes[first + k] = PairwiseSum.Of(sums.AsSpan(k * functional.Tests, functional.Tests));
        }
    }

    void IWork.Run(int item, int worker)
    {
        cancellation.ThrowIfCancellationRequested();
        var (k, j) = (item / functional.Tests, item % functional.Tests);
        switch (phase)
        {
            case Phase.Fields:
                Evaluate(item / functional.Fields.Tiles, item % functional.Fields.Tiles, worker);
                break;
            case Phase.Residuals:
                residuals[item] = functional.Residual(j, FieldsOf(k));
                break;
            case Phase.Magnitudes:
                var slope = functional.Quotient is null ? residuals[item] : slopes[item];
                sums[item] = Math.Abs(slope) * functional.Magnitude(j, FieldsOf(k));
                break;
            default:
                var first = item * Columns;
                var columns = Math.Min(Columns, functional.Width - first);
                functional.Combine(slopes.AsSpan(0, functional.Tests), first, multipliers.AsSpan(first, columns));
                break;
        }
    }

    private void Evaluate(int k, int tile, int worker)
    {
        var values = functional.Fields.At(parameters + (nint)k * parameterCount, scratch[worker]).Forward(tile);
        var count = functional.Fields.PointCount;
        var own = FieldsOf(k);
        for (var c = 0; c < functional.Parts; c++)
        {
            values.Read(c, own.Slice(c * count, count));
        }
    }

    private Span<double> FieldsOf(int k) => fields.AsSpan(k * functional.Width, functional.Width);

    // In the order of a sum over points, with what has no number left as it is.
    private double SumOfSquares(Span<double> values)
    {
        Grow(ref sums, values.Length);
        for (var j = 0; j < values.Length; j++)
        {
            sums[j] = values[j] * values[j];
        }
        return PairwiseSum.Of(sums.AsSpan(0, values.Length));
    }

    private static void Grow(ref double[] array, int length)
    {
        if (array.Length < length)
        {
            array = new double[length];
        }
    }
}
