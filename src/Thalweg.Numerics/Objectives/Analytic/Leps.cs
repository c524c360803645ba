using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>The London–Eyring–Polanyi–Sato potential of three atoms on a line, x = r_AB, y = r_BC, r_AC = x + y: two valleys that run to
/// infinity, and a pass between them [Jonsson1998].</summary>
/// <remarks>
/// V = Σ Q_i/(1 + s_i) − √(Σ c_i² − c_AB c_BC − c_BC c_AC − c_AB c_AC), c_i = J_i/(1 + s_i), Q = d/2 (3/2 e^{−2α(r − r0)} − e^{−α(r − r0)}),
/// J = d/4 (e^{−2α(r − r0)} − 6 e^{−α(r − r0)}), s = (0.05, 0.30, 0.05), d = (4.746, 4.746, 3.445), r0 = 0.742, α = 1.942. Terms:
/// <c>coulomb</c> and <c>exchange</c>. It has no finite minimum.
/// </remarks>
public sealed class Leps() : AnalyticObjective("leps", 2, ["coulomb", "exchange"], null)
{
    private const double Distance = 0.742;
    private const double Rate = 1.942;
    private static readonly double[] Sato = [0.05, 0.30, 0.05];
    private static readonly double[] Depth = [4.746, 4.746, 3.445];

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        var at = new Pairs(x);
        terms[0] = at.Coulomb;
        terms[1] = -at.Root;
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        var at = new Pairs(x);
        (gradients[0], gradients[1]) = Pairs.ByCoordinates(at.FirstQ);
        var (sx, sy) = Pairs.ByCoordinates(at.SquareByLength());
        gradients[2] = -sx / (2 * at.Root);
        gradients[3] = -sy / (2 * at.Root);
    }

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var at = new Pairs(x);
        var (coulomb, exchange) = (term is null or 0 ? 1.0 : 0.0, term is null or 1 ? 1.0 : 0.0);
        var (sx, sy) = Pairs.ByCoordinates(at.SquareByLength());
        var (sxx, sxy, syy) = at.SecondOfSquare();
        var (half, eighth) = (-1 / (2 * at.Root), 1 / (4 * at.Root * at.Root * at.Root));
        var q = at.SecondQ;
        var xx = (coulomb * (q[0] + q[2])) + (exchange * ((half * sxx) + (eighth * sx * sx)));
        var xy = (coulomb * q[2]) + (exchange * ((half * sxy) + (eighth * sx * sy)));
        var yy = (coulomb * (q[1] + q[2])) + (exchange * ((half * syy) + (eighth * sy * sy)));
        return (vector, product) =>
        {
            product[0] = (xx * vector[0]) + (xy * vector[1]);
            product[1] = (xy * vector[0]) + (yy * vector[1]);
        };
    }

    /// <summary>What the three pairs AB, BC, AC give.</summary>
    private sealed class Pairs
    {
        private readonly double[] c = new double[3];
        private readonly double[] firstC = new double[3];
        private readonly double[] secondC = new double[3];

        public Pairs(ReadOnlySpan<double> x)
        {
            Span<double> lengths = [x[0], x[1], x[0] + x[1]];
            for (var i = 0; i < 3; i++)
            {
                var one = Elementary.Exp(-Rate * (lengths[i] - Distance));
                var two = one * one;
                var scale = Depth[i] / (1 + Sato[i]);
                Coulomb += scale * 0.5 * ((1.5 * two) - one);
                FirstQ[i] = scale * 0.5 * Rate * ((-3 * two) + one);
                SecondQ[i] = scale * 0.5 * Rate * Rate * ((6 * two) - one);
                c[i] = scale * 0.25 * (two - (6 * one));
                firstC[i] = scale * 0.25 * Rate * ((-2 * two) + (6 * one));
                secondC[i] = scale * 0.25 * Rate * Rate * ((4 * two) - (6 * one));
            }
            Root = Math.Sqrt(
                (c[0] * c[0]) + (c[1] * c[1]) + (c[2] * c[2]) - (c[0] * c[1]) - (c[1] * c[2]) - (c[0] * c[2])
            );
        }

        public double Coulomb { get; }

        public double Root { get; }

        public double[] FirstQ { get; } = new double[3];

        public double[] SecondQ { get; } = new double[3];

        /// <summary>By x and y, of what depends on the three lengths with these derivatives.</summary>
        public static (double X, double Y) ByCoordinates(double[] byLength) =>
            (byLength[0] + byLength[2], byLength[1] + byLength[2]);

        /// <summary>The derivatives by the three lengths of what stands under the root.</summary>
        public double[] SquareByLength() =>
            [
                ((2 * c[0]) - c[1] - c[2]) * firstC[0],
                ((2 * c[1]) - c[0] - c[2]) * firstC[1],
                ((2 * c[2]) - c[1] - c[0]) * firstC[2],
            ];

        /// <summary>Second derivatives by x and y of what stands under the root.</summary>
        public (double XX, double XY, double YY) SecondOfSquare()
        {
            var aa = (2 * firstC[0] * firstC[0]) + (((2 * c[0]) - c[1] - c[2]) * secondC[0]);
            var bb = (2 * firstC[1] * firstC[1]) + (((2 * c[1]) - c[0] - c[2]) * secondC[1]);
            var cc = (2 * firstC[2] * firstC[2]) + (((2 * c[2]) - c[1] - c[0]) * secondC[2]);
            var (ab, bc, ac) = (-firstC[0] * firstC[1], -firstC[1] * firstC[2], -firstC[0] * firstC[2]);
            return (aa + (2 * ac) + cc, ab + ac + bc + cc, bb + (2 * bc) + cc);
        }
    }
}
