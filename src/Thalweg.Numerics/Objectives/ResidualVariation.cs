using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>The second variation of a sum of squares, 2JᵀJ: rows √2 ∂r_i/∂θ, chords √2 (r(θ + s) − r(θ)).</summary>
/// <remarks>Cost: the rows of the Jacobian; two residuals per chord. Used by one caller at a time.</remarks>
public sealed class ResidualVariation(IResiduals residuals) : ISecondVariation
{
    private readonly IResiduals residuals = residuals ?? throw new ArgumentNullException(nameof(residuals));

    private static readonly double Factor = Math.Sqrt(2.0);

    private double[] moved = [];
    private double[] here = [];

    public int RowCount => residuals.RowCount;

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        residuals.Rows(parameters, first, count, rows, team);
        Scale(rows.Span);
    }

    public void Multiply(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        residuals.Multiply(parameters, vectors, products, team);
        Scale(products.Span);
    }

    public void MultiplyTransposed(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        residuals.MultiplyTransposed(parameters, vectors, products, team);
        Scale(products.Span);
    }

    public void Chords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        if (here.Length == 0)
        {
            here = new double[RowCount];
            moved = new double[parameters.Length];
        }
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = parameters.Span[i] + step.Span[i];
        }
        residuals.Residuals(parameters, here, team);
        residuals.Residuals(moved, chords, team);
        var target = chords.Span;
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = (target[n] - here[n]) * Factor;
        }
    }

    private static void Scale(Span<double> values)
    {
        foreach (ref var value in values)
        {
            value *= Factor;
        }
    }
}
