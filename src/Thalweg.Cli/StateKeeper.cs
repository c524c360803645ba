using System.Globalization;
using System.Text;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Keeps the state of a training run in a file: a line that says what was asked for, then the state.</summary>
internal sealed class StateKeeper(string path, Outcome description, SourceLocation place)
{
    private readonly byte[] header = Encoding.UTF8.GetBytes(JsonText.Of(description) + "\n");

    /// <summary>The state in the file, or null where there is no file yet.</summary>
    /// <exception cref="InputException">The file is damaged, or belongs to a run with other flags.</exception>
    public TrainingState? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(header))
        {
            throw new InputException(
                $"{path} is not a state of a run with these flags; remove it to start anew",
                place
            );
        }
        try
        {
            return TrainingState.FromBytes(bytes.AsSpan(header.Length));
        }
        catch (TrainingStateException exception)
        {
            throw new InputException($"{path}: {exception.Message}", place, exception);
        }
    }

    /// <summary>The same for another run of the same command.</summary>
    public StateKeeper For(ulong seed) =>
        new($"{path}.{seed.ToString(CultureInfo.InvariantCulture)}", description, place);

    public void Write(TrainingState state)
    {
        using var file = new OutputFile(path);
        file.Write(temporary => File.WriteAllBytes(temporary, [.. header, .. state.ToBytes()]));
    }
}
