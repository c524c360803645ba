namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>θ with the lowest loss that a search met; among losses equal up to rounding, with the smallest gradient.</summary>
internal sealed class LowestPoint(int parameterCount)
{
    private readonly double[] parameters = new double[parameterCount];

    public ReadOnlySpan<double> Parameters => parameters;

    public double Loss { get; private set; } = double.PositiveInfinity;

    public double GradientNorm { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes a point in where it is better.</summary>
    /// <param name="noise">Losses that differ by no more than this may be equal.</param>
    public bool Consider(double loss, double gradientNorm, ReadOnlySpan<double> point, double noise)
    {
        var isLower = loss < Loss - noise;
        var isFlatter = Math.Abs(loss - Loss) <= noise && gradientNorm < GradientNorm;
        if (!isLower && !isFlatter)
        {
            return false;
        }
        point.CopyTo(parameters);
        (Loss, GradientNorm) = (loss, gradientNorm);
        return true;
    }

    public void Forget() => (Loss, GradientNorm) = (double.PositiveInfinity, double.PositiveInfinity);

    public void Transfer(StateTransfer state)
    {
        (Loss, GradientNorm) = (state.Value(Loss), state.Value(GradientNorm));
        state.Values(parameters.AsSpan());
    }
}
