namespace Thalweg.Optimization.Trajectories;

/// <summary>The end of a run whose loss or gradient is not finite: the row that shows it is kept, and the last θ with a
/// finite loss is returned.</summary>
internal static class NonFiniteStop
{
    public static TrainingResult End(
        TrainingState state,
        Measuring measuring,
        Quantities quantities,
        TrainingRow broken
    )
    {
        // A finite loss with a non-finite gradient is itself the last finite one; at step 0 there is nothing before.
        var goBack = !double.IsFinite(broken.Loss) && state.Step > 0;
        var parameters = goBack ? state.Previous : state.Parameters;
        var shown = measuring.Unmeasured(broken);
        var final = goBack ? state.History.At(state.Step - 1) ?? measuring.Row(state.Step - 1, parameters) : shown;

        state.GradientEvaluations++;
        measuring.CountInto(state);
        state.History.Add(final);
        state.History.Add(shown);
        state.Keep(final.Step, parameters);
        state.Consider(final, parameters, quantities);
        return state.Result(StopReason.NonFinite, parameters, final);
    }
}
