using System.Text.Json.Nodes;

namespace Thalweg.Results.Keys;

/// <summary>Everything that the key of a result is made from.</summary>
/// <param name="Kind">The word for what is computed, for example <c>train</c>.</param>
/// <param name="Algorithm">Version of the algorithm behind the kind.</param>
/// <param name="Inputs">All declared inputs with defaults filled in, seeds, and the keys of earlier results.</param>
public sealed record TaskIdentity(string Kind, int Algorithm, JsonObject Inputs)
{
    /// <summary>Version of keys, records and arrays as they are stored; raising it makes every stored result stale.</summary>
    public const int Format = 2;

    public TaskKey Key { get; } = TaskKey.Of(Kind, Algorithm, Format, Inputs);
}
