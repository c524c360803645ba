using System.Globalization;

namespace Thalweg.Results.Records;

/// <summary>Says so where a loss is lower than it can be.</summary>
public static class BoundAlarm
{
    // What rounding and a good quadrature leave of an energy; a sum of squares cannot be negative at all.
    private const double Tolerance = 1e-6;

    /// <summary>A sentence where the lowest of some values lies below the bound by more than 1e-6 of it; null where none does.</summary>
    /// <param name="loss">Name of the loss.</param>
    /// <param name="values">Those that are not finite are passed over.</param>
    /// <param name="bound">The known infimum, or null where nothing is known.</param>
    public static string? Of(string loss, IEnumerable<double> values, double? bound)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(values);
        if (bound is not { } least)
        {
            return null;
        }
        var lowest = values.Where(double.IsFinite).DefaultIfEmpty(least).Min();
        return lowest >= least - (Tolerance * Math.Abs(least))
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A value of the loss {loss} is {lowest:g7}, below {least:g7}, which it cannot fall below: its points do not resolve it, their weights are not those of an integral, or the bound is wrong. Take more points before trusting it."
            );
    }
}
