namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>An objective whose symmetry group is too large to list, and that carries one point towards another by it.</summary>
public interface IAlignable
{
    /// <summary>The image of a point under the group that lies nearest to another point, as far as the search finds it.</summary>
    /// <param name="reference">θ that stays, [P].</param>
    /// <param name="point">θ that is carried, [P].</param>
    Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point);
}
