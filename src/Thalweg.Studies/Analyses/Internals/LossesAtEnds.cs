using Thalweg.Landscapes.Curvature;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the analyses of curvature at trained points share.</summary>
internal static class LossesAtEnds
{
    /// <summary>The level of the intervals that records hold.</summary>
    public const double Level = 0.95;

    // A product is about two and a half gradients.
    private const double GradientsPerProduct = 2.5;

    /// <summary>The end of every run with every loss of its parameters, and that with its last weights where they are asked for.</summary>
    public static IEnumerable<(StudyChain Chain, Source Source)> Of(StudyChains chains, ResolvedCall call) =>
        chains.All.SelectMany(chain => chains.SeenFrom(chain, call).Select(source => (chain, source)));

    /// <summary>The work of products with a Hessian.</summary>
    public static TaskWork Work(double products) => new(1 + (long)(GradientsPerProduct * products), 0);

    /// <summary>Products with the Hessian of a loss at a place, in double precision.</summary>
    public static HessianProducts At(Source source, double[] parameters, TaskContext context) =>
        HessianProducts.At(context.ObjectiveOf(source.InDouble), parameters, context.Team);
}
