namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>What a descent remembers between iterations.</summary>
public abstract class DescentState
{
    private protected DescentState(int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        ParameterCount = parameterCount;
    }

    /// <summary>P.</summary>
    public int ParameterCount { get; }

    /// <summary>Pairs (s, y) that were learnt since the start.</summary>
    public long Updates
    {
        get => Counters[0];
        private protected set => Counters[0] = value;
    }

    /// <summary>Pairs that were left out because they show no positive curvature.</summary>
    public long Skipped
    {
        get => Counters[1];
        private protected set => Counters[1] = value;
    }

    /// <summary>Products of the Hessian with a vector since the start.</summary>
    public virtual long Products => 0;

    /// <summary>Those of them that the objective gave exactly; the others took gradients.</summary>
    public virtual long ExactProducts => 0;

    /// <summary>Matrices that were formed since the start.</summary>
    public virtual long Matrices => 0;

    /// <summary>Whether nothing is remembered, so that the direction is the steepest one.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Takes the work of the last direction into the counters: called once its search has ended, so that a direction that
    /// is asked for again after a cancellation counts once.</summary>
    internal virtual void Settle() { }

    /// <summary>The whole numbers of the state; the first two are <see cref="Updates"/> and <see cref="Skipped"/>.</summary>
    internal abstract long[] Counters { get; }

    /// <summary>The arrays of the state, in an order and of lengths that P and the descent fix.</summary>
    internal abstract IReadOnlyList<double[]> Arrays { get; }
}
