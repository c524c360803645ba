namespace Thalweg.Formats.Tests.Arrays;

/// <summary>A file in the folder for temporary files, gone when the test ends.</summary>
internal sealed class ScratchFile : IDisposable
{
    public ScratchFile(byte[]? content = null)
    {
        if (content is not null)
        {
            File.WriteAllBytes(Path, content);
        }
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"thalweg-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
