namespace Thalweg.Cli;

/// <summary>Exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Bad usage or input.</summary>
    public const int Input = 2;

    /// <summary>Done, but with results that did not converge or are not finite.</summary>
    public const int Doubtful = 3;

    /// <summary>Of <c>status</c> and <c>merge</c>: results of the study are missing.</summary>
    public const int Incomplete = 3;

    public const int InputOutput = 4;

    public const int Internal = 70;

    public const int Interrupted = 130;
}
