namespace Thalweg.Pde.Equations;

/// <summary>A number at every point that is put there anew for each θ: what a functional of pointwise values is weighted with.</summary>
/// <remarks>Unlike a function of the coordinates it is never joined with others, so that its row among the point slots can be written.</remarks>
internal sealed class Multiplier(int index) : Expression
{
    /// <summary>Number among those of a term.</summary>
    public int Index { get; } = index;
}
