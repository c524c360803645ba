using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>The curved valley Σ_{i&lt;P−1} 100 (x_{i+1} − x_i²)² + (1 − x_i)²; minimum 0 at (1, …, 1) [Rosenbrock1960].</summary>
/// <remarks>Terms: <c>valley</c> and <c>slope</c>, the two squares. Residuals: 10 (x_{i+1} − x_i²), then 1 − x_i; R = 2(P − 1).</remarks>
public sealed class Rosenbrock : AnalyticObjective, IResiduals
{
    public Rosenbrock(int dimension = 2)
        : base("rosenbrock", dimension, ["valley", "slope"], 0) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);

    public int RowCount => 2 * (ParameterCount - 1);

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(residuals.Length, RowCount, "R", nameof(residuals));
        var x = parameters.Span;
        var r = residuals.Span;
        var pairs = ParameterCount - 1;
        for (var i = 0; i < pairs; i++)
        {
            r[i] = 10 * (x[i + 1] - (x[i] * x[i]));
            r[pairs + i] = 1 - x[i];
        }
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(rows.Length, count * ParameterCount, "count·P", nameof(rows));
        rows.Span.Clear();
        var pairs = ParameterCount - 1;
        for (var k = 0; k < count; k++)
        {
            var row = rows.Span.Slice(k * ParameterCount, ParameterCount);
            var i = (first + k) % pairs;
            if (first + k < pairs)
            {
                row[i] = -20 * parameters.Span[i];
                row[i + 1] = 10;
            }
            else
            {
                row[i] = -1;
            }
        }
    }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        var valley = 0.0;
        var slope = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var v = x[i + 1] - (x[i] * x[i]);
            var s = 1 - x[i];
            valley += 100 * v * v;
            slope += s * s;
        }
        terms[0] = valley;
        terms[1] = slope;
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        var valley = gradients[..x.Length];
        var slope = gradients[x.Length..];
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var v = x[i + 1] - (x[i] * x[i]);
            valley[i] -= 400 * x[i] * v;
            valley[i + 1] += 200 * v;
            slope[i] = -2 * (1 - x[i]);
        }
    }

    private protected override (int First, int Last) ResidualsOf(int term) =>
        term == 0 ? (0, ParameterCount - 1) : (ParameterCount - 1, RowCount);

    private protected override HessianProduct HessianAt(double[] x, int? term) =>
        (vector, product) =>
        {
            var (valley, slope) = (term is null or 0 ? 1.0 : 0.0, term is null or 1 ? 2.0 : 0.0);
            product.Clear();
            for (var i = 0; i + 1 < x.Length; i++)
            {
                var diagonal = (valley * ((1200 * x[i] * x[i]) - (400 * x[i + 1]))) + slope;
                var mixed = valley * -400 * x[i];
                product[i] += (diagonal * vector[i]) + (mixed * vector[i + 1]);
                product[i + 1] += (mixed * vector[i]) + (valley * 200 * vector[i + 1]);
            }
        };

    private protected override HessianProduct RemainderAt(double[] x, int? term) =>
        (vector, product) =>
        {
            product.Clear();
            for (var i = 0; i + 1 < x.Length && term is null or 0; i++)
            {
                product[i] = -400 * (x[i + 1] - (x[i] * x[i])) * vector[i];
            }
        };
}
