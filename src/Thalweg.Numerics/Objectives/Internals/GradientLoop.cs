using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>A batch of gradients where an objective knows only one at a time.</summary>
internal static class GradientLoop
{
    public static void Run(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var (size, count, batch) = (objective.ParameterCount, objective.TermNames.Count, losses.Length);
        VectorBlock.Require(parameters.Length, batch, size, nameof(parameters));
        VectorBlock.Require(gradients.Length, batch, size, nameof(gradients));
        if (!terms.IsEmpty)
        {
            VectorBlock.Require(terms.Length, batch, count, nameof(terms));
        }
        for (var k = 0; k < batch; k++)
        {
            losses.Span[k] = objective.Gradient(
                parameters.Slice(k * size, size),
                gradients.Slice(k * size, size),
                terms.IsEmpty ? terms : terms.Slice(k * count, count),
                team
            );
        }
    }
}
