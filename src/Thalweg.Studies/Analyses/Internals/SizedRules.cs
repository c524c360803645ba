using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>The quadratures that one number gives the size of.</summary>
internal static class SizedRules
{
    private static readonly SourceLocation Written = new("the option rule", 0, 0);

    public static IReadOnlyList<string> Names { get; } =
    ["monte-carlo", "latin-hypercube", "sobol", "halton", "gauss", "simpson", "trapezoid"];

    /// <summary>Whether another seed gives other points.</summary>
    public static bool IsDrawn(string rule) => rule is "monte-carlo" or "latin-hypercube";

    /// <summary>The same loss on the points of a rule.</summary>
    public static Source At(Source source, string rule, int size, int draw) =>
        source
            .As<IPoints>()!
            .WithQuadrature(
                Quadratures.Catalogue.Resolve(
                    IsDrawn(rule)
                        ? FormattableString.Invariant($"{rule}(points={size}, seed={draw})")
                        : FormattableString.Invariant($"{rule}:{size}"),
                    Written
                )
            );

    /// <summary>The work of one loss on those points.</summary>
    public static double WorkOf(Source source, string rule, int size) =>
        At(source, rule, size, draw: 0) is { Refusals.Count: 0 } fits ? fits.SizeFor(1).Work : 0;
}
