namespace Thalweg.Pde.Terms;

/// <summary>G = w (R + q (B − 1)²) of integrals I = (A, B, O_1, …, O_m), R = (A + s Σ O_i²/N_i)/B: the Rayleigh quotient of the operator whose
/// lower states are lifted by s [Saad2011, §4.2].</summary>
/// <param name="squares">N_i = ∫ d(v_i).</param>
/// <param name="deflation">s.</param>
/// <param name="norm">q.</param>
/// <param name="scale">w.</param>
internal sealed class QuotientValue(double[] squares, double deflation, double norm, double scale)
{
    public double Of(ReadOnlySpan<double> integrals)
    {
        var b = integrals[1];
        return scale * (Ratio(integrals) + norm * (b - 1) * (b - 1));
    }

    /// <summary>∂G/∂I.</summary>
    /// <param name="slopes">[integrals], written.</param>
    public void Slopes(ReadOnlySpan<double> integrals, Span<double> slopes)
    {
        var b = integrals[1];
        slopes[0] = scale / b;
        slopes[1] = scale * (2 * norm * (b - 1) - Ratio(integrals) / b);
        for (var i = 0; i < squares.Length; i++)
        {
            slopes[2 + i] = scale * (2 * deflation / (squares[i] * b)) * integrals[2 + i];
        }
    }

    /// <summary>∂²G/∂I² v, in the place of v.</summary>
    public void Bend(ReadOnlySpan<double> integrals, Span<double> vector)
    {
        var b = integrals[1];
        var (alongA, alongB) = (vector[0], vector[1]);
        var products = 0.0;
        vector[0] = -scale * alongB / (b * b);
        for (var i = 0; i < squares.Length; i++)
        {
            var factor = 2 * deflation / squares[i];
            products += factor * integrals[2 + i] * vector[2 + i];
            vector[2 + i] = scale * factor * (vector[2 + i] - integrals[2 + i] * alongB / b) / b;
        }
        vector[1] = scale * ((2 * norm + 2 * Ratio(integrals) / (b * b)) * alongB - (alongA + products) / (b * b));
    }

    private double Ratio(ReadOnlySpan<double> integrals)
    {
        var sum = integrals[0];
        for (var i = 0; i < squares.Length; i++)
        {
            sum += deflation / squares[i] * integrals[2 + i] * integrals[2 + i];
        }
        return sum / integrals[1];
    }
}
