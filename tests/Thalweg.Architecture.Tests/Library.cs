using System.Reflection;

namespace Thalweg.Architecture.Tests;

/// <summary>The libraries of the solution: every folder of sources but the program.</summary>
internal static class Library
{
    private const string Prefix = "Thalweg.";

    /// <summary>Without the common prefix, for example <c>Numerics</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory
            .EnumerateDirectories(Path.Combine(Checkout.Root, "src"))
            .Select(folder => Path.GetFileName(folder)[Prefix.Length..])
            .Where(name => name != "Cli")
            .Order(StringComparer.Ordinal),
    ];

    public static Assembly Load(string name) => Assembly.Load(Prefix + name);

    public static string Folder(string name) => Path.Combine(Checkout.Root, "src", Prefix + name);
}
