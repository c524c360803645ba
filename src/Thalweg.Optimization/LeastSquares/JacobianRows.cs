using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>The rows of c J: with c = 1 the Gram matrix is JᵀJ, with c = √2 it is 2JᵀJ, the second variation of Σ r².</summary>
internal sealed class JacobianRows(IResiduals residuals, double factor = 1.0) : IGramRows
{
    private double[] moved = [];
    private double[] here = [];

    public int RowCount => residuals.ResidualCount;

    public void GramRows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        residuals.JacobianRows(parameters, first, count, rows, team);
        if (factor != 1.0)
        {
            Vectors.Scale(factor, rows.Span, rows.Span);
        }
    }

    public void GramChords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    )
    {
        if (here.Length == 0)
        {
            here = new double[RowCount];
            moved = new double[parameters.Length];
        }
        Vectors.Combine(parameters.Span, 1.0, step.Span, moved);
        residuals.Residuals(parameters, here, team);
        residuals.Residuals(moved, chords, team);
        Vectors.Difference(chords.Span, here, chords.Span);
        Vectors.Scale(factor, chords.Span, chords.Span);
    }
}
