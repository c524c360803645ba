namespace Thalweg.Reports.Plotting;

/// <summary>Moves labels along an axis until none overlaps another, keeping their order.</summary>
internal static class LabelPlaces
{
    public static double[] Spread(IReadOnlyList<double> wanted, double spacing, double low, double high)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToArray();
        var places = wanted.ToArray();
        for (var k = 1; k < order.Length; k++)
        {
            places[order[k]] = Math.Max(places[order[k]], places[order[k - 1]] + spacing);
        }
        // Pushing down may have left the box: push back up from its end.
        for (var k = order.Length - 1; k >= 0; k--)
        {
            var ceiling = k == order.Length - 1 ? high : places[order[k + 1]] - spacing;
            places[order[k]] = Math.Max(low, Math.Min(places[order[k]], ceiling));
        }
        return places;
    }
}
