using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose parameters have copies that mean the same, of which one can be carried to where another is near.</summary>
public interface ICopies
{
    /// <summary>What carries them, without making the loss.</summary>
    IAlignable Copies { get; }
}
