using System.Globalization;

namespace Thalweg.Reports.Setups;

/// <summary>An equation in the notation of <see cref="Mathematics"/>.</summary>
/// <param name="Strong">The equation and where it holds.</param>
/// <param name="Conditions">On the boundary and at the start.</param>
/// <param name="Solution">u* where a formula for it is known, else how it is had.</param>
/// <param name="Residual">What is zero where the equation holds.</param>
/// <param name="Energy">What the solution minimises the integral of; null where it minimises none.</param>
/// <param name="Lift">g of the hard trial function, empty for zero.</param>
/// <param name="Factor">φ of it.</param>
/// <param name="Space">The domain.</param>
/// <param name="Boundary">Its boundary.</param>
internal sealed record Equation(
    string Strong,
    string Conditions,
    string Solution,
    string Residual,
    string? Energy,
    string Lift,
    string Factor,
    string Space,
    string Boundary
)
{
    /// <summary>True where one of the coordinates is the time.</summary>
    public bool HasTime { get; init; }

    /// <summary>What the first-order system sums: the balance of the flux p, and what p is.</summary>
    public required string System { get; init; }

    /// <summary>What stands under the integral of the weak form against a test function v_j.</summary>
    public required string Tested { get; init; }

    /// <summary>The inner product of two test functions under its integral.</summary>
    public required string Product { get; init; }
}

/// <summary>The equations of the problems that come with the program, as formulas.</summary>
internal static class Equations
{
    // Of −Δu = f in more dimensions than one.
    private const string Divergence = "( ∇ ~· p + f )^2 + | p − ∇ u |^2";

    private const string Slopes = "∇ u ~· ∇ v_j − f v_j";

    private const string SlopesOfTwo = "∇ v_j ~· ∇ v_k";

    /// <summary>The equation of a problem as keys spell it; null for one that is not known here.</summary>
    public static Equation? Of(string problem)
    {
        var call = new Call(problem);
        var dimension = int.TryParse(call["dim", "1"], CultureInfo.InvariantCulture, out var d) ? d : 1;
        return call.Name switch
        {
            "poisson" => Poisson(dimension, call["solution", "sine"] == "peak"),
            "poisson-ball" => new(
                "−Δ u = f ~\"in the unit ball\"~ Ω ~\"of\"~ R^3",
                "u = 0 ~\"on\"~ ∂Ω",
                "u^* = cos ~(π |x|/2) , ~~ f = −Δ u^*",
                "Δ u + f",
                "[1/2] |∇ u|^2 − f u",
                "",
                "( 1 − |x|^2 )",
                "Ω",
                "∂Ω"
            )
            {
                System = Divergence,
                Tested = Slopes,
                Product = SlopesOfTwo,
            },
            "heat" => Heat(dimension, call["diffusivity", "0.1"]),
            "burgers" => new(
                "u_t + u u_x = ν u_{x x} ~\"on\"~ Q = ({−1}, 1) × (0, 1] , ~~ ν = [0.01/π]",
                "u(x, 0) = g(x) = {− sin ~π x} , ~~ u({±1}, t) = 0",
                "u^* ~\"by the quadrature of Cole and Hopf\"",
                "u_t + u u_x − ν u_{x x}",
                null,
                "{− sin ~π x}",
                "t (1 − x^2)",
                "Q",
                "x = {±1}"
            )
            {
                System = "( u_t + u u_x − p_x )^2 + ( p − ν u_x )^2",
                Tested = "ν u_x v_{j , x} + ( u_t + u u_x ) v_j",
                Product = "v_{j , x} v_{k , x}",
                HasTime = true,
            },
            "cubic" => new(
                "−u″ + u^3 = f ~\"in\"~ Ω = (0, 1)",
                "u(0) = u(1) = 0",
                "u^* = sin ~π x , ~~ f = −{u^*}″ + {u^*}^3",
                "u″ − u^3 + f",
                "[1/2] u′^2 + [1/4] u^4 − f u",
                "",
                "x (1 − x)",
                "Ω",
                "∂Ω"
            )
            {
                System = "( p′ − u^3 + f )^2 + ( p − u′ )^2",
                Tested = "u′ v_j′ + ( u^3 − f ) v_j",
                Product = "v_j′ v_k′",
            },
            _ => null,
        };
    }

    private static Equation Poisson(int d, bool peak) =>
        d == 1
            ? new(
                "−u″ = f ~\"in\"~ Ω = (0, 1)",
                "u(0) = u(1) = 0",
                peak ? "u^* = 4 x (1 − x) e^{−50 (x − 0.7)^2} , ~~ f = −{u^*}″" : "u^* = sin ~π x , ~~ f = −{u^*}″",
                "u″ + f",
                "[1/2] u′^2 − f u",
                "",
                "x (1 − x)",
                "Ω",
                "∂Ω"
            )
            {
                System = "( p′ + f )^2 + ( p − u′ )^2",
                Tested = "u′ v_j′ − f v_j",
                Product = "v_j′ v_k′",
            }
            : new(
                $"−Δ u = f ~\"in\"~ Ω = (0, 1)^{d}",
                "u = 0 ~\"on\"~ ∂Ω",
                peak
                    ? $"u^* = ∏_{{k = 1}}^{{{d}}} 4 x_k (1 − x_k) e^{{−50 (x_k − 0.7)^2}} , ~~ f = −Δ u^*"
                    : $"u^* = ∏_{{k = 1}}^{{{d}}} sin ~π x_k , ~~ f = −Δ u^*",
                "Δ u + f",
                "[1/2] |∇ u|^2 − f u",
                "",
                $"∏_{{k = 1}}^{{{d}}} x_k (1 − x_k)",
                "Ω",
                "∂Ω"
            )
            {
                System = Divergence,
                Tested = Slopes,
                Product = SlopesOfTwo,
            };

    private static Equation Heat(int d, string diffusivity) =>
        d == 1
            ? new(
                $"u_t = ν u_{{x x}} ~\"on\"~ Q = (0, 1) × (0, 1] , ~~ ν = {diffusivity}",
                "u(x, 0) = g(x) = sin ~π x , ~~ u(0, t) = u(1, t) = 0",
                "u^* = e^{−ν π^2 t} sin ~π x",
                "u_t − ν u_{x x}",
                null,
                "sin ~π x",
                "t x (1 − x)",
                "Q",
                "x = 0, 1"
            )
            {
                System = "( u_t − p_x )^2 + ( p − ν u_x )^2",
                Tested = "ν u_x v_{j , x} + u_t v_j",
                Product = "v_{j , x} v_{k , x}",
                HasTime = true,
            }
            : new(
                $"u_t = ν Δ u ~\"on\"~ Q = (0, 1)^{d} × (0, 1] , ~~ ν = {diffusivity}",
                "u = g = ∏_k sin ~π x_k ~\"at\"~ t = 0 , ~~ u = 0 ~\"on the lateral boundary\"~ Σ",
                $"u^* = e^{{−{d} ν π^2 t}} ∏_k sin ~π x_k",
                "u_t − ν Δ u",
                null,
                "∏_k sin ~π x_k",
                "t ∏_k x_k (1 − x_k)",
                "Q",
                "Σ"
            )
            {
                System = "( u_t − ∇ ~· p )^2 + | p − ν ∇ u |^2",
                Tested = "ν ∇ u ~· ∇ v_j + u_t v_j",
                Product = SlopesOfTwo,
                HasTime = true,
            };
}
