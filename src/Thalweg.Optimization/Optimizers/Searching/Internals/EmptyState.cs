namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The state of a descent without memory.</summary>
internal sealed class EmptyState(int parameterCount) : DescentState(parameterCount)
{
    public override bool IsEmpty => true;

    internal override long[] Counters { get; } = new long[2];

    internal override IReadOnlyList<double[]> Arrays => [];
}
