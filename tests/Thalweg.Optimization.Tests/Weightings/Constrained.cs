using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Weightings;

/// <summary>(θ_0 − 3)² + (θ_1 − 1)² and the condition c = θ_0 + θ_1 − 2 of weight ½, as μ/2 (c + s)². Under c = 0 the least value is at (2, 0), where
/// the multiplier of ½c is 4.</summary>
internal sealed class Constrained(double penalty = 1, double shift = 0) : IObjective, IWeightable, IAugmentable
{
    public const double Weight = 0.5;

    public string Name => "constrained";

    public int ParameterCount => 2;

    public IReadOnlyList<string> TermNames { get; } = ["distance", "line"];

    public IReadOnlyList<string> MetricNames { get; } = [];

    public double? LowerBound => 0;

    public IReadOnlyList<int> TermPoints { get; } = [2, 1];

    public int EquationTerms => 1;

    public double[] PointWeights() => [1, 1, Weight];

    public double[]? Times() => null;

    public IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former) => throw new NotSupportedException();

    public IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former) =>
        throw new NotSupportedException();

    public IResiduals Conditions() => new Line();

    public IObjective Augmented(double penalty, ReadOnlySpan<double> shifts, IObjective? former) =>
        new Constrained(penalty, shifts[0]);

    public static double Condition(ReadOnlySpan<double> θ) => θ[0] + θ[1] - 2;

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
            var θ = parameters.Span.Slice(2 * k, 2);
            var distance = Math.Pow(θ[0] - 3, 2) + Math.Pow(θ[1] - 1, 2);
            var line = penalty * Weight * Math.Pow(Condition(θ) + shift, 2);
            losses.Span[k] = distance + line;
            if (!terms.IsEmpty)
            {
                (terms.Span[2 * k], terms.Span[(2 * k) + 1]) = (distance, line);
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
        var θ = parameters.Span;
        var slope = 2 * penalty * Weight * (Condition(θ) + shift);
        gradient.Span[0] = (2 * (θ[0] - 3)) + slope;
        gradient.Span[1] = (2 * (θ[1] - 1)) + slope;
        var loss = new double[1];
        Values(parameters, loss, terms, default, team);
        return loss[0];
    }

    private sealed class Line : IResiduals
    {
        public int RowCount => 1;

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            residuals.Span[0] = Math.Sqrt(Weight) * Condition(parameters.Span);

        public void Rows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => rows.Span.Fill(Math.Sqrt(Weight));
    }
}
