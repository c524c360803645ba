namespace Thalweg.Reports.Plotting;

/// <summary>Something drawn on a panel.</summary>
/// <param name="Name">What it is, shown on hover.</param>
public abstract record Mark(string Name, Ink Ink);

public enum Weight
{
    Thin,
    Medium,
    Bold,
}

public enum Dash
{
    Solid,
    Dashed,
    Dotted,
    DashDot,
    LongDash,
    LongDashDot,
    DashDotDot,
    LongShortDash,
}

public enum Marker
{
    Circle,
    Square,
    Diamond,
    Triangle,
    Cross,
    OpenSquare,
    TriangleDown,
    DiagonalCross,
}

/// <summary>A curve; non-finite values (and non-positive ones on a logarithmic axis) leave a gap.</summary>
public sealed record LineMark(string Name, Ink Ink, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name, Ink)
{
    public Weight Weight { get; init; } = Weight.Thin;

    public Dash Dash { get; init; } = Dash.Solid;

    /// <summary>Written at the right end of the curve.</summary>
    public string? Label { get; init; }

    /// <summary>Heights on a 3-D panel.</summary>
    public IReadOnlyList<double>? Z { get; init; }
}

/// <summary>Points, each with an interval where one is given.</summary>
public sealed record PointsMark(string Name, Ink Ink, IReadOnlyList<double> X, IReadOnlyList<double> Y)
    : Mark(Name, Ink)
{
    public Marker Marker { get; init; } = Marker.Circle;

    /// <summary>Diameter in units of the font size.</summary>
    public double Size { get; init; } = 0.5;

    /// <summary>Ends of the intervals, along x where <see cref="IntervalAlongX"/>, else along y.</summary>
    public IReadOnlyList<double>? Lower { get; init; }

    public IReadOnlyList<double>? Upper { get; init; }

    public bool IntervalAlongX { get; init; }

    /// <summary>Opacity by point; null for opaque points.</summary>
    public IReadOnlyList<double>? Opacity { get; init; }

    /// <summary>Values that colour the points on the panel's scale; null to use the ink.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Line shown on hover for each point, beside the coordinates.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Outline, for marks that must be seen on a colour field.</summary>
    public Ink? Outline { get; init; }

    /// <summary>Heights on a 3-D panel.</summary>
    public IReadOnlyList<double>? Z { get; init; }
}

/// <summary>Short upright bars: medians in a chart of points with categories along y.</summary>
public sealed record BarMark(string Name, Ink Ink, IReadOnlyList<double> X, IReadOnlyList<double> Y, double HalfHeight)
    : Mark(Name, Ink);

/// <summary>A colour field on a regular grid, drawn with the shared or the panel's own scale.</summary>
public sealed record FieldMark(string Name, Grid Grid, string ValueName) : Mark(Name, Ink.Text);

/// <summary>Lines of equal value on a grid.</summary>
public sealed record IsolineMark(string Name, Ink Ink, Grid Grid, double First, double Step, int Count)
    : Mark(Name, Ink)
{
    public IEnumerable<double> Levels => Enumerable.Range(0, Count).Select(i => First + i * Step);
}

/// <summary>Words at points, each on a ground of its own: the values of isolines.</summary>
public sealed record WordsMark(
    string Name,
    Ink Ink,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<string> Words
) : Mark(Name, Ink);

/// <summary>A surface over a grid, on a 3-D panel.</summary>
public sealed record SurfaceMark(string Name, Grid Grid, string ValueName) : Mark(Name, Ink.Text);
