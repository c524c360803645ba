using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Thalweg.Results.Keys;

/// <summary>SHA-256 of everything a result depends on, in lower-case hex: its name in the store.</summary>
public readonly record struct TaskKey
{
    private readonly string? hex;

    private TaskKey(string hex) => this.hex = hex;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex => hex ?? throw new InvalidOperationException("the key was never computed: use TaskKey.Of");

    /// <summary>The key of a task: SHA-256 of canonical {kind, inputs, algorithm version of the kind, format version}.</summary>
    public static TaskKey Of(string kind, int algorithm, int format, JsonObject inputs)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(inputs);
        var identity = new JsonObject
        {
            ["kind"] = kind,
            ["inputs"] = inputs.DeepClone(),
            ["algorithm"] = algorithm,
            ["format"] = format,
        };
        return new TaskKey(Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(identity))));
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string text, out TaskKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        var valid = text.Length == 64 && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
        key = valid ? new TaskKey(text) : default;
        return valid;
    }

    public override string ToString() => Hex;
}
