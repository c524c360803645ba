namespace Thalweg.Optimization.Training;

/// <summary>The best record so far of one quantity.</summary>
internal sealed class BestSoFar(string quantity, int parameterCount)
{
    public string Quantity { get; } = quantity;

    /// <summary>−1 while there is none.</summary>
    public long Step { get; private set; } = -1;

    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>θ, [P]; meaningless while there is none.</summary>
    public double[] Parameters { get; } = new double[parameterCount];

    public void Keep(double value, long step, ReadOnlySpan<double> parameters)
    {
        (Value, Step) = (value, step);
        parameters.CopyTo(Parameters);
    }

    public void Forget() => (Step, Value) = (-1, double.PositiveInfinity);

    public void Transfer(StateTransfer state)
    {
        (Step, Value) = (state.Value(Step), state.Value(Value));
        state.Values(Parameters.AsSpan());
    }
}
