using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>r(θ) = R + Σ_k (a_k cos kθ + b_k sin kθ) &gt; 0: how far a star shape reaches from its centre.</summary>
internal sealed class Outreach
{
    private const int Samples = 4096;

    private const double Tiny = 1e-300;

    private readonly double radius;
    private readonly (double Cos, double Sin)[] waves;

    public Outreach(double radius, IReadOnlyList<(double Cos, double Sin)> waves)
    {
        (this.radius, this.waves) = (radius, [.. waves]);
        if (!double.IsFinite(radius) || !waves.All(w => double.IsFinite(w.Cos) && double.IsFinite(w.Sin)))
        {
            throw new ArgumentException("got a star shape with a number that is not finite, expected finite ones");
        }
        var least = Enumerable.Range(0, Samples).Min(i => At(Angle(i)).Value);
        var steepest = this.waves.Select((w, k) => (k + 1) * (Math.Abs(w.Cos) + Math.Abs(w.Sin))).Sum();
        if (!(least > steepest * Math.PI / Samples))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got a star shape whose radius falls to {least:G4}, expected one that is positive at every angle: take smaller waves or a larger radius"
                )
            );
        }
    }

    /// <summary>R² + ½ Σ (a_k² + b_k²).</summary>
    public double MeanSquare => radius * radius + waves.Sum(w => 0.5 * (w.Cos * w.Cos + w.Sin * w.Sin));

    /// <summary>For example <c>1 + 0.2 cos 3a - 0.1 sin 5a</c>.</summary>
    public string Description =>
        radius.ToString(CultureInfo.InvariantCulture)
        + string.Concat(waves.Select((w, k) => Term(w.Cos, "cos", k + 1) + Term(w.Sin, "sin", k + 1)));

    /// <summary>r and r′.</summary>
    public (double Value, double Slope) At(double angle) => Towards(Elementary.Cos(angle), Elementary.Sin(angle));

    /// <summary>r and r′ at the angle of a unit vector.</summary>
    public (double Value, double Slope) Towards(double x, double y)
    {
        var (value, slope) = (radius, 0.0);
        var (cosine, sine) = (1.0, 0.0);
        for (var k = 1; k <= waves.Length; k++)
        {
            (cosine, sine) = (cosine * x - sine * y, cosine * y + sine * x);
            var (a, b) = waves[k - 1];
            value += a * cosine + b * sine;
            slope += k * (b * cosine - a * sine);
        }
        return (value, slope);
    }

    /// <summary>The least and the largest coordinate around the centre.</summary>
    public (double Lower, double Upper) Extent(int axis)
    {
        return (-Largest(-1), Largest(1));

        double Largest(int sign)
        {
            double Coordinate(double angle) =>
                sign * At(angle).Value * (axis == 0 ? Elementary.Cos(angle) : Elementary.Sin(angle));
            var best = Enumerable.Range(0, Samples).MaxBy(i => Coordinate(Angle(i)));
            var (a, b) = (Angle(best - 1), Angle(best + 1));
            for (var step = 0; step < 60; step++)
            {
                var (left, right) = (a + (b - a) / 3, b - (b - a) / 3);
                (a, b) = Coordinate(left) < Coordinate(right) ? (left, b) : (a, right);
            }
            return Coordinate(0.5 * (a + b));
        }
    }

    /// <summary>1 − ρ²/r².</summary>
    public Expression Factor((double X, double Y) centre)
    {
        var (square, r, _) = Around(centre);
        return 1.0 - square / r.Power(2);
    }

    /// <summary>(1 − ρ²/r²) (R/2 + (ρ²/r²) (r²/(2 √(r² + r′²)) − R/2)): of slope 1 on the boundary.</summary>
    public Expression Distance((double X, double Y) centre)
    {
        var (square, r, slope) = Around(centre);
        var share = square / r.Power(2);
        var scale = r.Power(2) / (2.0 * Calculus.Sqrt(r.Power(2) + slope.Power(2)));
        return (1.0 - share) * (0.5 * radius + share * (scale - 0.5 * radius));
    }

    private (Expression Square, Expression Radius, Expression Slope) Around((double X, double Y) centre)
    {
        var (x, y) = (Calculus.X(0) - centre.X, Calculus.X(1) - centre.Y);
        var square = x.Power(2) + y.Power(2);
        // Moves no value but at the centre, where the quotients have none.
        var distance = Calculus.Sqrt(square + Tiny);
        var (cosine, sine) = (x / distance, y / distance);
        Expression value = radius;
        Expression slope = 0.0;
        for (var k = 1; k <= waves.Length; k++)
        {
            var (a, b) = waves[k - 1];
            if (a != 0 || b != 0)
            {
                var (real, imaginary) = (Multiple(cosine, sine, k, 0), Multiple(cosine, sine, k, 1));
                value += a * real + b * imaginary;
                slope += k * (b * real - a * imaginary);
            }
        }
        return (square, value, slope);
    }

    /// <summary>cos kθ (first = 0) or sin kθ (first = 1) as a sum over powers of cos θ and sin θ.</summary>
    private static Expression Multiple(Expression cosine, Expression sine, int k, int first)
    {
        Expression sum = 0.0;
        var binomial = first == 0 ? 1.0 : k;
        for (var j = first; j <= k; j += 2)
        {
            var sign = (j / 2) % 2 == 0 ? 1.0 : -1.0;
            sum += sign * binomial * Power(cosine, k - j) * Power(sine, j);
            binomial = binomial * (k - j) * (k - j - 1) / ((j + 1) * (j + 2));
        }
        return sum;
    }

    private static Expression Power(Expression e, int power) =>
        power == 0 ? 1.0
        : power == 1 ? e
        : e.Power(power);

    private static double Angle(int sample) => 2 * Math.PI * sample / Samples;

    private static string Term(double factor, string function, int k)
    {
        if (factor == 0)
        {
            return "";
        }
        var (sign, size) = factor < 0 ? ("-", -factor) : ("+", factor);
        return string.Create(CultureInfo.InvariantCulture, $" {sign} {size} {function} {(k == 1 ? "a" : $"{k}a")}");
    }
}
