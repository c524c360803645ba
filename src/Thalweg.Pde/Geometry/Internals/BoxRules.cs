using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>What a box must be, and how it is named.</summary>
internal static class BoxRules
{
    public static void Require(IReadOnlyList<Interval> space, double? duration)
    {
        var most = Box.MaximumDimension - (duration is null ? 0 : 1);
        if (space.Count < 1 || space.Count > most)
        {
            throw new ArgumentException(
                $"got {space.Count} intervals, expected 1..{most}: give one per axis of space",
                nameof(space)
            );
        }
        for (var k = 0; k < space.Count; k++)
        {
            var (lower, upper, _) = space[k];
            if (!(lower < upper) || !double.IsFinite(upper - lower))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"got the interval [{lower}, {upper}] on x[{k}], expected finite ends in ascending order: exchange or move them"
                    ),
                    nameof(space)
                );
            }
        }
        if (duration is { } end && !(double.IsFinite(end) && end > 0))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got duration {end}, expected a positive number: give the time at which the cylinder ends"
                ),
                nameof(duration)
            );
        }
    }

    /// <summary>For example <c>unit cube, d = 2</c> or <c>space-time cylinder [-1, 1] x [0, 1], free at x[0] = 1</c>.</summary>
    public static string Name(IReadOnlyList<Interval> axes, bool hasTime)
    {
        var isUnitCube = !hasTime && axes.All(axis => axis is { Lower: 0, Upper: 1 });
        var product = string.Join(" x ", axes.Select(a => Text($"[{a.Lower}, {a.Upper}]")));
        var name =
            isUnitCube ? Text($"unit cube, d = {axes.Count}")
            : hasTime ? $"space-time cylinder {product}"
            : $"box {product}";
        var free = axes.Take(hasTime ? axes.Count - 1 : axes.Count).SelectMany(Free).ToArray();
        return free.Length == 0 ? name : $"{name}, free at {string.Join(", ", free)}";
    }

    /// <summary>For example <c>x = 0</c>, or <c>y = 1</c>, and <c>x4 = 0</c> beyond three axes.</summary>
    public static string FaceName(Cell face, bool hasTime)
    {
        var axis = Enumerable.Range(0, face.Axes.Count - (hasTime ? 1 : 0)).First(k => face.Axes[k].Length == 0);
        return Text($"{(axis < 3 ? "xyz"[axis] : Text($"x{axis + 1}"))} = {face.Axes[axis].Lower}");
    }

    private static IEnumerable<string> Free(Interval axis, int k)
    {
        if (axis.Free.HasFlag(FreeEnds.Lower))
        {
            yield return Text($"x[{k}] = {axis.Lower}");
        }
        if (axis.Free.HasFlag(FreeEnds.Upper))
        {
            yield return Text($"x[{k}] = {axis.Upper}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
