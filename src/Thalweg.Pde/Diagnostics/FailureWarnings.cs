using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Looks at trained parameters for the ways in which a training fails without saying so.</summary>
public static class FailureWarnings
{
    /// <summary>
    /// All warnings that need points and fields: <see cref="UnseenResidual"/>, <see cref="CoarsePoints"/> and
    /// <see cref="DominatedTerm"/>. Empty where nothing is wrong.
    /// </summary>
    /// <remarks>Cost: one gradient; residuals at 4 096 points or as many as the training has, whichever is more (65 536 at most), per
    /// term; the exact solution at 16 lines of 513 points per axis, each line with a sine transform of 2⁻¹·513² products.</remarks>
    /// <param name="objective">On the points of the end of the training.</param>
    /// <param name="parameters">[P].</param>
    public static IReadOnlyList<Warning> Of(
        PdeObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team,
        WarningLimits? limits = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        limits ??= new WarningLimits();
        return
        [
            .. UnseenResidual.Check(objective, parameters, team, limits),
            .. CoarsePoints.Check(objective, parameters, team, limits),
            .. DominatedTerm.Check(objective, parameters, team, limits),
        ];
    }
}
