using Thalweg.Landscapes.Curvature;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Options of the analyses that take the ends of a spectrum, and what those cost.</summary>
internal static class CurvaturePathOptions
{
    // What a dense spectrum holds at once, in matrices; and Lanczos with a trace, in vectors at most about.
    private const double Matrices = 8;
    private const double Vectors = 600;

    // Products of the ends and the trace where they converge as they usually do.
    private const double UsualProducts = 1000;

    public static Option Count { get; } = new IntegerOption("count", "5", "eigenvalues of each end") { Maximum = 100 };

    public static Option Losses { get; } =
        new WordOption("losses", "own", "which losses: each its own training, or all", ["own", "all"]);

    public static Option Dense { get; } =
        new IntegerOption(
            "dense",
            "1000",
            "parameters up to which all eigenvalues are taken; beyond, the ends by Lanczos and an estimate of the trace"
        )
        {
            Minimum = 0,
            Maximum = DenseSpectrum.LargestSize,
        };

    public static Option Tolerance { get; } =
        new NumberOption("tolerance", "1e-8", "of Lanczos: residual over the largest eigenvalue")
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
            ExcludesMaximum = true,
        };

    public static Option Products { get; } =
        new IntegerOption("products", "1000", "of Lanczos: products for either end, and for the trace, at most")
        {
            Minimum = 16,
        };

    /// <summary>Products that one spectrum takes.</summary>
    public static double ProductsOf(int parameters, ResolvedCall call) =>
        IsDense(parameters, call) ? parameters : Math.Min(UsualProducts, 3.0 * call.Integer("products"));

    /// <summary>What one spectrum takes.</summary>
    public static MemoryPart MemoryOf(string analysis, double parameters, ResolvedCall call)
    {
        var isDense = IsDense(parameters, call);
        return new MemoryPart(
            (isDense ? Matrices * parameters : Vectors) * parameters * sizeof(double),
            FormattableString.Invariant($"'{analysis}' of {parameters} parameters"),
            isDense ? "a smaller number for dense" : "a smaller network",
            call.Location
        )
        {
            Longest = (isDense ? parameters : Vectors) * parameters,
        };
    }

    private static bool IsDense(double parameters, ResolvedCall call) =>
        parameters <= Math.Max(call.Integer("dense"), 2 * call.Integer("count"));
}
