namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>The checks every method makes once per step, so that the loops behind them can load without bounds.</summary>
internal static class StepArguments
{
    public static void Check(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state,
        IReadOnlyList<string> names
    )
    {
        if (
            gradient.Length != parameters.Length
            || state.ParameterCount != parameters.Length
            || state.Names.Count != names.Count
        )
        {
            Throw(parameters.Length, gradient.Length, state, names);
        }
    }

    private static void Throw(int parameters, int gradient, MethodState state, IReadOnlyList<string> names)
    {
        if (gradient != parameters)
        {
            throw new ArgumentException(
                $"the gradient has {gradient} entries and θ has {parameters}; they must be of one length",
                nameof(gradient)
            );
        }
        throw new ArgumentException(
            $"the state holds [{string.Join(", ", state.Names)}] for {state.ParameterCount} parameters, this step needs "
                + $"[{string.Join(", ", names)}] for {parameters}; make it with Begin({parameters}) of the same method",
            nameof(state)
        );
    }
}
