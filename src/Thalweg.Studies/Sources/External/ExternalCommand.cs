namespace Thalweg.Studies.Sources.External;

/// <summary>How a program that computes a loss is started.</summary>
/// <param name="Words">The program and its arguments, at least one word.</param>
/// <param name="Files">Files beside those among the words that the loss depends on, relative to the folder.</param>
/// <param name="Folder">The working folder of the processes; relative paths start here.</param>
public sealed record ExternalCommand(IReadOnlyList<string> Words, IReadOnlyList<string> Files, string Folder)
{
    private const int LongestShown = 120;

    /// <summary>Seconds that one request, of at most 32 parameter vectors, may take; also the start of a process.</summary>
    public double Timeout { get; init; } = 600;

    /// <summary>How many processes of the program share a batch; the results are the same for any number.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>A command without further files from its text.</summary>
    /// <exception cref="FormatException">The quotes of the text do not close, or it has no word.</exception>
    public static ExternalCommand Parse(string text, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folder);
        return new(CommandWords.Split(text), [], folder);
    }

    /// <summary>The words as one line, quoted where they need it.</summary>
    public string Describe() => CommandWords.Join(Words);

    /// <summary>The same for messages: on one line, cut after 120 characters.</summary>
    public override string ToString()
    {
        var text = string.Concat(Describe().Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > LongestShown ? text[..LongestShown] + "…" : text;
    }
}
