using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Paths;

/// <summary>A loss as a function of some of its parameters, the others held where they are.</summary>
/// <param name="held">θ, [P]; read at each evaluation.</param>
/// <param name="open">Places of those that may move.</param>
internal sealed class OpenParameters(IObjective inner, double[] held, int[] open) : AlteringObjective(inner)
{
    private readonly double[] point = [.. held];
    private readonly double[] slope = new double[held.Length];

    public override string Name => Inner.Name;

    public override int ParameterCount => open.Length;

    public override double? LowerBound => Inner.LowerBound;

    /// <summary>The open ones of θ.</summary>
    public double[] Start() => [.. open.Select(i => held[i])];

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var points = new double[losses.Length * held.Length];
        for (var k = 0; k < losses.Length; k++)
        {
            var row = points.AsSpan(k * held.Length, held.Length);
            held.CopyTo(row);
            Place(parameters.Span.Slice(k * open.Length, open.Length), row);
        }
        Inner.Values(points, losses, default, default, team);
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        Place(parameters.Span, point);
        var loss = Inner.Gradient(point, slope, default, team);
        for (var i = 0; i < open.Length; i++)
        {
            gradient.Span[i] = slope[open[i]];
        }
        return loss;
    }

    private void Place(ReadOnlySpan<double> parameters, Span<double> target)
    {
        for (var i = 0; i < open.Length; i++)
        {
            target[open[i]] = parameters[i];
        }
    }
}
