namespace Thalweg.Studies.Syntax;

/// <summary>Names that Windows keeps for devices, with any extension: no file or folder can have them there.</summary>
public static class DeviceNames
{
    private static readonly HashSet<string> Names = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })],
        StringComparer.OrdinalIgnoreCase
    );

    internal static IEnumerable<string> All => Names.Order(StringComparer.Ordinal);

    public static bool Contains(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.Contains(name.Split('.')[0]);
    }
}
