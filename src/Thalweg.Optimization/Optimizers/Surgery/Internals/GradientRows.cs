namespace Thalweg.Optimization.Optimizers.Surgery;

/// <summary>The gradients of terms as rows.</summary>
internal static class GradientRows
{
    /// <returns>P.</returns>
    public static int Length(ReadOnlySpan<double> gradients, ReadOnlySpan<double> direction) =>
        direction.Length > 0 && gradients.Length % direction.Length == 0
            ? direction.Length
            : throw new ArgumentException(
                $"got {gradients.Length} numbers of gradients and {direction.Length} of the direction, expected whole rows of one length, 1 or more",
                nameof(gradients)
            );
}
