namespace Thalweg.Reports.Answers;

/// <summary>One number of the summary with its uncertainty.</summary>
/// <param name="Text">The number.</param>
/// <param name="Range">Interval, or range over seeds; may be empty.</param>
/// <param name="Best">True where it is the lowest and its interval meets no other of the row.</param>
public sealed record SummaryCell(string Text, string Range, bool Best);
