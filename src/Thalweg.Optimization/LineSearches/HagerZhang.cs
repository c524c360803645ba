using System.Globalization;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The Wolfe conditions or, once decreases drown in the rounding of L, the approximate ones, which look at slopes alone:
/// (2c₁ − 1) φ′(0) ≥ φ′(α) ≥ c₂ φ′(0) and φ(α) ≤ φ(0) + ε [HagerZhang2005] [HagerZhang2006].
/// </summary>
/// <remarks>
/// A slope keeps all its digits where a difference of losses has none left: near a minimum φ(α) − φ(0) is of the order of the
/// square of the distance, so comparing losses stops at half the digits. ε is the rounding of L
/// (<see cref="LineFunction.Noise"/>), the only rise that is ever accepted. Cost: one gradient per trial, one or two as a rule.
/// The interval shrinks by the double secant step and, where that is slow, by bisection. A trial that is not finite counts as too
/// high.
/// </remarks>
/// <param name="Decrease">c₁ in (0, ½).</param>
/// <param name="Curvature">c₂ in [c₁, 1).</param>
/// <param name="Evaluations">Trials at most, 1 or more.</param>
/// <param name="Longest">The longest step, in multiples of d.</param>
public sealed record HagerZhang(
    double Decrease = 0.1,
    double Curvature = 0.9,
    int Evaluations = 50,
    double Longest = 1e20
) : ILineSearch
{
    private const double Shrinkage = 0.66;
    private const double Expansion = 5;

    public double Decrease { get; } =
        Decrease is > 0 and < 0.5
            ? Decrease
            : throw new ArgumentOutOfRangeException(
                nameof(Decrease),
                Decrease,
                $"Decrease is {Decrease}; give a number in (0, 0.5)"
            );

    public double Curvature { get; } = OptionRange.Above(Curvature, Decrease, nameof(Curvature), nameof(Decrease));

    public int Evaluations { get; } = OptionRange.Count(Evaluations, nameof(Evaluations));

    public double Longest { get; } = OptionRange.Positive(Longest, nameof(Longest));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"hager-zhang(decrease={Decrease}, curvature={Curvature}, evaluations={Evaluations}, longest={Longest})"
        );

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        if (!(line.Origin.Slope < 0))
        {
            return LineSearchResult.NotDescent;
        }
        var run = new Run(this, line);
        run.Bracket(Math.Min(initial, Longest));
        while (run.Goes)
        {
            run.Narrow();
        }
        return run.Result;
    }

    /// <summary>One search: the interval [a, b] with φ(a) ≤ φ(0) + ε, φ′(a) &lt; 0 and φ′(b) ≥ 0.</summary>
    private ref struct Run(HagerZhang options, LineFunction line)
    {
        private readonly double limit = line.Origin.Value + line.Noise;
        private LineSample a = line.Origin;
        private LineSample b = line.Origin;
        private int trials;

        public LineSearchResult Result { get; private set; }

        public bool Goes { get; private set; } = true;

        public void Bracket(double initial)
        {
            var step = initial;
            while (Try(step, out var c))
            {
                if (IsHigh(c))
                {
                    b = c;
                    Halve();
                    return;
                }
                if (c.Slope >= 0)
                {
                    b = c;
                    return;
                }
                a = c;
                if (step >= options.Longest)
                {
                    End(LineSearchOutcome.Unbounded);
                    return;
                }
                step = Math.Min(Expansion * step, options.Longest);
            }
        }

        public void Narrow()
        {
            var width = b.Step - a.Step;
            DoubleSecant();
            if (Goes && b.Step - a.Step > Shrinkage * width && Try(a.Step + (0.5 * (b.Step - a.Step)), out var c))
            {
                Update(c);
            }
            if (Goes && !(b.Step - a.Step > line.SmallestStep))
            {
                End(LineSearchOutcome.Exhausted);
            }
        }

        private void DoubleSecant()
        {
            var (oldA, oldB) = (a, b);
            if (!TryInside(Secant(a, b), out var c))
            {
                return;
            }
            Update(c);
            if (!Goes)
            {
                return;
            }
            var second =
                c.Step == b.Step ? Secant(oldB, b)
                : c.Step == a.Step ? Secant(oldA, a)
                : double.NaN;
            if (TryInside(second, out c))
            {
                Update(c);
            }
        }

        /// <summary>Takes a trial inside the interval as one of its ends.</summary>
        private void Update(LineSample c)
        {
            if (IsHigh(c))
            {
                b = c;
                Halve();
            }
            else if (c.Slope >= 0)
            {
                b = c;
            }
            else
            {
                a = c;
            }
        }

        /// <summary>b is too high and its slope does not count: halves until an end with a rising slope is found.</summary>
        private void Halve()
        {
            while (b.Step - a.Step > line.SmallestStep)
            {
                if (!Try(a.Step + (0.5 * (b.Step - a.Step)), out var d))
                {
                    return;
                }
                if (!IsHigh(d) && d.Slope < 0)
                {
                    a = d;
                }
                else
                {
                    b = d;
                    if (d.IsFinite && d.Slope >= 0)
                    {
                        return;
                    }
                }
            }
            End(LineSearchOutcome.Exhausted);
        }

        private bool TryInside(double step, out LineSample sample)
        {
            sample = default;
            return step > a.Step && step < b.Step && Try(step, out sample);
        }

        /// <summary>Evaluates a trial; false once the search has ended.</summary>
        private bool Try(double step, out LineSample sample)
        {
            sample = default;
            if (trials++ >= options.Evaluations)
            {
                End(LineSearchOutcome.Exhausted);
                return false;
            }
            sample = line.SampleAt(step);
            if (Accepts(sample))
            {
                Result = new(LineSearchOutcome.Accepted, step);
                Goes = false;
            }
            return Goes;
        }

        private readonly bool Accepts(LineSample c)
        {
            var origin = line.Origin;
            if (!c.IsFinite || c.Slope < options.Curvature * origin.Slope)
            {
                return false;
            }
            return c.Value <= origin.Value + (options.Decrease * c.Step * origin.Slope)
                || (c.Value <= limit && c.Slope <= ((2 * options.Decrease) - 1) * origin.Slope);
        }

        private readonly bool IsHigh(LineSample c) => !c.IsFinite || c.Value > limit;

        private void End(LineSearchOutcome otherwise)
        {
            Result = LineSearchResult.LowestOf(line, otherwise);
            Goes = false;
        }

        private static double Secant(LineSample a, LineSample b) =>
            ((a.Step * b.Slope) - (b.Step * a.Slope)) / (b.Slope - a.Slope);
    }
}
