using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Tests.LeastSquares;

namespace Thalweg.Optimization.Tests.Training;

/// <summary>A curve fit whose number of points follows θ and the round; evaluations can be watched.</summary>
internal sealed class MovingFit(int points, double[] truth, Action<string>? evaluated = null)
    : IObjective,
        IResiduals,
        IAdaptive
{
    private readonly CurveFit fit = new(points, truth);

    public int Points => points;

    public string Name => fit.Name;

    public int ParameterCount => fit.ParameterCount;

    public IReadOnlyList<string> TermNames => fit.TermNames;

    public IReadOnlyList<string> MetricNames => fit.MetricNames;

    public double? LowerBound => 0;

    public int RowCount => points;

    public double[] SavePoints() => [points];

    public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team)
    {
        Check("points", team);
        var wanted = points + 3 + (int)round + (parameters.Span[0] > 0.9 ? 1 : 0);
        return new MovingFit(wanted, truth, evaluated);
    }

    public IObjective Restore(ReadOnlySpan<double> saved) => new MovingFit((int)saved[0], truth, evaluated);

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        Check("value", team);
        fit.Values(parameters, losses, terms, metrics, team);
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        Check("gradient", team);
        return fit.Gradient(parameters, gradient, terms, team);
    }

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        Check("residuals", team);
        fit.Residuals(parameters, residuals, team);
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        Check("jacobian", team);
        fit.Rows(parameters, first, count, rows, team);
    }

    private void Check(string what, WorkerTeam team)
    {
        evaluated?.Invoke(what);
        team.Cancellation.ThrowIfCancellationRequested();
    }
}
