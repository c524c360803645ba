using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Files;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Keeps the state of a training run in a file: a line that says what the run depends on, then the state.</summary>
/// <remarks>The line is that of task keys: files enter by their content, and where they lie does not matter. Left out is what a run
/// may go on with changed: its steps, and which of its parameters are the result.</remarks>
internal sealed class StateKeeper
{
    private readonly string path;
    private readonly TrainInputs inputs;
    private readonly IReadOnlyList<long> checkpoints;
    private readonly SourceLocation place;
    private readonly byte[] header;

    /// <param name="checkpoints">As they were asked for, without the last step that always belongs to them.</param>
    public StateKeeper(string path, TrainInputs inputs, IReadOnlyList<long> checkpoints, SourceLocation place)
    {
        (this.path, this.inputs, this.checkpoints, this.place) = (path, inputs, checkpoints, place);
        header = Encoding.UTF8.GetBytes(Identity().ToJsonString() + "\n");
    }

    /// <summary>The state in the file, or null where there is no file yet.</summary>
    /// <exception cref="InputException">The file is damaged, or belongs to a run of other inputs.</exception>
    public TrainingState? Read()
    {
        // A path that cannot be written is told before anything is computed.
        OutputFile.Of($"{place}", path, null).Dispose();
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = RegularFile.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(header))
        {
            throw new InputException(
                $"{path} is not a state of a run with these flags{Difference(bytes)}; remove it to start anew, or name another",
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
    public StateKeeper For(ulong seed) => new(PathFor(path, seed), inputs with { Seed = seed }, checkpoints, place);

    /// <summary>The files of several starts, which keep a state each.</summary>
    public static IEnumerable<FileClaim> Claims(Invocation invocation, Flag state, Flag seed, Flag starts)
    {
        if (!invocation.IsGiven(state) || invocation.Integer(starts) < 2)
        {
            return [];
        }
        var (path, first) = (invocation.Text(state), (ulong)invocation.Integer(seed));
        return Enumerable
            .Range(0, invocation.SmallInteger(starts))
            .Select(k => new FileClaim(PathFor(path, first + (ulong)k), state.Use, state.Name));
    }

    private static string PathFor(string path, ulong seed) => $"{path}.{seed.ToString(CultureInfo.InvariantCulture)}";

    public void Write(TrainingState state)
    {
        using var file = new OutputFile(path);
        file.Write(temporary => File.WriteAllBytes(temporary, [.. header, .. state.ToBytes()]));
    }

    private JsonObject Identity()
    {
        var identity = TrainAnalysis.Instance.Describe(inputs);
        identity.Remove("steps");
        identity.Remove("keep");
        identity["checkpoints"] = new JsonArray([.. checkpoints.Select(step => JsonValue.Create(step))]);
        identity["algorithm"] = TrainAnalysis.Instance.Algorithm;
        return identity;
    }

    /// <summary>In which inputs the run of the file is another one; nothing where the file is no state at all.</summary>
    private string Difference(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf((byte)'\n') is not (> 0 and var end))
        {
            return "";
        }
        try
        {
            var (theirs, ours) = (new SortedDictionary<string, string>(), new SortedDictionary<string, string>());
            Flatten("", JsonNode.Parse(bytes.AsSpan(0, end)), theirs);
            Flatten("", JsonNode.Parse(header), ours);
            var others = ours
                .Keys.Union(theirs.Keys)
                .Where(key => ours.GetValueOrDefault(key) != theirs.GetValueOrDefault(key))
                .Order(StringComparer.Ordinal);
            return $": it has another {string.Join(", ", others)}";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static void Flatten(string name, JsonNode? node, SortedDictionary<string, string> values)
    {
        if (node is JsonObject members)
        {
            foreach (var (key, value) in members)
            {
                Flatten(name.Length > 0 ? $"{name}.{key}" : key, value, values);
            }
        }
        else
        {
            values[name] = node?.ToJsonString() ?? "";
        }
    }
}
