using System.Globalization;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The strong Wolfe search of PyTorch's L-BFGS, step by step: cubic extrapolation to a bracket, cubic interpolation inside.
/// </summary>
/// <remarks>
/// For comparisons with PyTorch; <see cref="MoreThuente"/> and <see cref="HagerZhang"/> are the stronger searches. It ends without
/// having met the conditions once the bracket, times max |d_i|, is shorter than <paramref name="Shortest"/>: an absolute length,
/// whatever the scale of θ. As there, the lower end of the bracket is taken then. Cost: one gradient per trial.
/// </remarks>
/// <param name="Decrease">c₁ in (0, 1).</param>
/// <param name="Curvature">c₂ in (c₁, 1).</param>
/// <param name="Shortest">The length of θ's move at which the bracket counts as closed.</param>
/// <param name="Evaluations">Trials at most, 1 or more.</param>
public sealed record CubicZoom(
    double Decrease = 1e-4,
    double Curvature = 0.9,
    double Shortest = 1e-9,
    int Evaluations = 26
) : ILineSearch
{
    public double Decrease { get; } = OptionRange.Inside(Decrease, nameof(Decrease));

    public double Curvature { get; } = OptionRange.Above(Curvature, Decrease, nameof(Curvature), nameof(Decrease));

    public double Shortest { get; } = OptionRange.Positive(Shortest, nameof(Shortest));

    public int Evaluations { get; } = OptionRange.Count(Evaluations, nameof(Evaluations));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"cubic-zoom(decrease={Decrease}, curvature={Curvature}, shortest={Shortest}, evaluations={Evaluations})"
        );

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        var origin = line.Origin;
        if (!(origin.Slope < 0))
        {
            return LineSearchResult.NotDescent;
        }
        var former = origin;
        var trial = line.SampleAt(initial);
        for (var trials = 1; ; trials++)
        {
            if (!SufficientlyLower(origin, trial) || (trials > 2 && trial.Value >= former.Value))
            {
                return Zoom(line, former, trial, trials);
            }
            if (Math.Abs(trial.Slope) <= -Curvature * origin.Slope)
            {
                return new(LineSearchOutcome.Accepted, trial.Step);
            }
            if (trial.Slope >= 0)
            {
                return Zoom(line, former, trial, trials);
            }
            if (trials >= Evaluations)
            {
                return LineSearchResult.LowestOf(line, LineSearchOutcome.Unbounded);
            }
            var shortest = trial.Step + (0.01 * (trial.Step - former.Step));
            var next = Cubic(former, trial, shortest, 10 * trial.Step);
            former = trial;
            trial = line.SampleAt(next);
        }
    }

    private LineSearchResult Zoom(LineFunction line, LineSample first, LineSample second, int trials)
    {
        var origin = line.Origin;
        var reach = line.LargestEntry;
        var (low, high) = second.Value < first.Value ? (second, first) : (first, second);
        var near = false;
        while (trials < Evaluations && !(Math.Abs(high.Step - low.Step) * reach < Shortest))
        {
            var left = Math.Min(low.Step, high.Step);
            var right = Math.Max(low.Step, high.Step);
            var step = low.Step <= high.Step ? Cubic(low, high, left, right) : Cubic(high, low, left, right);
            // A step near an end, twice in a row or on it, is moved a tenth of the bracket inwards.
            var margin = 0.1 * (right - left);
            if (Math.Min(right - step, step - left) < margin)
            {
                var move = near || step >= right || step <= left;
                if (move)
                {
                    step = Math.Abs(step - right) < Math.Abs(step - left) ? right - margin : left + margin;
                }
                near = !move;
            }
            else
            {
                near = false;
            }
            var trial = line.SampleAt(step);
            trials++;
            if (!SufficientlyLower(origin, trial) || trial.Value >= low.Value)
            {
                high = trial;
                if (high.Value < low.Value)
                {
                    (low, high) = (high, low);
                }
                continue;
            }
            if (Math.Abs(trial.Slope) <= -Curvature * origin.Slope)
            {
                return new(LineSearchOutcome.Accepted, trial.Step);
            }
            if (trial.Slope * (high.Step - low.Step) >= 0)
            {
                high = low;
            }
            low = trial;
        }
        return low.Step > 0 && low.Value <= origin.Value + line.Noise
            ? new(LineSearchOutcome.Lower, low.Step)
            : LineSearchResult.LowestOf(line, LineSearchOutcome.Exhausted);
    }

    private bool SufficientlyLower(LineSample origin, LineSample trial) =>
        trial.Value <= origin.Value + (Decrease * trial.Step * origin.Slope);

    private static double Cubic(LineSample a, LineSample b, double lower, double upper)
    {
        var d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Step - b.Step));
        var square = (d1 * d1) - (a.Slope * b.Slope);
        if (!(square >= 0))
        {
            return (lower + upper) / 2;
        }
        var d2 = Math.Sqrt(square);
        var step =
            a.Step <= b.Step
                ? b.Step - ((b.Step - a.Step) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2))))
                : a.Step - ((a.Step - b.Step) * ((a.Slope + d2 - d1) / (a.Slope - b.Slope + (2 * d2))));
        return Math.Min(Math.Max(step, lower), upper);
    }
}
