namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The line search of L-BFGS-GSS as its published code does it: first trial 0.2, six evaluations, an absolute tolerance of 10⁻⁴ on
/// length and loss, and sections of 0.382 from either end [Yu2026, Algorithm 1].
/// </summary>
/// <remarks>
/// For comparisons with published runs; for new work take <see cref="GoldenSection"/>. It accepts uphill steps: where the first
/// trials are higher and closer than the tolerance, it returns the last of them. On losses below 10⁻⁴ it hardly searches. While the
/// loss falls, the trials are 0.2, 0.8, 1.6, 3.2, …: 0.4 is left out. Cost: up to six values (seven where two are equal).
/// </remarks>
public sealed record PublishedGoldenSection : ILineSearch
{
    private const double First = 0.2;
    private const double Section = 0.382;
    private const double Tolerance = 1e-4;
    private const int Evaluations = 6;

    public string Description => "published-golden-section()";

    public int UsualValues => Evaluations;

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        return new(LineSearchOutcome.Accepted, new Run(line).Step(First * initial));
    }

    private ref struct Run(LineFunction line)
    {
        private readonly double startValue = line.Origin.Value;
        private double a;
        private double valueA;
        private double b;
        private double valueB;
        private double best;
        private double bestValue;
        private int count;

        public double Step(double trial)
        {
            var value = Try(trial);
            return value < startValue ? Lengthen(trial, value)
                : value > startValue ? Shorten(trial, value)
                : Middle(0, trial);
        }

        private double Lengthen(double first, double value)
        {
            (a, valueA, best, bestValue) = (0, startValue, first, value);
            for (var scale = 4.0; ; scale *= 2)
            {
                var trial = scale * first;
                var next = Try(trial);
                if (next > bestValue)
                {
                    (b, valueB) = (trial, next);
                    return count >= Evaluations ? best : Shrink();
                }
                if (next == bestValue)
                {
                    return Middle(best, trial);
                }
                (a, valueA, best, bestValue) = (best, bestValue, trial, next);
                if (count >= Evaluations)
                {
                    return best;
                }
            }
        }

        private double Shorten(double first, double value)
        {
            (a, valueA, b, valueB) = (0, startValue, first, value);
            for (; ; )
            {
                if (IsClosed())
                {
                    return b;
                }
                var trial = a + (Section * (b - a));
                var next = Try(trial);
                if (next < startValue)
                {
                    (best, bestValue) = (trial, next);
                    return count >= Evaluations ? best : Shrink();
                }
                if (next == startValue)
                {
                    return Middle(a, trial);
                }
                (b, valueB) = (trial, next);
                if (count >= Evaluations)
                {
                    return b;
                }
            }
        }

        private double Shrink()
        {
            while (count != Evaluations && !IsClosed())
            {
                var probe = b - best > best - a ? a + (Section * (b - a)) : b - (Section * (b - a));
                var value = Try(probe);
                if (value < bestValue)
                {
                    if (probe >= best)
                    {
                        (a, valueA) = (best, bestValue);
                    }
                    else
                    {
                        (b, valueB) = (best, bestValue);
                    }
                    (best, bestValue) = (probe, value);
                }
                else if (value == bestValue)
                {
                    return best;
                }
                else if (probe < best)
                {
                    (a, valueA) = (probe, value);
                }
                else if (probe > best)
                {
                    (b, valueB) = (probe, value);
                }
            }
            return best;
        }

        private readonly bool IsClosed() =>
            Math.Abs(b - a) * line.DirectionNorm < Tolerance || Math.Abs(valueA - valueB) < Tolerance;

        private double Middle(double from, double to)
        {
            var middle = (from + to) / 2;
            Try(middle);
            return middle;
        }

        private double Try(double step)
        {
            count++;
            return line.ValueAt(step);
        }
    }
}
