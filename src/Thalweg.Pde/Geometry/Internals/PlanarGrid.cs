namespace Thalweg.Pde.Geometry;

/// <summary>Where a function on a domain of the plane is looked at: on a rectangle around it.</summary>
internal static class PlanarGrid
{
    public static Grid Over(Domain domain)
    {
        var first = Grid.Line(domain.Lower(0), domain.Upper(0), Grid.PlaneIntervals);
        var second = Grid.Line(domain.Lower(1), domain.Upper(1), Grid.PlaneIntervals);
        var count = first.Length * second.Length;
        var coordinates = new double[2 * count];
        for (var i = 0; i < count; i++)
        {
            coordinates[i] = first[i / second.Length];
            coordinates[count + i] = second[i % second.Length];
        }
        return new Grid(
            $"over the {domain.Whole.Name}",
            [new GridAxis("x1", first), new GridAxis("x2", second)],
            coordinates
        );
    }
}
