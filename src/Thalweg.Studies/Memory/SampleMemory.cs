using System.Globalization;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Memory;

/// <summary>Memory of losses at many places.</summary>
public static class SampleMemory
{
    // A loss with its terms, the errors, and the copies that are written and read again.
    private const double BytesPerLoss = 3 * 4 * sizeof(double);

    /// <summary>Losses at the points of a slice.</summary>
    /// <param name="points">Of all lines, or of the plane.</param>
    /// <param name="losses">Number of losses at each.</param>
    /// <param name="what">In the words of the flag or option, for example <c>count</c>.</param>
    public static MemoryPart OfSlice(double points, int losses, string what, SourceLocation? location)
    {
        ArgumentNullException.ThrowIfNull(what);
        return new(
            points * (losses + 1) * BytesPerLoss,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{losses} {(losses == 1 ? "loss" : "losses")} and the errors at {points:g10} points"
            ),
            $"a smaller {what}",
            location
        )
        {
            Longest = points,
        };
    }

    /// <summary>Losses along directions that are kept until all are there.</summary>
    public static MemoryPart OfDirections(double directions, double points, SourceLocation? location) =>
        new(
            2 * directions * points * sizeof(double),
            string.Create(
                CultureInfo.InvariantCulture,
                $"losses at {points:g10} points of {directions:g10} directions"
            ),
            "fewer directions or intervals",
            location
        );

    /// <summary>Directions of P numbers each.</summary>
    public static MemoryPart OfVectors(double count, int parameters, string what, SourceLocation? location)
    {
        ArgumentNullException.ThrowIfNull(what);
        return new(
            2 * count * parameters * sizeof(double),
            string.Create(CultureInfo.InvariantCulture, $"{count:g10} {what} of {parameters} parameters"),
            $"fewer {what}",
            location
        )
        {
            Longest = count * parameters,
        };
    }
}
