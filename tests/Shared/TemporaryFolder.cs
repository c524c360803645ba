namespace Thalweg.Tests.Shared;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("thalweg-test-").FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Names and contents of all result files, for byte-for-byte comparison of stores.</summary>
    public static IReadOnlyDictionary<string, string> ResultHashes(string folder) =>
        new SortedDictionary<string, string>(
            Directory
                .EnumerateFiles(System.IO.Path.Combine(folder, "results"))
                .ToDictionary(
                    file => System.IO.Path.GetFileName(file),
                    file =>
                        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
                ),
            StringComparer.Ordinal
        );
}
