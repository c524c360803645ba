namespace Thalweg.Studies.Syntax;

/// <summary>One option of a <see cref="ResolvedCall"/> with its typed value.</summary>
internal sealed record ResolvedArgument(Option Option, object Value, SourceLocation Location)
{
    /// <inheritdoc cref="CallArgument.Items"/>
    public IReadOnlyList<SourceLocation> Items { get; init; } = [];

    public string Text => Option.Write(Value);

    public bool IsDefault => Option.Default is { } text && Option.Write(Option.Read(text, Location)) == Text;
}
