using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>G(θ) + μI with the second variation G: of a sum of squares 2JᵀJ.</summary>
/// <param name="damping">The part of μ that is a number.</param>
/// <param name="relative">The part that is a multiple of the mean diagonal entry of G.</param>
internal sealed class DampedPreconditioner(double damping, double relative) : Preconditioner
{
    // Beyond this number of parameters no matrix is made.
    private const int LargestSize = 4096;

    // Rows that are read at once.
    private const int Portion = 64;

    public override string Word => "damped Gauss-Newton";

    public override ILinearOperator? Root(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var n = objective.ParameterCount;
        if (n > LargestSize || Variation(objective) is not { } variation)
        {
            return null;
        }
        var matrix = new double[n * n];
        var rows = new double[Math.Min(Portion, variation.RowCount) * n];
        for (var first = 0; first < variation.RowCount; first += Portion)
        {
            var count = Math.Min(Portion, variation.RowCount - first);
            var portion = rows.AsMemory(0, count * n);
            variation.Rows(parameters, first, count, portion, team);
            GramMatrix.OfColumns(portion.Span, count, n, matrix, team, accumulate: first > 0);
        }
        var (trace, largest) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var entry = matrix[(i * n) + i];
            (trace, largest) = (trace + entry, Math.Max(largest, entry));
        }
        var μ = damping + (relative * trace / n);
        for (var i = 0; i < n; i++)
        {
            matrix[(i * n) + i] += μ;
        }
        // Below the rounding of G nothing is known of what is divided by.
        return
            μ > n * RoundingProbe.DoubleEpsilon * largest
            && CholeskyFactorization.InPlace(matrix, n, team) is { Failure: null } factors
            ? new InverseFactorOperator(factors)
            : null;
    }

    private static ISecondVariation? Variation(IObjective objective) =>
        objective.As<ISecondVariation>()
        ?? (objective.As<IResiduals>() is { } residuals ? new ResidualVariation(residuals) : null);
}
