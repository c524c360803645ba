using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Geometry;

/// <summary>The upper or lower edge of a slab: a line or half a circle over an interval of x.</summary>
internal sealed class Rim
{
    private readonly Corner start;
    private readonly double slope;
    private readonly int half;

    /// <summary>A segment that is not upright.</summary>
    public Rim(Segment segment)
    {
        start = segment.From;
        slope = (segment.To.Y - segment.From.Y) / (segment.To.X - segment.From.X);
        (Lower, Upper) = (Math.Min(segment.From.X, segment.To.X), Math.Max(segment.From.X, segment.To.X));
        Ends = (segment.From.X <= segment.To.X) ? (segment.From, segment.To) : (segment.To, segment.From);
    }

    /// <summary>A piece of a circle between two points, above or below its centre.</summary>
    public Rim(CircleArc arc, Corner left, Corner right, bool isAbove)
    {
        Circle = arc;
        half = isAbove ? 1 : -1;
        (Lower, Upper) = (left.X, right.X);
        Ends = (left, right);
    }

    /// <summary>Where x begins.</summary>
    public double Lower { get; }

    /// <summary>Where x ends.</summary>
    public double Upper { get; }

    public (Corner Left, Corner Right) Ends { get; }

    /// <summary>Null for a line.</summary>
    public CircleArc? Circle { get; }

    /// <summary>y over x = m − h cos θ.</summary>
    /// <param name="sine">sin θ, which is the height above the centre where m and h are those of the circle.</param>
    public double At(double x, double middle, double half, double sine)
    {
        if (Circle is not { } circle)
        {
            return start.Y + slope * (x - start.X);
        }
        var height =
            circle.Centre.X == middle && circle.Radius == half
                ? half * sine
                : Math.Sqrt(
                    Math.Max((circle.Radius - (x - circle.Centre.X)) * (circle.Radius + (x - circle.Centre.X)), 0)
                );
        return circle.Centre.Y + this.half * height;
    }

    /// <summary>Rims that make up an arc: none for upright segments.</summary>
    /// <param name="slack">Distance below which two points are one.</param>
    public static IEnumerable<Rim> Of(Arc arc, double slack)
    {
        if (arc is Segment segment)
        {
            return segment.From.X == segment.To.X ? [] : [new Rim(segment)];
        }
        var circle = (CircleArc)arc;
        // Cut where the circle is upright: at the multiples of π within the sweep.
        var (from, to) = (
            Math.Min(circle.Start, circle.Start + circle.Sweep),
            Math.Max(circle.Start, circle.Start + circle.Sweep)
        );
        var angles = new List<double> { from };
        var tolerance = slack / circle.Radius;
        for (var turn = Math.Ceiling((from - tolerance) / Math.PI); turn * Math.PI <= to + tolerance; turn++)
        {
            // Heights near such a point are roots of what is left of x, so that only a far smaller piece may be left out.
            if (turn * Math.PI - from > tolerance && to - turn * Math.PI > tolerance)
            {
                angles.Add(turn * Math.PI);
            }
        }
        angles.Add(to);
        var (first, last) = circle.Sweep > 0 ? (circle.From, circle.To) : (circle.To, circle.From);
        return angles.Zip(angles.Skip(1)).Select(p => Piece(circle, p.First, p.Second, At(p.First), At(p.Second)));

        Corner At(double angle) =>
            angle == from ? first
            : angle == to ? last
            : new Corner(
                circle.Centre.X + circle.Radius * (Math.Round(angle / Math.PI) % 2 == 0 ? 1 : -1),
                circle.Centre.Y
            );
    }

    private static Rim Piece(CircleArc circle, double from, double to, Corner a, Corner b)
    {
        var isAbove = Elementary.Sin(0.5 * (from + to)) > 0;
        return isAbove ? new(circle, b, a, true) : new(circle, a, b, false);
    }
}
