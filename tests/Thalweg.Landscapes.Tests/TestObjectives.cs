using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

/// <summary>An objective from a function of θ that returns its terms; its one metric is ‖θ‖². A batch is spread over the
/// team, one vector an item.</summary>
internal sealed class Formula(int parameterCount, Func<double[], double[]> terms, ParameterLayout? layout = null)
    : IObjective,
        ILayered
{
    private int values;

    public List<double[]> Seen { get; } = [];

    public int ValuesTaken => values;

    public int LargestBatch { get; private set; }

    public bool MetricsAsked { get; private set; }

    public Action? OnBatch { get; init; }

    public bool Records { get; init; }

    public string Name => "formula";

    public int ParameterCount => parameterCount;

    public IReadOnlyList<string> TermNames { get; init; } = ["all"];

    public IReadOnlyList<string> MetricNames { get; init; } = ["size"];

    public double? LowerBound => null;

    public ParameterLayout Layout { get; } = layout ?? ParameterLayout.Point(parameterCount);

    public static Formula Of(int parameterCount, Func<double[], double> loss, ParameterLayout? layout = null) =>
        new(parameterCount, θ => [loss(θ)], layout);

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> termValues,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        OnBatch?.Invoke();
        LargestBatch = Math.Max(LargestBatch, losses.Length);
        MetricsAsked |= !metrics.IsEmpty;
        if (Records)
        {
            for (var k = 0; k < losses.Length; k++)
            {
                Seen.Add(parameters.Slice(k * parameterCount, parameterCount).ToArray());
            }
        }
        team.Run(losses.Length, new Batch(this, parameters, losses, termValues, metrics));
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    ) => throw new NotSupportedException();

    private sealed class Batch(
        Formula owner,
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> termValues,
        Memory<double> metrics
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var θ = parameters.Slice(item * owner.ParameterCount, owner.ParameterCount).ToArray();
            var parts = owner.Terms(θ);
            losses.Span[item] = parts.Sum();
            if (!termValues.IsEmpty)
            {
                parts.CopyTo(termValues.Span[(item * parts.Length)..]);
            }
            if (!metrics.IsEmpty)
            {
                metrics.Span[item] = θ.Sum(x => x * x);
            }
            Interlocked.Increment(ref owner.values);
        }
    }

    private double[] Terms(double[] θ) => terms(θ);
}

/// <summary>A loss that says what it sums.</summary>
internal sealed class Told(Formula inner, double magnitude, double epsilon) : IObjective, ISummands
{
    private int seen;

    /// <summary>Of the magnitude after ten slices of eleven points.</summary>
    public double Growth { get; init; } = 1;

    public string Name => "told";

    public int ParameterCount => inner.ParameterCount;

    public IReadOnlyList<string> TermNames => inner.TermNames;

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => null;

    public double Epsilon => epsilon;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    ) => inner.Values(parameters, losses, terms, metrics, team);

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    ) => throw new NotSupportedException();

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        inner.Values(parameters, losses, default, default, team);
        foreach (ref var size in magnitudes.Span)
        {
            size = seen++ < 10 * 11 ? magnitude : Growth * magnitude;
        }
    }
}

/// <summary>Layouts the tests share.</summary>
internal static class Layouts
{
    /// <summary>A 3×2 weight matrix, its bias of 3, and a 1×3 matrix: P = 12.</summary>
    public static ParameterLayout Small { get; } =
        new([
            new("in.weight", ParameterRole.Weight, 0, 3, 2, 0),
            new("in.bias", ParameterRole.Bias, 0, 3, 1, 6),
            new("out.weight", ParameterRole.Weight, 1, 1, 3, 9),
        ]);

    /// <summary>The 1-D networks of the reference: widths 1-4-4-4-1, P = 53.</summary>
    public static ParameterLayout Reference { get; } =
        new([
            new("layer_in.weight", ParameterRole.Weight, 0, 4, 1, 0),
            new("layer_in.bias", ParameterRole.Bias, 0, 4, 1, 4),
            new("layer_1.weight", ParameterRole.Weight, 1, 4, 4, 8),
            new("layer_1.bias", ParameterRole.Bias, 1, 4, 1, 24),
            new("layer_2.weight", ParameterRole.Weight, 2, 4, 4, 28),
            new("layer_2.bias", ParameterRole.Bias, 2, 4, 1, 44),
            new("layer_out.weight", ParameterRole.Weight, 3, 1, 4, 48),
            new("layer_out.bias", ParameterRole.Bias, 3, 1, 1, 52),
        ]);
}
