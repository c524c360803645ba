namespace Thalweg.Studies.Sources.External;

/// <summary>The external programs of one study or command line: one for each different command, however many losses name it.</summary>
/// <remarks>Nothing is started before it is asked.</remarks>
/// <param name="warn">Told, at the end, of processes that had to be stopped.</param>
/// <param name="note">Told of a program that has been waited for for some seconds.</param>
/// <param name="cancellation">Ends the wait for a program that is getting ready.</param>
public sealed class ExternalPrograms(
    Action<string>? warn = null,
    Action<string>? note = null,
    CancellationToken cancellation = default
) : IDisposable
{
    private readonly Dictionary<string, ExternalProgram> byCommand = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public CancellationToken Cancellation => cancellation;

    /// <summary>The program of a command, with its files hashed. Cost: one reading of the files, the first time.</summary>
    /// <exception cref="IOException">A file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public ExternalProgram Of(ExternalCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var key = string.Join(
            '\n',
            [command.Folder, .. command.Words, "", .. command.Files, $"{command.Processes} {command.Timeout:R}"]
        );
        lock (gate)
        {
            if (!byCommand.TryGetValue(key, out var program))
            {
                program = new ExternalProgram(command, warn, note);
                _ = program.Fingerprint;
                byCommand.Add(key, program);
            }
            return program;
        }
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var program in byCommand.Values)
            {
                program.Dispose();
            }
            byCommand.Clear();
        }
    }
}
