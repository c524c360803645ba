using Thalweg.Formats.Arrays;
using Thalweg.Networks.WeightFiles;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>The files that a training leaves: its parameters, and those that it passed through.</summary>
internal sealed class TrainedFiles : IDisposable
{
    // Whose readers would not know what is written under such a name.
    private static readonly string[] OtherForms = [".npz", ".npy", ".csv", ".json", ".pt", ".pth", ".h5", ".onnx"];

    private readonly OutputFile? parameters;
    private readonly OutputFile? trajectory;

    /// <exception cref="InputException">The name of the parameters' file is that of another format.</exception>
    /// <exception cref="IOException">One of them cannot be written.</exception>
    public TrainedFiles(Invocation invocation, Flag parameters, Flag trajectory)
    {
        if (
            invocation.TextOrNull(parameters) is { } path
            && OtherForms.Contains(Path.GetExtension(path).ToLowerInvariant())
        )
        {
            throw new InputException(
                $"expected {parameters.Option.Expected}, found {CallText.Show(path)}",
                parameters.Place
            );
        }
        this.parameters = invocation.IsGiven(parameters) ? invocation.Output(parameters) : null;
        try
        {
            this.trajectory = invocation.IsGiven(trajectory) ? invocation.Output(trajectory) : null;
        }
        catch
        {
            this.parameters?.Dispose();
            throw;
        }
    }

    public bool KeepsParameters => parameters is not null;

    /// <summary>Writes those that were asked for, with what the parameters are of and how they were trained.</summary>
    /// <param name="asked">How the training was asked for; its texts go into the files.</param>
    public void Write(Source source, TrainingResult result, Outcome asked)
    {
        var metadata = asked
            .Where(entry => entry.Value is string)
            .ToDictionary(entry => entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        foreach (var (key, value) in WeightDeclaration.Of(source).ToMetadata())
        {
            metadata[key] = value;
        }
        parameters?.Write(path => WeightFile.WriteSafetensors(path, source.Layout, result.Parameters, metadata));
        trajectory?.Write(path => NpzFile.Write(path, Arrays(result), metadata));
    }

    public void Dispose()
    {
        parameters?.Dispose();
        trajectory?.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(TrainingResult result)
    {
        var (count, length) = (result.Trajectory.Count, result.Parameters.Length);
        yield return new("steps", new NpyArray([count], [.. result.Trajectory.Select(c => (double)c.Step)]));
        yield return new(
            "parameters",
            new NpyArray([count, length], [.. result.Trajectory.SelectMany(c => c.Parameters)])
        );
        if (result.Factors.Count > 0)
        {
            double[] weights = [.. result.Trajectory.SelectMany(c => c.Weights)];
            yield return new("weights", new NpyArray([count, weights.Length / count], weights));
            yield return new("factors", new NpyArray([result.Factors.Count], [.. result.Factors]));
        }
    }
}
