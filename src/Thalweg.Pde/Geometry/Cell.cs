namespace Thalweg.Pde.Geometry;

/// <summary>A map from parameters to points of a domain.</summary>
/// <param name="parameters">One for each axis of the cell.</param>
/// <param name="point">[d], written.</param>
/// <returns>The measure of the image over that of the parameters: |det| of the derivative, for a curve its speed.</returns>
public delegate double CellMap(ReadOnlySpan<double> parameters, Span<double> point);

/// <summary>A product of intervals in which product rules take their points. On a face one coordinate is fixed, on an end of an
/// interval the only one.</summary>
/// <param name="Axes">[d]; where the cell is a mapped one, an interval for each parameter of the map.</param>
public sealed record Cell(IReadOnlyList<Interval> Axes)
{
    /// <summary>From the parameters to the domain; null where these are the coordinates.</summary>
    public CellMap? Map { get; init; }

    /// <summary>The same cell with points drawn towards a corner, for rules that are exact for high powers; null where it is
    /// <see cref="Map"/>.</summary>
    public CellMap? Graded { get; init; }

    public IReadOnlyList<Interval> Axes { get; init; } = Axes ?? throw new ArgumentNullException(nameof(Axes));

    /// <summary>Numbers of the coordinates that are not fixed, in ascending order.</summary>
    public IEnumerable<int> Varying => Enumerable.Range(0, Axes.Count).Where(k => Axes[k].Length > 0);
}
