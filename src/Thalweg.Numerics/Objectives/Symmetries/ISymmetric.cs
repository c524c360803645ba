namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>An objective that knows maps of θ which leave it as it is.</summary>
public interface ISymmetric
{
    /// <summary>Of the whole loss; what it does not name may be a symmetry all the same.</summary>
    SymmetryGroup Symmetry { get; }
}
