namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// A line search: the immutable rule that chooses α for θ + α d. What it remembers between iterations is nothing: it decides
/// on φ alone.
/// </summary>
public interface ILineSearch
{
    /// <summary>The search with its options, for reports and for refusing a state of another search, for example
    /// <c>backtracking(decrease=0.0001)</c>.</summary>
    string Description { get; }

    /// <summary>Losses that a search usually takes beside the gradient at its end, for estimates.</summary>
    int UsualValues => 0;

    /// <summary>Looks for a step. Every evaluation goes through <paramref name="line"/>, which counts it.</summary>
    /// <param name="line">φ, with φ(0) and φ′(0) known.</param>
    /// <param name="initial">The first α to try, above 0: 1 for a direction with a length of its own.</param>
    LineSearchResult Search(LineFunction line, double initial);
}
