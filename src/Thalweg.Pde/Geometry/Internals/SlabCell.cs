using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Geometry;

/// <summary>What lies between two rims over an interval of x.</summary>
/// <remarks>Under circles x = m − h cos θ with m ± h the places next to the interval where one of them is upright, so that heights, roots
/// in x, are smooth in θ.</remarks>
internal sealed class SlabCell
{
    private const int Panels = 16;

    private readonly Rim below;
    private readonly Rim above;
    private readonly double middle;
    private readonly double half;
    private readonly Cumulative area;

    public SlabCell(Rim below, Rim above, double lower, double upper)
    {
        (this.below, this.above, Lower, Upper) = (below, above, lower, upper);
        CircleArc[] circles = [.. new[] { below.Circle, above.Circle }.OfType<CircleArc>()];
        if (circles.Length == 0)
        {
            // cos θ runs through [−1, 1] for no reason: x itself is the parameter.
            (First, Last) = (lower, upper);
        }
        else
        {
            var left = circles.Max(c => c.Centre.X - c.Radius);
            var right = circles.Min(c => c.Centre.X + c.Radius);
            var only = circles.All(c => c.Centre == circles[0].Centre && c.Radius == circles[0].Radius);
            (middle, half) = only
                ? (circles[0].Centre.X, circles[0].Radius)
                : (0.5 * (left + right), 0.5 * (right - left));
            (First, Last) = (Angle(lower), Angle(upper));
        }
        area = new Cumulative(
            parameter =>
            {
                var (_, low, high, speed) = Across(parameter);
                return Math.Max(high - low, 0) * speed;
            },
            First,
            Last,
            Panels
        );
    }

    public double Lower { get; }

    public double Upper { get; }

    public double Area => area.Total;

    private double First { get; }

    private double Last { get; }

    /// <summary>y at its left and right ends.</summary>
    public (double Low, double High) EndsAt(bool isRight)
    {
        var (_, low, high, _) = Across(isRight ? Last : First);
        return (low, Math.Max(low, high));
    }

    /// <summary>(s, t) of the unit square to the cell: s along x, t from below to above.</summary>
    /// <returns>|det| of the derivative.</returns>
    public double Place(double s, double t, Span<double> point)
    {
        var (x, low, high, speed) = Across(First + s * (Last - First));
        point[0] = x;
        point[1] = low + t * (high - low);
        return Math.Max(high - low, 0) * speed * (Last - First);
    }

    public void Uniform(double first, double second, Span<double> point)
    {
        var (x, low, high, _) = Across(area.Inverse(first));
        point[0] = x;
        point[1] = low + second * (high - low);
    }

    public bool Contains(double x, double y)
    {
        if (x < Lower || x > Upper)
        {
            return false;
        }
        var (_, low, high, _) = Across(half > 0 ? Angle(x) : x);
        return y >= low && y <= high;
    }

    private (double X, double Low, double High, double Speed) Across(double parameter)
    {
        if (half == 0)
        {
            return (parameter, below.At(parameter, 0, 0, 0), above.At(parameter, 0, 0, 0), 1);
        }
        var (sine, cosine) = (Elementary.Sin(parameter), Elementary.Cos(parameter));
        var x = Math.Clamp(middle - half * cosine, Lower, Upper);
        return (x, below.At(x, middle, half, sine), above.At(x, middle, half, sine), half * sine);
    }

    private double Angle(double x)
    {
        var across = Math.Clamp((middle - x) / half, -1, 1);
        return Angles.Of(across, Math.Sqrt((1 - across) * (1 + across)));
    }
}
