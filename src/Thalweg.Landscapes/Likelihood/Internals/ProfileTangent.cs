using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>How the other parameters of a sum of squares go with one of them, to first order: dθ/dc = C e_c/C_cc with C = (JᵀJ)⁻¹, which keeps JᵀJ dθ at 0
/// beside c [VenzonMoolgavkar1988].</summary>
/// <remarks>Cost: all rows of J, R · P² operations, and a value for each damping.</remarks>
internal static class ProfileTangent
{
    // Of the largest squared column; the weaker, the more the flat directions move.
    private static readonly double[] Dampings = [1e-18, 1e-15, 1e-12, 1e-9];

    /// <summary>θ with c moved to a value: by that of the tangents where the loss is lowest, or c alone where it is lower still.</summary>
    public static double[] Start(IObjective objective, int place, double[] from, double value, WorkerTeam team)
    {
        var plain = from.ToArray();
        plain[place] = value;
        var residuals = objective.As<IResiduals>();
        if (residuals is null || (double)residuals.RowCount * objective.ParameterCount > JacobianFactor.MostNumbers)
        {
            return plain;
        }
        var factor = JacobianFactor.At(residuals, objective.ParameterCount, from, team);
        var (best, lowest) = (plain, Value(objective, plain, team));
        foreach (var damping in Dampings)
        {
            if (Moved(factor, damping, place, from, value, team) is not { } moved)
            {
                continue;
            }
            var loss = Value(objective, moved, team);
            if (loss < lowest || !double.IsFinite(lowest))
            {
                (best, lowest) = (moved, loss);
            }
        }
        return best;
    }

    private static double[]? Moved(
        DampedLeastSquares factor,
        double damping,
        int place,
        double[] from,
        double value,
        WorkerTeam team
    )
    {
        if (!factor.Damp(damping * factor.LargestColumn, team))
        {
            return null;
        }
        var (unit, column) = (new double[from.Length], new double[from.Length]);
        unit[place] = 1;
        factor.SolveNormal(unit, column);
        var step = (value - from[place]) / column[place];
        var moved = new double[from.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = from[i] + (step * column[i]);
        }
        moved[place] = value;
        return Array.TrueForAll(moved, double.IsFinite) ? moved : null;
    }

    private static double Value(IObjective objective, double[] parameters, WorkerTeam team)
    {
        var loss = new double[1];
        objective.Values(parameters, loss, default, default, team);
        return loss[0];
    }
}
