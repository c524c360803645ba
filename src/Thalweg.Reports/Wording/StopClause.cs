namespace Thalweg.Reports.Wording;

/// <summary>Why a training stopped, within another sentence.</summary>
internal static class StopClause
{
    /// <summary>For example <c>all steps were done</c>, of the sentence <c>All steps were done.</c></summary>
    public static string Of(string sentence) =>
        sentence.Length == 0 ? "not told" : char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}
