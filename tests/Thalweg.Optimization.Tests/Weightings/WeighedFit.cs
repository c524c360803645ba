using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Weightings;

/// <summary>L = Σ_t Σ_n λ_n w_n r_n², r_n = tanh(a_n · θ) − b_n, in terms of 5, 3 and 4 points, the first one the equation, with a time for
/// every point. Everything written out one number after the other.</summary>
internal sealed class WeighedFit : IObjective, IWeightable, ITermGradients, IResiduals
{
    public const int Parameters = 4;
    private static readonly int[] Points = [5, 3, 4];

    private readonly double[] weights;
    private readonly double[] factors;

    public WeighedFit()
        : this([.. Enumerable.Range(0, 12).Select(n => 0.3 + (0.1 * (n % 5)))], [.. Enumerable.Repeat(1.0, 12)]) { }

    private WeighedFit(double[] weights, double[] factors) => (this.weights, this.factors) = (weights, factors);

    public bool HasTime { get; init; } = true;

    public bool IsSquare { get; init; } = true;

    public int Conditions { get; init; } = 2;

    public Action? Evaluated { get; init; }

    public string Name => "fit";

    public int ParameterCount => Parameters;

    public IReadOnlyList<string> TermNames { get; } = ["inside", "left", "right"];

    public IReadOnlyList<string> MetricNames { get; } = ["first"];

    public double? LowerBound => 0;

    public IReadOnlyList<int> TermPoints => Points;

    public int EquationTerms => 3 - Conditions;

    public int RowCount => 12;

    public T? As<T>()
        where T : class => typeof(T) == typeof(IResiduals) && !IsSquare ? null : this as T;

    public static double[] Start => [0.4, -0.3, 0.2, 0.7];

    public static double Time(int n) => 0.25 * (n % 5);

    public double[] PointWeights() => (double[])weights.Clone();

    public double[]? Times() => HasTime ? [.. Enumerable.Range(0, 12).Select(Time)] : null;

    public IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former)
    {
        var given = factors.ToArray();
        return With([.. Enumerable.Range(0, 12).Select(n => given[TermOf(n)])]);
    }

    public IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former) => With(factors.ToArray());

    public double Residual(ReadOnlySpan<double> θ, int n) => Math.Tanh(Argument(θ, n)) - (0.1 * n) + 0.2;

    public static int TermOf(int n) =>
        n < 5 ? 0
        : n < 8 ? 1
        : 2;

    public double TermAt(ReadOnlySpan<double> θ, int term)
    {
        var sum = 0.0;
        for (var n = 0; n < 12; n++)
        {
            if (TermOf(n) == term)
            {
                sum += factors[n] * weights[n] * Residual(θ, n) * Residual(θ, n);
            }
        }
        return sum;
    }

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        Check(team);
        for (var k = 0; k < losses.Length; k++)
        {
            var θ = parameters.Span.Slice(k * Parameters, Parameters);
            losses.Span[k] = TermAt(θ, 0) + TermAt(θ, 1) + TermAt(θ, 2);
            for (var t = 0; t < 3 && !terms.IsEmpty; t++)
            {
                terms.Span[(3 * k) + t] = TermAt(θ, t);
            }
            if (!metrics.IsEmpty)
            {
                metrics.Span[k] = Math.Abs(θ[0]);
            }
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var (apart, values) = (new double[3 * Parameters], new double[3]);
        TermGradients(parameters, apart, values, team);
        for (var i = 0; i < Parameters; i++)
        {
            gradient.Span[i] = apart[i] + apart[Parameters + i] + apart[(2 * Parameters) + i];
        }
        if (!terms.IsEmpty)
        {
            values.CopyTo(terms);
        }
        return values[0] + values[1] + values[2];
    }

    public void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        Check(team);
        var θ = parameters.Span;
        gradients.Span.Clear();
        for (var n = 0; n < 12; n++)
        {
            var scale = 2 * factors[n] * weights[n] * Residual(θ, n) * Slope(θ, n);
            for (var i = 0; i < Parameters; i++)
            {
                gradients.Span[(TermOf(n) * Parameters) + i] += scale * Direction(n, i);
            }
        }
        for (var t = 0; t < 3; t++)
        {
            terms.Span[t] = TermAt(θ, t);
        }
    }

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        Check(team);
        for (var n = 0; n < 12; n++)
        {
            residuals.Span[n] = Math.Sqrt(factors[n] * weights[n]) * Residual(parameters.Span, n);
        }
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        Check(team);
        for (var n = first; n < first + count; n++)
        {
            for (var i = 0; i < Parameters; i++)
            {
                rows.Span[((n - first) * Parameters) + i] =
                    Math.Sqrt(factors[n] * weights[n]) * Slope(parameters.Span, n) * Direction(n, i);
            }
        }
    }

    private WeighedFit With(double[] factors) =>
        new(weights, factors)
        {
            HasTime = HasTime,
            IsSquare = IsSquare,
            Conditions = Conditions,
            Evaluated = Evaluated,
        };

    private void Check(WorkerTeam team)
    {
        Evaluated?.Invoke();
        team.Cancellation.ThrowIfCancellationRequested();
    }

    private static double Direction(int n, int i) => Math.Sin(1 + n + (3 * i)) * (TermOf(n) == 1 ? 2 : 1);

    private static double Argument(ReadOnlySpan<double> θ, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < Parameters; i++)
        {
            sum += Direction(n, i) * θ[i];
        }
        return sum;
    }

    private static double Slope(ReadOnlySpan<double> θ, int n) => 1 - Math.Pow(Math.Tanh(Argument(θ, n)), 2);
}
