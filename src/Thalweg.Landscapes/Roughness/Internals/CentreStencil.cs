namespace Thalweg.Landscapes.Roughness;

/// <summary>Slope and curvature of a slice at its centre t = 0, by finite differences of the losses that it has there; exact ones
/// (<see cref="CentreProducts"/>) stand in the same form.</summary>
/// <param name="Slope">g·d.</param>
/// <param name="Curvature">dᵀHd.</param>
/// <param name="Error">Of the curvature: what rounding can make of it, and how far a shorter formula is from it; of an exact one its
/// rounding.</param>
internal readonly record struct CentreStencil(double Slope, double Curvature, double Error)
{
    // Points an eighth of the half-width apart: near enough for the formulas, far enough for the rounding.
    private const int Steps = 16;

    // For a centre that is a point, and for one in the middle between two.
    private static readonly Weights OnPoint = new(
        [1.0 / 12, -8.0 / 12, 0, 8.0 / 12, -1.0 / 12],
        [-1.0 / 12, 16.0 / 12, -30.0 / 12, 16.0 / 12, -1.0 / 12],
        [0, 1, -2, 1, 0]
    );
    private static readonly Weights Between = new(
        [-9.0 / 1920, 125.0 / 1920, -2250.0 / 1920, 2250.0 / 1920, -125.0 / 1920, 9.0 / 1920],
        [-5.0 / 48, 39.0 / 48, -34.0 / 48, -34.0 / 48, 39.0 / 48, -5.0 / 48],
        [0, 0.5, -0.5, -0.5, 0.5, 0]
    );

    /// <summary>Null where the slice has no five or six evenly spaced points around its centre.</summary>
    /// <param name="losses">L_0 … L_m at evenly spaced points from −l on.</param>
    /// <param name="radius">l.</param>
    /// <param name="length">t_m − t_0.</param>
    /// <param name="rounding">ρ, how far rounding can move one of the losses.</param>
    public static CentreStencil? Of(ReadOnlySpan<double> losses, double radius, double length, double rounding)
    {
        var spacing = length / (losses.Length - 1);
        var twice = (int)Math.Round(2 * radius / spacing);
        var isPoint = twice % 2 == 0;
        var weights = isPoint ? OnPoint : Between;
        var stride = Math.Max(1, twice / Steps);
        stride -= isPoint || stride % 2 == 1 ? 0 : 1;
        var last = weights.First.Length - 1;
        var first = (twice - (last * stride)) / 2;
        if (first < 0 || first + (last * stride) >= losses.Length)
        {
            return null;
        }
        var (slope, bend, shorter, magnitude) = (0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j <= last; j++)
        {
            // All weights of a derivative sum to 0: differences from one loss say the same with less rounding.
            var loss = losses[first + (j * stride)] - losses[first];
            slope += weights.First[j] * loss;
            bend += weights.Second[j] * loss;
            shorter += weights.Shorter[j] * loss;
            magnitude += Math.Abs(weights.Second[j]);
        }
        var step = stride * spacing;
        return new CentreStencil(
            slope / step,
            bend / step / step,
            (Math.Abs(bend - shorter) + (magnitude * rounding)) / step / step
        );
    }

    /// <param name="First">Of the first derivative.</param>
    /// <param name="Second">Of the second one.</param>
    /// <param name="Shorter">Of the second one, from the inner points alone.</param>
    private sealed record Weights(double[] First, double[] Second, double[] Shorter);
}
