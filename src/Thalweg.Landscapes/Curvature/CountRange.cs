namespace Thalweg.Landscapes.Curvature;

/// <summary>A number of eigenvalues as far as error bounds decide it.</summary>
/// <param name="Least">Those beyond doubt.</param>
/// <param name="Most">Those, and all that may be.</param>
public readonly record struct CountRange(int Least, int Most)
{
    public bool IsDecided => Least == Most;
}
