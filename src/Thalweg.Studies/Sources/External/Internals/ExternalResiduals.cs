using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources.External;

/// <summary>The residuals of an external loss and their Jacobian, row by row.</summary>
internal sealed class ExternalResiduals(ExternalProgram program, ProgramDescription description) : IResiduals
{
    private const int MostRows = 256;
    private const int MostDoubles = 1 << 17;

    public int RowCount => description.ResidualCount;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        ExternalObjective.Check(parameters.Length, description.Layout.Count, "P", nameof(parameters));
        ExternalObjective.Check(residuals.Length, RowCount, "R", nameof(residuals));
        var exchange = new Exchange(Request.Residuals, RowCount, 0) { Parameters = parameters, First = residuals };
        program.Ask(1, _ => exchange, team.Cancellation);
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        var size = description.Layout.Count;
        ExternalObjective.Check(parameters.Length, size, "P", nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + (long)count, RowCount, nameof(count));
        ExternalObjective.Check(rows.Length, count * size, "count·P", nameof(rows));
        var most = Math.Clamp(MostDoubles / size, 1, MostRows);
        program.Ask(
            (count + most - 1) / most,
            part =>
            {
                var (from, some) = (part * most, Math.Min(most, count - (part * most)));
                return new Exchange(Request.JacobianRows, some, first + from)
                {
                    Parameters = parameters,
                    First = rows.Slice(from * size, some * size),
                };
            },
            team.Cancellation
        );
    }
}
