namespace Thalweg.Studies.Sources.External;

/// <summary>What was wrong with an external process.</summary>
public enum ExternalFault
{
    /// <summary>The program does not exist or cannot be started.</summary>
    NotStarted,

    /// <summary>It said about itself what cannot be, or not what another process of the same command said.</summary>
    WrongDescription,

    /// <summary>It wrote something other than the protocol to its standard output.</summary>
    Printed,

    /// <summary>It ended before it answered.</summary>
    Ended,

    /// <summary>It did not answer in time and was stopped.</summary>
    TimedOut,

    /// <summary>Its answer has another length than was asked for.</summary>
    WrongSize,

    /// <summary>It answered with an error of its own; it can be asked again.</summary>
    Refused,

    /// <summary>It was asked for something that it does not offer.</summary>
    NotOffered,

    /// <summary>A file that its results are named by changed before the process was started.</summary>
    Changed,
}

/// <summary>
/// An external process could not be started, broke the protocol, crashed, did not answer, or answered with an error. The message
/// says which, what to do, and how the standard error of the process ends; it may have several lines.
/// </summary>
public sealed class ExternalProcessException : Exception
{
    internal ExternalProcessException(
        ExternalFault fault,
        string message,
        string standardError = "",
        Exception? inner = null
    )
        : base(
            standardError.Length == 0 ? message : $"{message}; its standard error ends:\n{Indent(standardError)}",
            inner
        )
    {
        Fault = fault;
        StandardError = standardError;
    }

    public ExternalFault Fault { get; }

    /// <summary>The exit code where the process has ended by itself, else null.</summary>
    public int? ExitCode { get; internal init; }

    /// <summary>The last lines of the standard error of the process; empty where it wrote none.</summary>
    public string StandardError { get; }

    private static string Indent(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
