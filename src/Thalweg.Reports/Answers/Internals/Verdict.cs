namespace Thalweg.Reports.Answers;

/// <summary>One of the questions that a reader has of every study, with its answer in a few words.</summary>
/// <param name="Holds">Whether the answer is yes; null where nothing was measured to answer it.</param>
/// <param name="Evidence">Id of the section or of the figure that shows it.</param>
internal sealed record Verdict(string Question, string Answer, bool? Holds, string Evidence);
