namespace Thalweg.Optimization.Optimizers.Surgery;

/// <summary>A rule that makes one direction of the gradients of all terms, which a first-order method takes in the place of their sum.</summary>
/// <remarks>The direction is the gradient of no loss, so that nothing may search along it.</remarks>
public interface IGradientSurgery
{
    /// <summary>The rule with its options.</summary>
    string Description { get; }

    /// <summary>Writes the direction. Cost: O(m² P).</summary>
    /// <param name="gradients">g_1 … g_m, [m, P].</param>
    /// <param name="step">Steps of the whole run done before.</param>
    /// <param name="direction">[P], written.</param>
    void Combine(ReadOnlySpan<double> gradients, long step, Span<double> direction);
}
