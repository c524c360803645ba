namespace Thalweg.Cli;

/// <summary>Texts as words of a shell command, for commands that people copy.</summary>
internal static class ShellWord
{
    private const string Plain = "_./:,=@%+-";

    /// <summary>The text itself, or in quotes where a shell of POSIX would take it apart.</summary>
    public static string Of(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? text
        : text.AsSpan().ContainsAny("\"$`\\!") ? $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        : $"\"{text}\"";
}
