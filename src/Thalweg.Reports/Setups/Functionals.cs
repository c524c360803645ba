using System.Globalization;

namespace Thalweg.Reports.Setups;

/// <summary>The losses of formulations in the notation of <see cref="Mathematics"/>.</summary>
internal static class Functionals
{
    /// <summary>The loss of an equation; null for a formulation that is not known here, or that the equation has not.</summary>
    /// <param name="formulation">As keys spell it.</param>
    public static string? Of(string formulation, Equation equation)
    {
        var call = new Call(formulation);
        if (Integrand(call.Name, equation) is not { } integrand)
        {
            return null;
        }
        var isMean = call["measure", "integral"] == "mean";
        var text = $"L(θ) = {Integral(equation.Space, isMean)} {integrand} ~d {(equation.HasTime ? "(x, t)" : "x")}";
        var penalty = call["penalty", "0"];
        var initial = call["initial", penalty];
        if (IsWeight(penalty))
        {
            // All of these problems have the boundary value 0.
            text += $" + {penalty} {Integral(equation.Boundary, isMean)} u^2 ~d s";
        }
        if (equation.HasTime && IsWeight(initial))
        {
            text += $" + {initial} {Integral("t = 0", isMean)} (u − g)^2 ~d x";
        }
        return text;
    }

    private static string? Integrand(string name, Equation equation) =>
        name switch
        {
            "ritz" => equation.Energy is { } energy ? $"( {energy} )" : null,
            "galerkin" => $"( {equation.Residual} )^2",
            "supervised" => "( u − u^* )^2",
            _ => null,
        };

    private static string Integral(string over, bool isMean) => $"{(isMean ? $"[1/|{{{over}}}|] " : "")}∫_{{{over}}}";

    private static bool IsWeight(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0;
}
