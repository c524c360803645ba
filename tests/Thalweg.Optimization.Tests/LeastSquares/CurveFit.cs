using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Tests.LeastSquares;

/// <summary>Σ_n (Σ_j a_j exp(−b_j t_n) − y_n)² in the parameters (a, b), with data that a given (a, b) fits exactly.</summary>
internal sealed class CurveFit : IObjective, IResiduals
{
    private readonly double[] data;

    public CurveFit(int points, double[] truth)
    {
        RowCount = points;
        ParameterCount = truth.Length;
        data = new double[points];
        for (var n = 0; n < points; n++)
        {
            data[n] = Model(truth, n);
        }
    }

    public int RowCount { get; }

    public string Name => "curve fit";

    public int ParameterCount { get; }

    public IReadOnlyList<string> TermNames => ["squares"];

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => 0;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        for (var k = 0; k < losses.Length; k++)
        {
            var r = new double[RowCount];
            Residuals(parameters.Slice(k * ParameterCount, ParameterCount), r, team);
            losses.Span[k] = r.Sum(v => v * v);
        }
        if (!terms.IsEmpty)
        {
            losses.CopyTo(terms);
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var r = new double[RowCount];
        var rows = new double[RowCount * ParameterCount];
        Residuals(parameters, r, team);
        Rows(parameters, 0, RowCount, rows, team);
        for (var p = 0; p < ParameterCount; p++)
        {
            gradient.Span[p] = Enumerable.Range(0, r.Length).Sum(n => 2 * r[n] * rows[n * ParameterCount + p]);
        }
        var loss = r.Sum(v => v * v);
        if (!terms.IsEmpty)
        {
            terms.Span[0] = loss;
        }
        return loss;
    }

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        for (var n = 0; n < RowCount; n++)
        {
            residuals.Span[n] = Model(parameters.Span, n) - data[n];
        }
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        var half = ParameterCount / 2;
        for (var n = 0; n < count; n++)
        {
            for (var j = 0; j < half; j++)
            {
                var decay = Elementary.Exp(-parameters.Span[half + j] * Time(first + n));
                rows.Span[n * ParameterCount + j] = decay;
                rows.Span[n * ParameterCount + half + j] = -parameters.Span[j] * Time(first + n) * decay;
            }
        }
    }

    private double Time(int n) => 3.0 * n / RowCount;

    private double Model(ReadOnlySpan<double> parameters, int n)
    {
        var half = parameters.Length / 2;
        var sum = 0.0;
        for (var j = 0; j < half; j++)
        {
            sum += parameters[j] * Elementary.Exp(-parameters[half + j] * Time(n));
        }
        return sum;
    }
}
