namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The exact minimum along a line of a quadratic: φ′ is a straight line, so two slopes give its zero
/// α = α₁ φ′(0) / (φ′(0) − φ′(α₁)).
/// </summary>
/// <remarks>
/// For quadratics, where theory asks for exact searches. Cost: two gradients. Fails with
/// <see cref="LineSearchOutcome.Unbounded"/> where φ does not curve upwards, and with <see cref="LineSearchOutcome.Exhausted"/>
/// where the point is not lower: the objective is no quadratic, or its rounding hides the decrease.
/// </remarks>
public sealed record QuadraticSearch : ILineSearch
{
    public string Description => "quadratic()";

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        var origin = line.Origin;
        if (!(origin.Slope < 0))
        {
            return LineSearchResult.NotDescent;
        }
        var probe = line.SampleAt(initial);
        if (!(probe.Slope > origin.Slope))
        {
            return LineSearchResult.LowestOf(line, LineSearchOutcome.Unbounded);
        }
        var step = initial * (origin.Slope / (origin.Slope - probe.Slope));
        var minimum = line.SampleAt(step);
        return minimum.Value <= origin.Value + line.Noise
            ? new(LineSearchOutcome.Accepted, step)
            : LineSearchResult.LowestOf(line, LineSearchOutcome.Exhausted);
    }
}
