using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Simd;

/// <summary>The elementary functions by name, so that one test serves all.</summary>
internal static class ElementaryFunctions
{
    public static IReadOnlyDictionary<string, Func<double, double>> ByName { get; } =
        new Dictionary<string, Func<double, double>>
        {
            ["exp"] = Elementary.Exp,
            ["log"] = Elementary.Log,
            ["log1p"] = Elementary.Log1p,
            ["sin"] = Elementary.Sin,
            ["cos"] = Elementary.Cos,
            ["tanh"] = Elementary.Tanh,
            ["sigmoid"] = Elementary.Sigmoid,
            ["erf"] = Elementary.Erf,
        };

    public static IReadOnlyDictionary<string, Func<Vector512<double>, Vector512<double>>> VectorByName { get; } =
        new Dictionary<string, Func<Vector512<double>, Vector512<double>>>
        {
            ["exp"] = Elementary.Exp,
            ["log"] = Elementary.Log,
            ["log1p"] = Elementary.Log1p,
            ["sin"] = Elementary.Sin,
            ["cos"] = Elementary.Cos,
            ["tanh"] = Elementary.Tanh,
            ["sigmoid"] = Elementary.Sigmoid,
            ["erf"] = Elementary.Erf,
        };

    /// <summary>The kernels on eight lanes whatever the machine has.</summary>
    public static IReadOnlyDictionary<string, Func<LaneF64, LaneF64>> WideKernelByName { get; } =
        new Dictionary<string, Func<LaneF64, LaneF64>>
        {
            ["exp"] = Elementary.Exp,
            ["log"] = Elementary.Log,
            ["log1p"] = Elementary.Log1p,
            ["sin"] = Elementary.Sin,
            ["cos"] = Elementary.Cos,
            ["tanh"] = Elementary.Tanh,
            ["sigmoid"] = Elementary.Sigmoid,
            ["erf"] = Elementary.Erf,
        };
}
