using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Objectives;

public sealed unsafe partial class DataObjective
{
    /// <inheritdoc/>
    /// <remarks>Threads share the vectors, and the images of each where vectors are fewer than threads.</remarks>
    public void Gradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = losses.Length;
        Require(parameters.Length, (long)count * ParameterCount, nameof(parameters));
        Require(gradients.Length, (long)count * ParameterCount, nameof(gradients));
        RequireOrNone(terms.Length, count, nameof(terms));
        if (GradientBatch.Suits(count, team))
        {
            using var from = parameters.Pin();
            using var to = gradients.Pin();
            using var values = losses.Pin();
            batch.Run((double*)from.Pointer, count, (double*)values.Pointer, (double*)to.Pointer, team);
            if (!terms.IsEmpty)
            {
                losses.Span.CopyTo(terms.Span);
            }
            return;
        }
        for (var k = 0; k < count; k++)
        {
            var (first, length) = (k * ParameterCount, ParameterCount);
            var own = terms.IsEmpty ? terms : terms.Slice(k, 1);
            losses.Span[k] = Gradient(parameters.Slice(first, length), gradients.Slice(first, length), own, team);
        }
    }
}
