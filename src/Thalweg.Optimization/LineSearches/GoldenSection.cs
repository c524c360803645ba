using System.Globalization;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// Brackets a minimum of φ, then shrinks the bracket by golden sections: values alone, no slopes [Kiefer1953].
/// </summary>
/// <remarks>
/// The bracket a &lt; x &lt; b has φ(x) below φ(0) and not above either end; each further value shrinks it by 0.618. It is found by
/// lengthening the first step by 1.618 while the loss falls, or shortening it by 0.382 while the loss is above φ(0). Cost: a value
/// per trial and one gradient at the step taken. An uphill step is never taken unless <paramref name="AcceptUphill"/> says so: then
/// a search that finds nothing lower takes its shortest finite trial. A value that is not finite counts as too high.
/// </remarks>
/// <param name="Tolerance">The section ends once the bracket is shorter than this part of x, in (0, 1).</param>
/// <param name="Evaluations">Trials at most, 1 or more.</param>
/// <param name="AcceptUphill">Whether a step may raise the loss.</param>
public sealed record GoldenSection(double Tolerance = 0.1, int Evaluations = 60, bool AcceptUphill = false)
    : ILineSearch
{
    /// <summary>(3 − √5)/2.</summary>
    private const double Section = 0.38196601125010515;

    private const double Golden = 1.618033988749895;

    public double Tolerance { get; } = OptionRange.Inside(Tolerance, nameof(Tolerance));

    public int Evaluations { get; } = OptionRange.Count(Evaluations, nameof(Evaluations));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"golden-section(tolerance={Tolerance}, evaluations={Evaluations}, uphill={(AcceptUphill ? "true" : "false")})"
        );

    /// <summary>Three for the bracket, and as many sections as bring it to the tolerance.</summary>
    public int UsualValues => Math.Min(Evaluations, 3 + (int)Math.Ceiling(Math.Log(Tolerance) / Math.Log(1 - Section)));

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        if (!(line.Origin.Slope < 0) && !AcceptUphill)
        {
            return LineSearchResult.NotDescent;
        }
        var trials = 0;
        var lower = line.Origin.Value;
        var (a, x, b) = (0.0, initial, initial);
        var value = Try(line, x, ref trials);
        if (value < lower)
        {
            for (; ; )
            {
                b = x + (Golden * (x - a));
                var further = trials < Evaluations ? Try(line, b, ref trials) : double.NaN;
                if (double.IsNegativeInfinity(further) || double.IsNaN(further))
                {
                    return LineSearchResult.LowestOf(line, LineSearchOutcome.Unbounded);
                }
                if (further >= value)
                {
                    break;
                }
                (a, x, value) = (x, b, further);
            }
        }
        else
        {
            while (!(value < lower))
            {
                if (trials >= Evaluations || Section * x < line.SmallestStep)
                {
                    return AcceptUphill && double.IsFinite(value)
                        ? new(LineSearchOutcome.Accepted, x)
                        : new(LineSearchOutcome.Exhausted, 0);
                }
                b = x;
                x *= Section;
                value = Try(line, x, ref trials);
            }
        }
        return new(LineSearchOutcome.Accepted, Shrink(line, a, x, b, value, ref trials));
    }

    private double Shrink(LineFunction line, double a, double x, double b, double value, ref int trials)
    {
        while (b - a > Tolerance * x && trials < Evaluations)
        {
            var right = b - x > x - a;
            var probe = right ? x + (Section * (b - x)) : x - (Section * (x - a));
            if (probe <= a || probe >= b || probe == x)
            {
                break;
            }
            var probed = Try(line, probe, ref trials);
            if (probed < value)
            {
                (a, b) = right ? (x, b) : (a, x);
                (x, value) = (probe, probed);
            }
            else
            {
                (a, b) = right ? (a, probe) : (probe, b);
            }
        }
        return x;
    }

    private static double Try(LineFunction line, double step, ref int trials)
    {
        trials++;
        var value = line.ValueAt(step);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
