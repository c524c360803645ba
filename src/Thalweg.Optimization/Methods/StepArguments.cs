namespace Thalweg.Optimization.Methods;

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

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number above 0");

    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a finite number, 0 or more");

    public static double Fraction(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a number in [0, 1)");

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
