namespace Thalweg.Pde.Geometry;

/// <summary>A domain of the plane as cells between two rims each: cut upright at every end of a rim that is an edge there.</summary>
internal static class Slabs
{
    /// <exception cref="ArgumentException">The boundary is not closed.</exception>
    public static IReadOnlyList<SlabCell> Of(IReadOnlyList<Arc> boundary, double slack)
    {
        Rim[] rims = [.. boundary.SelectMany(arc => Rim.Of(arc, slack))];
        double[] cuts = [.. rims.SelectMany(r => new[] { r.Lower, r.Upper }).Distinct().Order()];
        var cells = new List<SlabCell>();
        var open = new Dictionary<(Rim Below, Rim Above), double>();
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (lower, upper) = (cuts[i], cuts[i + 1]);
            if (upper - lower <= slack)
            {
                continue;
            }
            var at = 0.5 * (lower + upper);
            Rim[] across =
            [
                .. rims.Where(r => r.Lower <= at && r.Upper >= at).OrderBy(r => r.At(at, double.NaN, double.NaN, 0)),
            ];
            if (across.Length % 2 != 0)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"got shapes that nearly touch near x = {at:G6}, expected ones that meet or keep clear of each other: move one of them"
                    )
                );
            }
            var pairs = Enumerable
                .Range(0, across.Length / 2)
                .Select(k => (across[2 * k], across[2 * k + 1]))
                .ToHashSet();
            foreach (var (pair, start) in open.Where(o => !pairs.Contains(o.Key)).ToList())
            {
                cells.Add(new SlabCell(pair.Below, pair.Above, start, lower));
                open.Remove(pair);
            }
            foreach (var pair in pairs)
            {
                open.TryAdd(pair, lower);
            }
        }
        cells.AddRange(open.Select(o => new SlabCell(o.Key.Below, o.Key.Above, o.Value, cuts[^1])));
        return [.. cells.OrderBy(c => c.Lower).ThenBy(c => c.EndsAt(false).Low)];
    }
}
