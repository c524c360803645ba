namespace Thalweg.Numerics.Linear;

/// <summary>What is carried along while a tridiagonal matrix is made diagonal.</summary>
internal interface IRotated
{
    /// <summary>(x_i, x_{i+1}) ← (c x_i − s x_{i+1}, s x_i + c x_{i+1}); within a sweep i falls by one each time.</summary>
    void Rotate(int index, double cosine, double sine);

    /// <summary>Called after the last rotation of a sweep.</summary>
    /// <param name="found">Eigenvalues that are known.</param>
    void EndSweep(int found);
}

/// <summary>One vector that is rotated.</summary>
internal readonly struct RotatedVector(double[] vector) : IRotated
{
    public void Rotate(int index, double cosine, double sine)
    {
        var (x, y) = (vector[index], vector[index + 1]);
        (vector[index], vector[index + 1]) = ((cosine * x) - (sine * y), (sine * x) + (cosine * y));
    }

    public void EndSweep(int found) { }
}
