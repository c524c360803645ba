using Thalweg.Numerics.Integration;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Terms;

/// <summary>Test functions along one axis, of which some ends may be zeros.</summary>
internal abstract class TestBasis
{
    private TestBasis(double lower, double upper, int count)
    {
        Lower = lower;
        Length = upper - lower;
        Count = count;
    }

    public int Count { get; }

    protected double Lower { get; }

    protected double Length { get; }

    /// <summary>Equal parts on each of which the functions are smooth.</summary>
    protected abstract int Parts { get; }

    /// <summary>Nodes of Gauss on a part that products of two functions are integrated with to rounding.</summary>
    protected abstract int Nodes { get; }

    /// <param name="isZeroBelow">Whether the functions vanish at the lower end.</param>
    /// <param name="isZeroAbove">At the upper end.</param>
    public static TestBasis Of(TestFunctions tests, double lower, double upper, bool isZeroBelow, bool isZeroAbove) =>
        tests.Family switch
        {
            TestFamily.Legendre => new Polynomials(lower, upper, tests.Degree, isZeroBelow, isZeroAbove),
            TestFamily.Sine => new Waves(lower, upper, tests.Degree, isZeroBelow, isZeroAbove),
            _ => new Hats(lower, upper, tests.Degree, isZeroBelow, isZeroAbove),
        };

    /// <summary>Writes the functions and their derivatives at a place, [Count] each.</summary>
    public abstract void At(double x, Span<double> values, Span<double> slopes);

    /// <summary>∫ v_j v_k and ∫ v_j′ v_k′, [Count, Count].</summary>
    public (double[] Mass, double[] Stiffness) Gram()
    {
        var (mass, stiffness) = (new double[Count * Count], new double[Count * Count]);
        var (values, slopes) = (new double[Count], new double[Count]);
        var (nodes, weights) = GaussLegendre.OnUnitInterval(Nodes);
        var width = Length / Parts;
        for (var part = 0; part < Parts; part++)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                At(Lower + width * (part + nodes[i]), values, slopes);
                for (var j = 0; j < Count; j++)
                {
                    for (var k = 0; k < Count; k++)
                    {
                        mass[j * Count + k] += width * weights[i] * (values[j] * values[k]);
                        stiffness[j * Count + k] += width * weights[i] * (slopes[j] * slopes[k]);
                    }
                }
            }
        }
        return (mass, stiffness);
    }

    // P_(k+1) − P_(k−1) with two zeros, P_k ± P_(k−1) with one, P_(k−1) with none; k from 1.
    private sealed class Polynomials(double lower, double upper, int count, bool isZeroBelow, bool isZeroAbove)
        : TestBasis(lower, upper, count)
    {
        protected override int Parts => 1;

        protected override int Nodes => Count + 3;

        public override void At(double x, Span<double> values, Span<double> slopes)
        {
            var at = 2.0 * ((x - Lower) / Length) - 1.0;
            var scale = 2.0 / Length;
            // P_n and P_n′ for n = k − 2, k − 1 and k.
            var (twoBack, back, own) = (0.0, 0.0, 1.0);
            var (slopeTwoBack, slopeBack, slope) = (0.0, 0.0, 0.0);
            for (var k = 0; k <= Count + 1; k++)
            {
                if (k > 0)
                {
                    (twoBack, back, own) = (back, own, k == 1 ? at : ((2 * k - 1) * at * own - (k - 1) * back) / k);
                    (slopeTwoBack, slopeBack, slope) = (
                        slopeBack,
                        slope,
                        k == 1 ? 1.0 : slopeBack + (2 * k - 1) * back
                    );
                }
                var (number, value, rise) = (isZeroBelow, isZeroAbove) switch
                {
                    (true, true) => (k - 2, own - twoBack, slope - slopeTwoBack),
                    (true, false) => (k - 1, own + back, slope + slopeBack),
                    (false, true) => (k - 1, own - back, slope - slopeBack),
                    _ => (k, own, slope),
                };
                if (number >= 0 && number < Count)
                {
                    values[number] = value;
                    slopes[number] = scale * rise;
                }
            }
        }
    }

    // sin kπs with two zeros, sin or cos (k − ½)πs with one, cos (k − 1)πs with none; k from 1.
    private sealed class Waves(double lower, double upper, int count, bool isZeroBelow, bool isZeroAbove)
        : TestBasis(lower, upper, count)
    {
        protected override int Parts => 1;

        protected override int Nodes => 2 * Count + 24;

        public override void At(double x, Span<double> values, Span<double> slopes)
        {
            var s = (x - Lower) / Length;
            for (var i = 0; i < Count; i++)
            {
                var waves =
                    isZeroBelow && isZeroAbove ? i + 1
                    : isZeroBelow || isZeroAbove ? i + 0.5
                    : i;
                var (sine, cosine) = (Elementary.Sin(Math.PI * waves * s), Elementary.Cos(Math.PI * waves * s));
                var rate = Math.PI * waves / Length;
                (values[i], slopes[i]) = isZeroBelow ? (sine, rate * cosine) : (cosine, -rate * sine);
            }
        }
    }

    // One for each node of equal intervals that is no zero.
    private sealed class Hats(double lower, double upper, int count, bool isZeroBelow, bool isZeroAbove)
        : TestBasis(lower, upper, count)
    {
        // A single hat without zeros is the constant.
        protected override int Parts { get; } = Math.Max(1, count - 1 + (isZeroBelow ? 1 : 0) + (isZeroAbove ? 1 : 0));

        protected override int Nodes => 2;

        public override void At(double x, Span<double> values, Span<double> slopes)
        {
            values.Clear();
            slopes.Clear();
            var s = (x - Lower) / Length * Parts;
            var offset = isZeroBelow ? 1 : 0;
            var knot = (int)Math.Round(s);
            if (knot > 0 && knot < Parts && Math.Abs(s - knot) <= 1e-13 * Parts)
            {
                // The mean of both sides, as a node of a composite rule counts for both.
                Put(knot - offset, 1.0, 0.0, values, slopes);
                Put(knot - 1 - offset, 0.0, -0.5 * Parts / Length, values, slopes);
                Put(knot + 1 - offset, 0.0, 0.5 * Parts / Length, values, slopes);
                return;
            }
            var part = Math.Clamp((int)Math.Floor(s), 0, Parts - 1);
            Put(part - offset, 1.0 - (s - part), -Parts / Length, values, slopes);
            Put(part + 1 - offset, s - part, Parts / Length, values, slopes);
        }

        private void Put(int i, double value, double slope, Span<double> values, Span<double> slopes)
        {
            if (Count == 1 && !isZeroBelow && !isZeroAbove)
            {
                (values[0], slopes[0]) = (1.0, 0.0);
            }
            else if (i >= 0 && i < Count)
            {
                (values[i], slopes[i]) = (value, slope);
            }
        }
    }
}
