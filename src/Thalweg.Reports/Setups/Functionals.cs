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
        if (Integrand(call, equation) is not { } integrand)
        {
            return null;
        }
        var isMean = call["measure", "integral"] == "mean";
        var element = equation.HasTime ? "(x, t)" : "x";
        var text =
            call.Name == "weak"
                ? Weak(equation, call["norm", "dual"] == "dual", isMean)
                : $"L(θ) = {Integral(equation.Space, isMean)} {integrand} ~d {element}";
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
        return call.Name != "weak"
            ? text
            : $"{text} , ~~ r_j = {Integral(equation.Space, isMean: false)} ( {equation.Tested} ) ~d {element}"
                + (
                    call["norm", "dual"] == "dual"
                        ? $" , ~~ G_{{j k}} = {Integral(equation.Space, isMean: false)} {equation.Product} ~d {element}"
                        : ""
                );
    }

    private static string Weak(Equation equation, bool isDual, bool isMean) =>
        $"L(θ) = {(isMean ? $"[1/|{{{equation.Space}}}|] " : "")}{(isDual ? "∑_{j , k} r_j G^{−1}_{j k} r_k" : "∑_j r_j^2")}";

    private static string? Integrand(Call call, Equation equation) =>
        call.Name switch
        {
            "mixed" => $"( {equation.System} )",
            "weak" => equation.Tested,
            "gradient-enhanced" =>
                $"( ( {equation.Residual} )^2 + {call["weight", "0.01"]} | ∇ ( {equation.Residual} ) |^2 )",
            "ritz" => equation.Energy is { } energy ? $"( {energy} )" : null,
            "galerkin" => $"( {equation.Residual} )^2",
            "supervised" => "( u − u^* )^2",
            _ => null,
        };

    private static string Integral(string over, bool isMean) => $"{(isMean ? $"[1/|{{{over}}}|] " : "")}∫_{{{over}}}";

    private static bool IsWeight(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0;
}
