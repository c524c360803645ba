namespace Thalweg.Benchmarks.Measuring;

/// <summary>Repeated measurements of one quantity, or of a ratio of two that were taken in the same repetition.</summary>
internal sealed class Samples
{
    private readonly double[] inOrder;
    private readonly double[] sorted;

    public Samples(IEnumerable<double> values)
    {
        inOrder = [.. values];
        sorted = [.. inOrder.Order()];
    }

    public double Least => sorted[0];

    public double Median => At(0.5);

    public double LowerQuartile => At(0.25);

    public double UpperQuartile => At(0.75);

    /// <summary>This ÷ other, repetition by repetition: what disturbed a repetition disturbed both.</summary>
    public Samples Over(Samples other) => new(inOrder.Zip(other.inOrder, (a, b) => a / b));

    public Samples Times(double factor) => new(inOrder.Select(value => value * factor));

    /// <summary>factor ÷ this.</summary>
    public Samples Into(double factor) => new(inOrder.Select(value => factor / value));

    private double At(double quantile)
    {
        var place = quantile * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
