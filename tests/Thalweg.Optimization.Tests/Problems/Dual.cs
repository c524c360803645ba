using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>A number with its partial derivatives: forward-mode differentiation, exact up to rounding.</summary>
internal readonly struct Dual(double value, double[] partials)
{
    public double Value { get; } = value;

    public double[] Partials { get; } = partials;

    /// <summary>The variables x_1 … x_n.</summary>
    public static Dual[] Variables(ReadOnlySpan<double> x)
    {
        var variables = new Dual[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var partials = new double[x.Length];
            partials[i] = 1;
            variables[i] = new Dual(x[i], partials);
        }
        return variables;
    }

    public static implicit operator Dual(double constant) => new(constant, []);

    public static Dual operator +(Dual a, Dual b) => Join(a.Value + b.Value, a, 1, b, 1);

    public static Dual operator -(Dual a, Dual b) => Join(a.Value - b.Value, a, 1, b, -1);

    public static Dual operator -(Dual a) => Chain(-a.Value, a, -1);

    public static Dual operator *(Dual a, Dual b) => Join(a.Value * b.Value, a, b.Value, b, a.Value);

    public static Dual operator /(Dual a, Dual b)
    {
        var quotient = a.Value / b.Value;
        return Join(quotient, a, 1 / b.Value, b, -quotient / b.Value);
    }

    public static Dual Exp(Dual a) => Chain(Elementary.Exp(a.Value), a, Elementary.Exp(a.Value));

    public static Dual Sin(Dual a) => Chain(Elementary.Sin(a.Value), a, Elementary.Cos(a.Value));

    public static Dual Cos(Dual a) => Chain(Elementary.Cos(a.Value), a, -Elementary.Sin(a.Value));

    public static Dual Sqrt(Dual a) => Chain(Math.Sqrt(a.Value), a, 0.5 / Math.Sqrt(a.Value));

    public static Dual Atan(Dual a) => Chain(Math.Atan(a.Value), a, 1 / (1 + (a.Value * a.Value)));

    public static Dual Log(Dual a) => Chain(Elementary.Log(a.Value), a, 1 / a.Value);

    public static Dual Abs(Dual a) => Chain(Math.Abs(a.Value), a, Math.Sign(a.Value));

    private static Dual Chain(double value, Dual a, double slope) => new(value, [.. a.Partials.Select(p => slope * p)]);

    private static Dual Join(double value, Dual a, double slopeA, Dual b, double slopeB)
    {
        var partials = new double[Math.Max(a.Partials.Length, b.Partials.Length)];
        for (var i = 0; i < a.Partials.Length; i++)
        {
            partials[i] += slopeA * a.Partials[i];
        }
        for (var i = 0; i < b.Partials.Length; i++)
        {
            partials[i] += slopeB * b.Partials[i];
        }
        return new Dual(value, partials);
    }
}
