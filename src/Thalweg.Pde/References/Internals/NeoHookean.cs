using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.References;

/// <summary>The energy ½λ(ln J)² − μ ln J + ½μ(tr FᵀF − 2) of a plane deformation F, J = det F, with its first and second derivatives.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Mu">μ.</param>
internal readonly record struct NeoHookean(double Lambda, double Mu)
{
    /// <summary>Of the modulus of elasticity E and Poisson's ratio ν.</summary>
    public static NeoHookean Of(double modulus, double ratio) =>
        new(modulus * ratio / ((1 + ratio) * (1 - 2 * ratio)), modulus / (2 * (1 + ratio)));

    /// <summary>Energy, or null where J ≤ 0: no deformation turns a body inside out.</summary>
    /// <param name="f">F row by row, [4].</param>
    /// <param name="stress">P = ∂Ψ/∂F, [4], written.</param>
    /// <param name="moduli">∂P/∂F, [4, 4], written.</param>
    public double? At(ReadOnlySpan<double> f, Span<double> stress, Span<double> moduli)
    {
        var volume = f[0] * f[3] - f[1] * f[2];
        if (!(volume > 0))
        {
            return null;
        }
        var log = Elementary.Log(volume);
        ReadOnlySpan<double> turned = [f[3] / volume, -f[2] / volume, -f[1] / volume, f[0] / volume];
        for (var a = 0; a < 4; a++)
        {
            stress[a] = Mu * (f[a] - turned[a]) + Lambda * log * turned[a];
            for (var b = 0; b < 4; b++)
            {
                // T_il T_kj with a = (i, j), b = (k, l).
                var crossed = turned[2 * (a / 2) + b % 2] * turned[2 * (b / 2) + a % 2];
                moduli[4 * a + b] = (a == b ? Mu : 0) + (Mu - Lambda * log) * crossed + Lambda * turned[a] * turned[b];
            }
        }
        var squares = f[0] * f[0] + f[1] * f[1] + f[2] * f[2] + f[3] * f[3];
        return 0.5 * Lambda * log * log - Mu * log + 0.5 * Mu * (squares - 2);
    }
}
