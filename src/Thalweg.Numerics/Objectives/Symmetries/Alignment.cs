namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>A point carried towards another by a symmetry of the loss.</summary>
/// <param name="Image">The image of the point, [P]: the same loss to rounding.</param>
/// <param name="Distance">‖image − reference‖₂.</param>
/// <param name="DistanceBefore">‖point − reference‖₂.</param>
/// <param name="Map">The map in words, <c>same point</c> where it is the identity.</param>
public sealed record Alignment(IReadOnlyList<double> Image, double Distance, double DistanceBefore, string Map);
