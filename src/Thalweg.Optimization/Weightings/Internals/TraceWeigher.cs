using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>Σ_j tr K_jj / tr K_ii from the rows of the Jacobian, a portion at a time.</summary>
internal sealed class TraceWeigher(IObjective objective, double rate) : RatioWeigher(objective, rate)
{
    // Numbers of a portion: 2 MiB, or one row.
    private const int Budget = 1 << 18;

    private readonly IResiduals residuals = objective.As<IResiduals>()!;
    private readonly IReadOnlyList<int> points = objective.As<IWeightable>()!.TermPoints;

    protected override Evaluations Ratios(
        ReadOnlySpan<double> weights,
        ReadOnlyMemory<double> parameters,
        Span<double> target,
        WorkerTeam team
    )
    {
        var p = Objective.ParameterCount;
        var most = Math.Max(1, Budget / p);
        var rows = new double[Math.Min(most, residuals.RowCount) * p];
        var (first, sum) = (0, 0.0);
        for (var t = 0; t < Terms; t++)
        {
            var trace = 0.0;
            for (var done = 0; done < points[t]; )
            {
                var count = Math.Min(most, points[t] - done);
                residuals.Rows(parameters, first + done, count, rows.AsMemory(0, count * p), team);
                // Row by row, so that no portion shows in the bits.
                for (var n = 0; n < count; n++)
                {
                    var row = rows.AsSpan(n * p, p);
                    trace += Vectors.Dot(row, row);
                }
                done += count;
            }
            first += points[t];
            target[t] = trace;
            sum += trace;
        }
        for (var t = 0; t < Terms; t++)
        {
            target[t] = sum / target[t];
        }
        return new Evaluations(0, 0, 1);
    }
}
