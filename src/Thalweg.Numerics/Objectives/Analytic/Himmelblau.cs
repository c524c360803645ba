using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>(x² + y − 11)² + (x + y² − 7)²: four minima of value 0, four saddles and a maximum [Himmelblau1972].</summary>
/// <remarks>Terms: <c>first</c> and <c>second</c>, the two squares; residuals: what they are squares of.</remarks>
public sealed class Himmelblau() : AnalyticObjective("himmelblau", 2, ["first", "second"], 0), IResiduals
{
    public int RowCount => 2;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(residuals.Length, RowCount, "R", nameof(residuals));
        (residuals.Span[0], residuals.Span[1]) = At(parameters.Span);
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(rows.Length, count * ParameterCount, "count·P", nameof(rows));
        var (x, y) = (parameters.Span[0], parameters.Span[1]);
        double[] all = [2 * x, 1, 1, 2 * y];
        all.AsSpan(first * 2, count * 2).CopyTo(rows.Span);
    }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        var (first, second) = At(x);
        terms[0] = first * first;
        terms[1] = second * second;
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        var (first, second) = At(x);
        gradients[0] = 4 * x[0] * first;
        gradients[1] = 2 * first;
        gradients[2] = 2 * second;
        gradients[3] = 4 * x[1] * second;
    }

    private protected override (int First, int Last) ResidualsOf(int term) => (term, term + 1);

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var (first, second) = At(x);
        var (f, s) = (term is null or 0 ? 1.0 : 0.0, term is null or 1 ? 1.0 : 0.0);
        var xx = (f * ((4 * first) + (8 * x[0] * x[0]))) + (s * 2);
        var xy = (f * 4 * x[0]) + (s * 4 * x[1]);
        var yy = (f * 2) + (s * ((4 * second) + (8 * x[1] * x[1])));
        return (vector, product) =>
        {
            product[0] = (xx * vector[0]) + (xy * vector[1]);
            product[1] = (xy * vector[0]) + (yy * vector[1]);
        };
    }

    private protected override HessianProduct RemainderAt(double[] x, int? term)
    {
        var (first, second) = At(x);
        return (vector, product) =>
        {
            product[0] = term is null or 0 ? 4 * first * vector[0] : 0;
            product[1] = term is null or 1 ? 4 * second * vector[1] : 0;
        };
    }

    private static (double First, double Second) At(ReadOnlySpan<double> x) =>
        ((x[0] * x[0]) + x[1] - 11, x[0] + (x[1] * x[1]) - 7);
}
