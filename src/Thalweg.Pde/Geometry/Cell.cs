namespace Thalweg.Pde.Geometry;

/// <summary>A product of intervals in which product rules take their points. On a face one coordinate is fixed, on an end of an
/// interval the only one.</summary>
/// <param name="Axes">[d].</param>
public sealed record Cell(IReadOnlyList<Interval> Axes)
{
    public IReadOnlyList<Interval> Axes { get; init; } = Axes ?? throw new ArgumentNullException(nameof(Axes));

    /// <summary>Numbers of the coordinates that are not fixed, in ascending order.</summary>
    public IEnumerable<int> Varying => Enumerable.Range(0, Axes.Count).Where(k => Axes[k].Length > 0);
}
