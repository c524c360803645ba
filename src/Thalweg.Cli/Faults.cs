using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;
using Thalweg.Results.Store;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The outermost handler: every exception becomes one line and an exit code.</summary>
internal static class Faults
{
    public static int Guard(Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (InputException exception)
        {
            foreach (var fault in exception.All)
            {
                terminal.Error.WriteLine($"error: {fault.Describe()}");
            }
            return ExitCode.Input;
        }
        catch (Exception exception)
            when (exception is WeightFormatException or ArrayFormatException or ResultFolderException)
        {
            terminal.Error.WriteLine($"error: {OneLine(exception.Message)}");
            return ExitCode.Input;
        }
        catch (ExternalProcessException exception)
        {
            // The end of a standard error is told line by line, as it was written.
            terminal.Error.WriteLine($"error: {exception.Message}");
            return
                exception.Fault
                    is ExternalFault.NotStarted
                        or ExternalFault.WrongDescription
                        or ExternalFault.NotOffered
                        or ExternalFault.Changed
                ? ExitCode.Input
                : ExitCode.InputOutput;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("interrupted; nothing was left half written");
            return ExitCode.Interrupted;
        }
        catch (OutOfMemoryException)
        {
            terminal.Error.WriteLine(
                $"error: memory ran out; this process may take {MemoryLimit.Size(MemoryLimit.Available)}. Take fewer points, a smaller network, "
                    + "another optimizer, a smaller --count or fewer --threads; what a study has computed is kept"
            );
            return ExitCode.InputOutput;
        }
        catch (Exception exception) when (LastResort.IsStarved(exception))
        {
            terminal.Error.WriteLine($"error: {LastResort.MoreFiles}");
            return ExitCode.InputOutput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"error: {OneLine(exception.Message)}");
            return ExitCode.InputOutput;
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            terminal.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"internal error: {exception.GetType().Name}: {OneLine(exception.Message)}"
                )
            );
            terminal.Error.WriteLine(
                "this is a fault of the program; please report it with the command that led to it"
            );
            return ExitCode.Internal;
        }
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
