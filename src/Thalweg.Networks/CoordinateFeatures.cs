using System.Globalization;

namespace Thalweg.Networks;

/// <summary>Functions of the coordinates that the first layer of a network sees in their place: waves sin(Ax + c), and coordinates as they are.</summary>
/// <remarks>They hold no parameters. A network of waves of whole periods is periodic with all its derivatives.</remarks>
public sealed class CoordinateFeatures
{
    private CoordinateFeatures(string name, int dimension, FixedMap? waves, FixedMap? kept)
    {
        (Name, Dimension, Waves, Kept) = (name, dimension, waves, kept);
    }

    /// <summary>Canonical text, for example <c>periodic(x, waves=1)</c>.</summary>
    public string Name { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Features in all.</summary>
    public int Count => (Waves?.Shift.Length ?? 0) + (Kept?.Shift.Length ?? 0);

    internal FixedMap? Waves { get; }

    internal FixedMap? Kept { get; }

    /// <summary>cos(2πk(x_j − a_j)/L_j) and sin(2πk(x_j − a_j)/L_j), k = 1…waves, for each periodic axis j, and the other coordinates as they
    /// are [Dong2021].</summary>
    /// <param name="dimension">d.</param>
    /// <param name="axes">Axis, where its period begins and how long it is.</param>
    /// <param name="waves">At least 1.</param>
    /// <param name="names">Of the coordinates, for <see cref="Name"/>.</param>
    /// <exception cref="ArgumentException">No axis, one twice or none of the d, a period that is not positive, or fewer waves than one.</exception>
    public static CoordinateFeatures Periodic(
        int dimension,
        IReadOnlyList<(int Axis, double Start, double Period)> axes,
        int waves,
        IReadOnlyList<string> names
    )
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(names);
        if (waves < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(waves), waves, $"got {waves}, expected at least 1 wave");
        }
        if (axes.Count == 0 || axes.DistinctBy(a => a.Axis).Count() < axes.Count)
        {
            throw new ArgumentException("expected one axis at least and none twice", nameof(axes));
        }
        var (rows, shifts) = (new List<double>(), new List<double>());
        foreach (var (axis, start, period) in axes)
        {
            if (axis < 0 || axis >= dimension || !(period > 0) || !double.IsFinite(period) || !double.IsFinite(start))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"got axis {axis} from {start} with period {period}, expected an axis of 0 to {dimension - 1} and a positive period"
                    ),
                    nameof(axes)
                );
            }
            for (var k = 1; k <= waves; k++)
            {
                var frequency = 2 * Math.PI * k / period;
                // cos z = sin(z + π/2).
                foreach (var quarter in (ReadOnlySpan<double>)[Math.PI / 2, 0])
                {
                    var row = new double[dimension];
                    row[axis] = frequency;
                    rows.AddRange(row);
                    shifts.Add(quarter - (frequency * start));
                }
            }
        }
        int[] kept = [.. Enumerable.Range(0, dimension).Where(k => axes.All(a => a.Axis != k))];
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"periodic({string.Join("; ", axes.Select(a => names[a.Axis]))}, waves={waves})"
            ),
            dimension,
            new FixedMap([.. rows], [.. shifts]),
            kept.Length == 0
                ? null
                : new FixedMap(
                    [.. kept.SelectMany(k => Enumerable.Range(0, dimension).Select(j => j == k ? 1.0 : 0.0))],
                    new double[kept.Length]
                )
        );
    }

    public override string ToString() => Name;
}
