namespace Thalweg.Optimization.Training;

/// <summary>The best so far of one quantity.</summary>
internal sealed class BestSoFar(string quantity, int parameterCount)
{
    public string Quantity { get; } = quantity;

    /// <summary>−1 while no record had a number.</summary>
    public long Step { get; set; } = -1;

    public double Value { get; set; } = double.PositiveInfinity;

    public double[] Parameters { get; } = new double[parameterCount];

    public void Consider(double value, long step, ReadOnlySpan<double> parameters)
    {
        if (value < Value)
        {
            (Value, Step) = (value, step);
            parameters.CopyTo(Parameters);
        }
    }
}
