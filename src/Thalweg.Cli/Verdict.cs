using Thalweg.Results.Records;

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

    /// <summary>Warns of values of a loss that lie below its known infimum.</summary>
    /// <param name="values">Of the loss, wherever it was evaluated.</param>
    public static int Of(Terminal terminal, string loss, IEnumerable<double> values, double? bound)
    {
        if (BoundAlarm.Of(loss, values, bound) is not { } alarm)
        {
            return ExitCode.Done;
        }
        terminal.Warn(alarm);
        return ExitCode.Doubtful;
    }
}
