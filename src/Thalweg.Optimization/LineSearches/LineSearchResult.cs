namespace Thalweg.Optimization.LineSearches;

/// <summary>How a line search ended.</summary>
public enum LineSearchOutcome
{
    /// <summary>The step meets the conditions of the search.</summary>
    Accepted,

    /// <summary>The search gave up on its conditions, but the loss is lower at the step than at the start.</summary>
    Lower,

    /// <summary>The direction does not descend: φ′(0) is not below zero.</summary>
    NotDescent,

    /// <summary>No lower loss was found before the evaluations were spent or the interval vanished.</summary>
    Exhausted,

    /// <summary>The loss went on falling, or never curved upwards, up to the longest step.</summary>
    Unbounded,
}

/// <summary>The step that a line search chose, and why it ended. Not finding one is a result.</summary>
/// <param name="Step">α; meaningless unless <see cref="Succeeded"/>.</param>
public readonly record struct LineSearchResult(LineSearchOutcome Outcome, double Step)
{
    /// <summary>Whether the step is to be taken.</summary>
    public bool Succeeded => Outcome is LineSearchOutcome.Accepted or LineSearchOutcome.Lower;

    internal static LineSearchResult NotDescent => new(LineSearchOutcome.NotDescent, 0);

    /// <summary>What remains when the conditions cannot be met: the lowest trial if it is below the start.</summary>
    internal static LineSearchResult LowestOf(LineFunction line, LineSearchOutcome otherwise) =>
        line.Lowest.Value < line.Origin.Value ? new(LineSearchOutcome.Lower, line.Lowest.Step) : new(otherwise, 0);
}
