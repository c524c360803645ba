using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>The quadratures that one number gives the size of; of images, draws.</summary>
internal static class SizedRules
{
    private static readonly SourceLocation Written = new("the option rule", 0, 0);

    private const string Drawn = "monte-carlo";

    public static IReadOnlyList<string> Names { get; } =
    [Drawn, "latin-hypercube", "sobol", "halton", "gauss", "simpson", "trapezoid"];

    /// <summary>Whether another seed gives other points.</summary>
    public static bool IsDrawn(string rule) => rule is Drawn or "latin-hypercube";

    /// <summary>The same loss on the points of a rule, or on images drawn among its own.</summary>
    /// <exception cref="InputException">The rule chooses points of a domain, and there are images.</exception>
    public static Source At(Source source, string rule, int size, int draw) =>
        source.As<IPoints>() is { } points
            ? points.WithQuadrature(
                Quadratures.Catalogue.Resolve(
                    IsDrawn(rule)
                        ? FormattableString.Invariant($"{rule}(points={size}, seed={draw})")
                        : FormattableString.Invariant($"{rule}:{size}"),
                    Written
                )
            )
        : rule == Drawn ? source.As<IClasses>()!.Drawn(size, (ulong)draw)
        : throw new InputException(
            $"it chooses points of a domain, and images have none; take rule={Drawn}, which draws images",
            Written
        );

    /// <summary>The work of one loss on those points.</summary>
    public static double WorkOf(Source source, string rule, int size) =>
        At(source, rule, size, draw: 0) is { Refusals.Count: 0 } fits ? fits.SizeFor(1).Work : 0;
}
