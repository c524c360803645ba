using Thalweg.Numerics.Simd;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The numbers that losses and gradients are computed with.</summary>
public static class Precisions
{
    public static Catalogue<Func<Precision>> Catalogue { get; } =
        new(
            "precision",
            "precisions",
            "The numbers that losses and gradients are computed with",
            [
                new(new("double", "IEEE binary64 throughout", []), () => Precision.Double),
                new(
                    new(
                        "single",
                        "IEEE binary32 inside losses and gradients, about twice as fast on wide networks; parameters, sums over "
                            + "tiles and solution errors stay double",
                        []
                    ),
                    () => Precision.Single
                ),
            ]
        );

    /// <summary>The default.</summary>
    public static ResolvedCall Double { get; } = Catalogue.Resolve("double", default);

    public static Precision Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)();
    }
}
