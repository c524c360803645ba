namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>An objective whose symmetry group is too large to list, and that carries one point towards another by it.</summary>
/// <remarks>Two that are equal carry points by the same maps.</remarks>
public interface IAlignable
{
    /// <summary>The image of a point under the group that lies nearest to another point, as far as the search finds it.</summary>
    /// <param name="reference">θ that stays, [P].</param>
    /// <param name="point">θ that is carried, [P].</param>
    Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point);

    /// <summary>The same by those maps alone that leave distances and ‖θ‖ as they are, which a loss with a ridge keeps; null where they are not known
    /// apart.</summary>
    IAlignable? Isometric => null;
}
