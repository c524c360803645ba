using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Similarity;

/// <summary>Angles with the same bits everywhere, which those of the C library have not.</summary>
internal static class Arc
{
    /// <summary>φ in [0, π/2] with the sine and cosine of that proportion.</summary>
    /// <param name="sine">At least 0.</param>
    /// <param name="cosine">At least 0; not both are 0.</param>
    public static double Of(double sine, double cosine)
    {
        var size = Math.Max(sine, cosine);
        var (s, c) = (sine / size, cosine / size);
        var length = Math.Sqrt((s * s) + (c * c));
        (s, c) = (s / length, c / length);
        var φ = 0.25 * Math.PI;
        for (var step = 0; step < 5; step++)
        {
            // sin(target − φ); its arcsine to third order.
            var e = (s * Elementary.Cos(φ)) - (c * Elementary.Sin(φ));
            φ += e + (e * e * e / 6);
        }
        return sine == 0 ? 0 : Math.Clamp(φ, 0, 0.5 * Math.PI);
    }

    /// <summary>Of a sine in [0, 1].</summary>
    public static double OfSine(double sine) => Of(sine, Math.Sqrt((1 - sine) * (1 + sine)));
}
