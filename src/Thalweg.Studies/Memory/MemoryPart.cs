using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Memory;

/// <summary>Memory that a part of a computation takes at once, estimated without making anything.</summary>
/// <param name="Bytes">About.</param>
/// <param name="What">What takes it, for example <c>the matrix of 'bfgs', 121201 by 121201 numbers</c>.</param>
/// <param name="Instead">What to take instead, for example <c>lbfgs, or a smaller network</c>.</param>
/// <param name="Location">Where it was asked for; null where a flag has no place of its own.</param>
public sealed record MemoryPart(double Bytes, string What, string Instead, SourceLocation? Location = null)
{
    /// <summary>Numbers of its longest array: no array holds more than 2³¹.</summary>
    public double Longest { get; init; }

    /// <summary>Bytes that are saved as one piece, which holds no more than 2³¹ either.</summary>
    public double Saved { get; init; }
}
