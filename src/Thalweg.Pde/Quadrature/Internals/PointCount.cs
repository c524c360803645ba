using System.Globalization;
using System.Numerics;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Bounds on the number of points of a rule, so that a slip of the pen is an error and not an exhausted machine.</summary>
internal static class PointCount
{
    /// <summary>The most points that one rule may have (in ten dimensions: 1.4 GB).</summary>
    public const int Maximum = 1 << 24;

    /// <summary>The given count if it is in 1..<see cref="Maximum"/>.</summary>
    public static int Checked(int count, string rule, string argument)
    {
        if (count is < 1 or > Maximum)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{argument} of quadrature '{rule}' is {count}, expected 1..{Maximum}: give a number in that range"
                ),
                argument
            );
        }
        return count;
    }

    /// <summary>What to say of a product rule with more than <see cref="Maximum"/> points on a part of a domain.</summary>
    public static string TooMany(BigInteger count, string rule, Domain domain, DomainPart part)
    {
        var place = part switch
        {
            DomainPart.Interior => "",
            DomainPart.Boundary => "boundary of the ",
            _ => "initial surface of the ",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"quadrature '{rule}' on the {place}{domain.Name} has {count} points, expected at most {Maximum}: use fewer per axis, or a rule whose count does not grow with the dimension, such as sobol:4096"
        );
    }
}
