using Thalweg.Landscapes.Slices;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The points t_i of a slice.</summary>
public static class RoughnessGrid
{
    /// <summary>−l + 2 l i/m, i = 0 … m: exact at ±l and 0, symmetric to the bit; [m + 1].</summary>
    public static double[] Exact(double radius, int intervals) => Axis.Symmetric(radius, intervals + 1).Points();

    /// <summary>What <c>numpy.arange(-l, l + 2*l/m, 2*l/m)</c> gives: ⌈(stop − start)/step⌉ points, spaced by the rounded
    /// difference of the first two, often with one point beyond +l and never with 0 itself.</summary>
    public static double[] Accumulated(double radius, int intervals)
    {
        var step = 2 * radius / intervals;
        var start = -radius;
        var count = (int)Math.Ceiling((radius + step - start) / step);
        var spacing = start + step - start;
        var points = new double[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = start + (i * spacing);
        }
        return points;
    }

    internal static double[] Of(RoughnessOptions options, int intervals) =>
        options.Published ? Accumulated(options.Radius, intervals) : Exact(options.Radius, intervals);
}
