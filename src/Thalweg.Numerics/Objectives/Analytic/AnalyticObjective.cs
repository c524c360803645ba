using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>
/// An objective given by a formula, with every capability, so that an analysis can be tested where the answer is known.
/// </summary>
/// <remarks>The loss is the sum of the terms in their order. Batches are spread over the threads vector by vector.</remarks>
public abstract partial class AnalyticObjective
    : IObjective,
        ILayered,
        ITermGradients,
        ILinearizable,
        ITermHessians,
        ISummands
{
    private protected AnalyticObjective(
        string name,
        int parameterCount,
        IReadOnlyList<string> termNames,
        double? lowerBound
    )
    {
        Name = name;
        TermNames = termNames;
        LowerBound = lowerBound;
        Layout = ParameterLayout.Point(parameterCount);
    }

    public string Name { get; }

    public int ParameterCount => Layout.Count;

    public IReadOnlyList<string> TermNames { get; }

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound { get; }

    public ParameterLayout Layout { get; }

    public double Epsilon => RoundingProbe.DoubleEpsilon;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var batch = losses.Length;
        Check(parameters.Length, batch * ParameterCount, "K·P (losses holds K entries)", nameof(parameters));
        CheckOptional(terms.Length, batch * TermNames.Count, "K·T", nameof(terms));
        CheckOptional(metrics.Length, 0, "no entry (there are no metrics)", nameof(metrics));
        team.Run(batch, new Batch(this, parameters, losses, terms));
    }

    /// <inheritdoc/>
    /// <remarks>The summands are the terms.</remarks>
    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(magnitudes.Length, losses.Length, "K", nameof(magnitudes));
        var terms = new double[losses.Length * TermNames.Count];
        Values(parameters, losses, terms, default, team);
        for (var k = 0; k < losses.Length; k++)
        {
            var sum = 0.0;
            foreach (var term in terms.AsSpan(k * TermNames.Count, TermNames.Count))
            {
                sum += Math.Abs(term);
            }
            magnitudes.Span[k] = sum;
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(gradient.Length, ParameterCount, "P", nameof(gradient));
        CheckOptional(terms.Length, TermNames.Count, "T", nameof(terms));
        var rows = new double[TermNames.Count * ParameterCount];
        var values = new double[TermNames.Count];
        TermGradients(parameters, rows, values, team);
        if (!terms.IsEmpty)
        {
            values.CopyTo(terms);
        }
        var sum = gradient.Span;
        sum.Clear();
        for (var t = 0; t < TermNames.Count; t++)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += rows[(t * sum.Length) + i];
            }
        }
        return Sum(values);
    }

    public void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(gradients.Length, TermNames.Count * ParameterCount, "T·P", nameof(gradients));
        Check(terms.Length, TermNames.Count, "T", nameof(terms));
        team.Cancellation.ThrowIfCancellationRequested();
        EvaluateTerms(parameters.Span, terms.Span);
        gradients.Span.Clear();
        EvaluateTermGradients(parameters.Span, gradients.Span);
    }

    /// <inheritdoc cref="IObjective.As{T}"/>
    public T? As<T>()
        where T : class =>
        this is not IResiduals residuals ? this as T
        : typeof(T) == typeof(ISecondVariation) ? new ResidualVariation(residuals) as T
        : typeof(T) == typeof(IGaussNewton) ? new Split(this, residuals) as T
        : this as T;

    /// <summary>Writes the terms at x, [T].</summary>
    private protected abstract void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms);

    /// <summary>Writes the gradients of the terms at x into the zeroed rows, [T, P].</summary>
    private protected abstract void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients);

    private protected static void Check(int received, int expected, string shape, string argument)
    {
        if (received != expected)
        {
            throw new ArgumentException(
                $"{argument} has {received} entries, expected {expected} = {shape}: size it by ParameterCount and TermNames",
                argument
            );
        }
    }

    private static void CheckOptional(int received, int expected, string shape, string argument)
    {
        if (received != 0)
        {
            Check(received, expected, shape, argument);
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }
        return sum;
    }

    private sealed class Batch(
        AnalyticObjective objective,
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var size = objective.ParameterCount;
            var count = objective.TermNames.Count;
            Span<double> scratch = stackalloc double[count];
            var row = terms.IsEmpty ? scratch : terms.Span.Slice(item * count, count);
            objective.EvaluateTerms(parameters.Span.Slice(item * size, size), row);
            losses.Span[item] = Sum(row);
        }
    }
}
