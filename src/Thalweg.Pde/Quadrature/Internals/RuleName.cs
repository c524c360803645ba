using System.Globalization;

namespace Thalweg.Pde.Quadrature;

/// <summary>The canonical spelling of a rule: <c>name:first</c>, or <c>name(key=first, key=value)</c> where an option is not at
/// its default.</summary>
internal static class RuleName
{
    /// <param name="options">Value null: at its default, left out.</param>
    public static string Of(
        string name,
        string key,
        long first,
        params ReadOnlySpan<(string Key, object? Value)> options
    )
    {
        var written = new List<string>();
        foreach (var (optionKey, value) in options)
        {
            if (value is not null)
            {
                written.Add(string.Create(CultureInfo.InvariantCulture, $"{optionKey}={value}"));
            }
        }
        return written.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{name}:{first}")
            : string.Create(CultureInfo.InvariantCulture, $"{name}({key}={first}, {string.Join(", ", written)})");
    }
}
