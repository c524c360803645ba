namespace Thalweg.Pde.Geometry;

/// <summary>Points on which a function of a domain is looked at: a line or a plane through the domain.</summary>
/// <param name="Description">Where the grid lies, for example <c>over space and time</c>.</param>
/// <param name="Axes">One for a line, two for a plane.</param>
/// <param name="Coordinates">[d, n], one row per coordinate; the last axis of the grid is the fastest.</param>
public sealed record Grid(string Description, IReadOnlyList<GridAxis> Axes, double[] Coordinates)
{
    public string Description { get; init; } = Description ?? throw new ArgumentNullException(nameof(Description));

    public IReadOnlyList<GridAxis> Axes { get; init; } = Axes ?? throw new ArgumentNullException(nameof(Axes));

    public double[] Coordinates { get; init; } = Coordinates ?? throw new ArgumentNullException(nameof(Coordinates));

    /// <summary>Intervals of a line, and of each axis of a plane.</summary>
    internal const int LineIntervals = 400,
        PlaneIntervals = 100;

    /// <summary>n.</summary>
    public int Count => Axes.Aggregate(1, (count, axis) => count * axis.Values.Length);

    /// <summary>d.</summary>
    public int Dimension => Coordinates.Length / Count;

    /// <summary>Equally spaced values from one end to the other, both ends exact.</summary>
    internal static double[] Line(double from, double to, int intervals)
    {
        var line = new double[intervals + 1];
        for (var i = 0; i <= intervals; i++)
        {
            line[i] = ((from * (intervals - i)) + (to * i)) / intervals;
        }
        return line;
    }
}

/// <summary>One axis of a <see cref="Grid"/>.</summary>
/// <param name="Name"><c>x</c> for a line; <c>x1</c>, <c>x2</c> or <c>t</c> for a plane.</param>
/// <param name="Values">In ascending order.</param>
public sealed record GridAxis(string Name, double[] Values)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public double[] Values { get; init; } = Values ?? throw new ArgumentNullException(nameof(Values));
}
