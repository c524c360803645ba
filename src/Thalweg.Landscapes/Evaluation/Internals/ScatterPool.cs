namespace Thalweg.Landscapes.Evaluation;

/// <summary>The scatter of a loss that was measured at the bottoms of some slices through one θ with one half-width, for the others.</summary>
/// <remarks>Scatter belongs to the loss near θ and not to a direction; measured along every slice it would be a tenth of all losses. The
/// largest of several is above that of most others, and it grows with what is summed.</remarks>
internal sealed class ScatterPool
{
    /// <summary>Slices that are measured.</summary>
    public const int Slices = 10;

    private double scatter;
    private double magnitude;

    /// <summary>Slices that are still to be measured.</summary>
    public int Left { get; private set; } = Slices;

    public void Add(double measured, double summed)
    {
        scatter = Math.Max(scatter, measured);
        magnitude = Math.Max(magnitude, summed);
        Left--;
    }

    /// <summary>What a slice scatters at most like whose summands are as large as given.</summary>
    public double At(double summed) => summed > magnitude ? scatter * (summed / magnitude) : scatter;
}
