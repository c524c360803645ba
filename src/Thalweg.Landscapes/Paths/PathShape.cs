namespace Thalweg.Landscapes.Paths;

/// <summary>What a curve in parameter space is made of, beside its two ends.</summary>
public enum PathShape
{
    /// <summary>θ_a + t (θ_b − θ_a) + Σ b_n sin nπt, n = 1…N [Yu2026]; the straight line where N = 0.</summary>
    Fourier,

    /// <summary>Σ B_n(t) c_n with the Bernstein polynomials of degree N + 1, c_0 = θ_a, c_{N+1} = θ_b [Garipov2018, Eq. 3].</summary>
    Bezier,

    /// <summary>Straight pieces from θ_a over c_1, …, c_N to θ_b, one of 1/(N + 1) of t each [Garipov2018, Eq. 2].</summary>
    Chain,
}
