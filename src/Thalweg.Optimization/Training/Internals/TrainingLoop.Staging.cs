using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>Phases that descend on losses of their own.</summary>
internal sealed partial class TrainingLoop
{
    // What the phase that is left knows of θ with its own loss, where the next one has another.
    private Standing? left;

    /// <summary>Goes over to the loss of a later phase; the state stays as it is.</summary>
    /// <returns>The end of the run where the loss of the phase that is left is not finite; else null.</returns>
    private Ending? Leave(int index)
    {
        left = null;
        var next = options.Phases[index].Loss;
        if (next is null && options.Phases[state.Phase].Loss is null)
        {
            return null;
        }
        var standing = state.Run!.Stand(Turn());
        if (!standing.IsFinite)
        {
            return Break(state.Phase, state.Run, standing);
        }
        left = standing;
        Objective = next?.On(own, state.Parameters.ToArray(), team) ?? own;
        return null;
    }

    /// <summary>Remembers where the phase that was entered began; losses so far are another quantity.</summary>
    private void Arrive(int index)
    {
        if (left is null)
        {
            return;
        }
        state.Origin = options.Phases[index].Loss is null ? [] : [.. state.Parameters];
        keeping.ForgetLosses();
    }
}
