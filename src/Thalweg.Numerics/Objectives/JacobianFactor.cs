using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>The Jacobian of a vector of residuals by reflections, ready for any damping.</summary>
public static class JacobianFactor
{
    /// <summary>The most numbers of J that callers who could do without should ask for.</summary>
    public const double MostNumbers = 3e7;

    private const int Block = 256;

    /// <summary>J at θ, [R, P], factorized.</summary>
    /// <param name="columns">P.</param>
    /// <param name="parameters">θ, [P].</param>
    /// <remarks>Cost: one gradient for each row, and R · P² operations.</remarks>
    public static DampedLeastSquares At(
        IResiduals residuals,
        int columns,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(residuals);
        ArgumentNullException.ThrowIfNull(team);
        var factor = DampedLeastSquares.Create(residuals.RowCount, columns);
        var numbers = new double[Math.Min(Block, residuals.RowCount) * columns];
        for (var first = 0; first < residuals.RowCount; first += Block)
        {
            var count = Math.Min(Block, residuals.RowCount - first);
            var part = numbers.AsMemory(0, count * columns);
            residuals.Rows(parameters, first, count, part, team);
            factor.Load(part.Span, first, team);
        }
        factor.Factorize(team);
        return factor;
    }
}
