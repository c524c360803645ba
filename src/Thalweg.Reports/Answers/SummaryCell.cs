namespace Thalweg.Reports.Answers;

/// <summary>One number of the summary with its uncertainty, as a number and as a page shows it.</summary>
/// <param name="Value">The median over seeds, or a roughness index over all of them; null where no run has one.</param>
/// <param name="Low">Lower end of the range over seeds or of the interval; null where there is none.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Text">The number with the digits that are known.</param>
/// <param name="Range">Interval, or range over seeds; may be empty.</param>
/// <param name="Best">True where it is the lowest and its interval meets no other of the row.</param>
public sealed record SummaryCell(double? Value, double? Low, double? High, string Text, string Range, bool Best);
