using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Paths;

/// <summary>w(t) = a(t) θ_a + b(t) θ_b + Σ B_n(t) c_n: the functions of one shape.</summary>
internal abstract class PathBasis(int count)
{
    /// <summary>N.</summary>
    public int Count => count;

    public virtual IReadOnlyList<double> Corners => [];

    public static PathBasis Of(PathShape shape, int count) =>
        shape switch
        {
            PathShape.Fourier => new Sines(count),
            PathShape.Bezier => new Bernstein(count),
            PathShape.Chain => new Hats(count),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, $"{shape} is not a shape of paths"),
        };

    /// <summary>a, b and B_n at t, [N].</summary>
    public abstract (double A, double B) Weights(double t, Span<double> weights);

    /// <summary>Their derivatives by t.</summary>
    public abstract (double A, double B) Slopes(double t, Span<double> weights);

    /// <summary>The coefficients of the straight line: entry n of θ_a weighs 1 − s, that of θ_b s; null where they are 0.</summary>
    public abstract double? Share(int n);

    private sealed class Sines(int count) : PathBasis(count)
    {
        public override (double A, double B) Weights(double t, Span<double> weights)
        {
            for (var n = 0; n < weights.Length; n++)
            {
                weights[n] = Elementary.Sin((n + 1) * Math.PI * t);
            }
            return (1 - t, t);
        }

        public override (double A, double B) Slopes(double t, Span<double> weights)
        {
            for (var n = 0; n < weights.Length; n++)
            {
                weights[n] = (n + 1) * Math.PI * Elementary.Cos((n + 1) * Math.PI * t);
            }
            return (-1, 1);
        }

        public override double? Share(int n) => null;
    }

    /// <summary>By de Casteljau's scheme on the unit vectors: sums of positive products, of any degree.</summary>
    private sealed class Bernstein(int count) : PathBasis(count)
    {
        public override (double A, double B) Weights(double t, Span<double> weights)
        {
            var all = Polynomials(Count + 1, t);
            all.AsSpan(1, Count).CopyTo(weights);
            return (all[0], all[^1]);
        }

        public override (double A, double B) Slopes(double t, Span<double> weights)
        {
            var degree = Count + 1;
            var below = Polynomials(degree - 1, t);
            for (var n = 0; n < Count; n++)
            {
                weights[n] = degree * (below[n] - below[n + 1]);
            }
            return (-degree * below[0], degree * below[^1]);
        }

        public override double? Share(int n) => (n + 1) / (Count + 1.0);

        private static double[] Polynomials(int degree, double t)
        {
            var values = new double[degree + 1];
            values[0] = 1;
            for (var d = 1; d <= degree; d++)
            {
                for (var n = d; n > 0; n--)
                {
                    values[n] = ((1 - t) * values[n]) + (t * values[n - 1]);
                }
                values[0] *= 1 - t;
            }
            return values;
        }
    }

    private sealed class Hats(int count) : PathBasis(count)
    {
        public override IReadOnlyList<double> Corners { get; } =
        [.. Enumerable.Range(1, count).Select(n => n / (count + 1.0))];

        public override (double A, double B) Weights(double t, Span<double> weights)
        {
            weights.Clear();
            var (piece, share) = Piece(t);
            return Spread(piece, 1 - share, share, weights);
        }

        public override (double A, double B) Slopes(double t, Span<double> weights)
        {
            weights.Clear();
            return Spread(Piece(t).Index, -(Count + 1), Count + 1, weights);
        }

        public override double? Share(int n) => (n + 1) / (Count + 1.0);

        private (int Index, double Share) Piece(double t)
        {
            var index = Math.Min((int)(t * (Count + 1)), Count);
            return (index, (t * (Count + 1)) - index);
        }

        private (double A, double B) Spread(int piece, double left, double right, Span<double> weights)
        {
            var (a, b) = (0.0, 0.0);
            if (piece == 0)
            {
                a = left;
            }
            else
            {
                weights[piece - 1] = left;
            }
            if (piece == Count)
            {
                b = right;
            }
            else
            {
                weights[piece] = right;
            }
            return (a, b);
        }
    }
}
