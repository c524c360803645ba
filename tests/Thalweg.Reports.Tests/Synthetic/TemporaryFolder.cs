namespace Thalweg.Reports.Tests.Synthetic;

/// <summary>A folder that is deleted at the end of a test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("thalweg-report-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
