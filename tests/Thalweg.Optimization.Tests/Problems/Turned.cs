using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>An objective whose gradient has the wrong sign.</summary>
internal sealed class Turned(IObjective objective) : AlteringObjective(objective)
{
    public override string Name => "turned";

    public override IReadOnlyList<string> TermNames => Inner.TermNames;

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    ) => Inner.Values(parameters, losses, terms, metrics, team);

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var loss = Inner.Gradient(parameters, gradient, terms, team);
        foreach (ref var entry in gradient.Span)
        {
            entry = -entry;
        }
        return loss;
    }
}
