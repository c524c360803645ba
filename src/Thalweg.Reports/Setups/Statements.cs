namespace Thalweg.Reports.Setups;

/// <summary>The problems that come with the program as texts, each in a sentence.</summary>
internal static class Statements
{
    /// <summary>The sentence of a problem as keys spell it; null for one that is not known here.</summary>
    public static string? Of(string problem) =>
        new Call(problem).Name switch
        {
            "helmholtz" => "Δu + k²u = q on (−1, 1)², u = 0 on the boundary, u* = sin πx sin 4πy",
            "eriksson-johnson" =>
                "u_x − εΔu = 0 on (0, 1)², u = sin πy at x = 0 and 0 on the other sides, u* by separation of variables",
            "wave" =>
                "u_tt = 4u_xx on (0, 1) × (0, 1], u = sin πx + ½ sin βπx and u_t = 0 at t = 0, u = 0 at both ends, u* = sin πx cos 2πt + ½ sin βπx cos 2βπt",
            "semilinear" => "−u″ + u³ = π² cos πx + cos³ πx on (−1, 1), u′ = 0 at both ends, u* = cos πx",
            "l-shape" =>
                "−Δu = 1 on (−1, 1)² without the quadrant x > 0, y < 0, u = 0 on the boundary, u* by a corner expansion",
            "slit" => "−Δu = 1 on (−1, 1)² without [0, 1) × {0}, u = 0 on the boundary, u* by a corner expansion",
            "interface" =>
                "−div(a∇u) = 4 in the unit disc, a = 1 for |x| < ½ and 1000 outside, u = 0 on the circle, u* = ¼ − |x|² + ¾/1000 inside and (1 − |x|²)/1000 outside",
            "elastic-plate" =>
                "div σ = f on (0, 1)², σ = λ tr(ε) I + 2με, λ = 1, μ = ½, displacements and tractions of u* = (cos 2πx sin πy, sin πx y⁴) on the sides",
            "hyperelastic-bar" =>
                "a bar on (−1, 1) of the energy (1 + u′)^(3/2) − (3/2)u′ − 1 under the force x, u(−1) = 0, free at x = 1, u* = (68 + 105x − 40x³ + 3x⁵)/135",
            "kirchhoff-plate" =>
                "DΔ²w = p₀ sin(πx/10) sin(πy/10) on (0, 10)², w = 0 and no bending moment at the edges, D = 20.8333, p₀ = 0.015, ν = 0.2",
            "kovasznay" =>
                "(v·∇)v + ∇p = Δv/Re, div v = 0 on (−½, 1) × (−½, 3/2), velocities of Kovasznay’s solution on the boundary, p of it at the left",
            "convection" => "u_t + βu_x = 0 on (0, 2π) × (0, 1], periodic, u = sin x at t = 0, u* = sin(x − βt)",
            "reaction" =>
                "u_t = ρu(1 − u) on (0, 2π) × (0, 1], u = h = exp(−8(x − π)²/π²) at t = 0, the same at both ends, u* = h/(h + (1 − h)e^(−ρt))",
            "allen-cahn" =>
                "u_t = 10⁻⁴u_xx + 5u − 5u³ on (−1, 1) × (0, 1], periodic, u = x² cos πx or sin²(πx/2) cos πx at t = 0, u* by waves and small steps",
            "kdv" =>
                "u_t + uu_x + 0.022²u_xxx = 0 on (−1, 1) × (0, 1], periodic, u = cos πx at t = 0, u* by waves and small steps",
            "kuramoto-sivashinsky" =>
                "u_t + (100/16)uu_x + (100/16²)u_xx + (100/16⁴)u_xxxx = 0 on (0, 2π) × (0, 1], periodic, u = cos x (1 + sin x) at t = 0, u* by waves and small steps",
            "nls" =>
                "ih_t + ½h_xx + |h|²h = 0 on (−5, 5) × (0, π/2], h = u + iv, h = 2 sech x at t = 0, values of the solution of the whole line at both ends",
            "inverse-poisson" =>
                "−div(a∇u) = f on (0, 1)², a to be found from 2500 values of u with Gaussian noise of 0.1, u = 0 and a = a* on the boundary, u* = sin πx sin πy, a* = 1/(1 + x² + y² + (x − 1)² + (y − 1)²)",
            "oscillator" =>
                "−Δu + |x|²u = λu on (−6, 6)^d, u = 0 on the boundary, ∫ |∇u|² + |x|²u² over ∫u² stationary, u* a product of Kummer’s functions",
            "box-eigenvalue" =>
                "−Δu = λu on (0, 1)^d, u = 0 on the boundary, ∫|∇u|² over ∫u² stationary, u* = ∏ √2 sin πkᵢxᵢ",
            "hyperelastic-beam" =>
                "a beam on (0, 4) × (0, 1) of the neo-Hookean energy ½λ(ln J)² − μ ln J + ½μ(tr FᵀF − 2), E = 1000, ν = 0.3, clamped at x = 0, drawn by the traction (0, −5) at x = 4, free elsewhere, u* by finite elements",
            "cavity" =>
                "(v·∇)v + ∇p = Δv/100, div v = 0 in the unit square, v = (16x²(1 − x)², 0) on the lid y = 1 and 0 on the other sides, p = 0 in the corner (0, 0), u* by a Galerkin method for the stream function",
            _ => null,
        };
}
