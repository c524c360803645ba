using System.Globalization;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// Armijo backtracking: the first α with φ(α) ≤ φ(0) + c α φ′(0), shortened by the minimum of the parabola through φ(0), φ′(0)
/// and the last value, kept within a tenth and a half of the last step [Nocedal2006, §3.1 and §3.5].
/// </summary>
/// <remarks>
/// Cost: one gradient where the first step is accepted, else one gradient more and a value per further trial. It never
/// lengthens a step, and does not see to a positive curvature: a quasi-Newton method may have to leave out pairs. A trial that
/// is not finite counts as too long. Fails where no step that changes θ is lower.
/// </remarks>
/// <param name="Decrease">c in (0, 1).</param>
/// <param name="Evaluations">Trials at most, 1 or more.</param>
public sealed record Backtracking(double Decrease = 1e-4, int Evaluations = 60) : ILineSearch
{
    public double Decrease { get; } = OptionRange.Inside(Decrease, nameof(Decrease));

    public int Evaluations { get; } = OptionRange.Count(Evaluations, nameof(Evaluations));

    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"backtracking(decrease={Decrease}, evaluations={Evaluations})");

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        var origin = line.Origin;
        if (!(origin.Slope < 0))
        {
            return LineSearchResult.NotDescent;
        }
        var step = initial;
        var value = line.SampleAt(step).Value;
        for (var trials = 1; !IsLower(origin, step, value); trials++)
        {
            var shorter = Shorter(origin, step, value);
            if (trials >= Evaluations || shorter < line.SmallestStep)
            {
                return LineSearchResult.LowestOf(line, LineSearchOutcome.Exhausted);
            }
            step = shorter;
            value = line.ValueAt(step);
        }
        return double.IsFinite(value) ? new(LineSearchOutcome.Accepted, step) : new(LineSearchOutcome.Unbounded, 0);
    }

    /// <summary>Strictly lower as well: where the demand is below the rounding, an equal loss is no decrease.</summary>
    private bool IsLower(LineSample origin, double step, double value) =>
        value < origin.Value && value <= origin.Value + (Decrease * step * origin.Slope);

    private static double Shorter(LineSample origin, double step, double value)
    {
        var parabola = -0.5 * origin.Slope * step * step / (value - origin.Value - (step * origin.Slope));
        return double.IsFinite(parabola) && double.IsFinite(value)
            ? Math.Clamp(parabola, 0.1 * step, 0.5 * step)
            : 0.1 * step;
    }
}
