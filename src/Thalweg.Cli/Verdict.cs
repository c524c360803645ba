namespace Thalweg.Cli;

/// <summary>The exit code of a result that was computed.</summary>
internal static class Verdict
{
    public static int Of(Terminal terminal, bool isFinite)
    {
        if (!isFinite)
        {
            terminal.Warn("the result is not finite");
        }
        return isFinite ? ExitCode.Done : ExitCode.Doubtful;
    }
}
