namespace Thalweg.Landscapes.Evaluation;

/// <summary>How far an analysis has come; reported after every block of evaluations.</summary>
/// <param name="Done">Points evaluated.</param>
/// <param name="Total">Points in all; an upper bound where an analysis may end early.</param>
public readonly record struct LandscapeProgress(long Done, long Total);
