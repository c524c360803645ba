namespace Thalweg.Formats.Zip;

/// <summary>Where one entry of a zip archive lies, as its directory says and its local header confirms.</summary>
/// <param name="Length">Bytes once expanded; equal to <paramref name="StoredLength"/> for an entry that is not compressed.</param>
/// <param name="DataStart">Position of the first stored byte.</param>
internal sealed record ZipEntry(
    string Name,
    bool Compressed,
    uint Checksum,
    long StoredLength,
    long Length,
    long DataStart
);
