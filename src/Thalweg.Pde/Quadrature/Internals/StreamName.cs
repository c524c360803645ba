using System.Globalization;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>The names of the random streams of rules, <c>quadrature/rule/part/draw</c>. The points of a seed are for ever those of
/// these words.</summary>
internal static class StreamName
{
    /// <summary>Room for a rule, a part and the number of a draw.</summary>
    private const int Longest = 96;

    /// <summary>Restarts a stream under the name of a draw. Written by hand, because formatted texts take memory until they have been
    /// compiled for good.</summary>
    public static void Restart(RandomStream random, ulong seed, string rule, string part, long draw)
    {
        Span<char> name = stackalloc char[Longest];
        var length = 0;
        foreach (var word in (ReadOnlySpan<string>)["quadrature", rule, part])
        {
            word.CopyTo(name[length..]);
            length += word.Length;
            name[length++] = '/';
        }
        draw.TryFormat(name[length..], out var digits, provider: CultureInfo.InvariantCulture);
        random.Restart(seed, name[..(length + digits)]);
    }

    public static string Of(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => "Interior",
            DomainPart.Boundary => "Boundary",
            _ => "Initial",
        };

    public static string OfPool(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => "interior",
            DomainPart.Boundary => "boundary",
            _ => "initial",
        };
}
