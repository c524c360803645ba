using System.Security.Cryptography;
using Thalweg.Formats.Arrays;

namespace Thalweg.Data.DataSets;

/// <summary>Reads data sets: a folder of IDX files, an <c>.npz</c> with <c>x</c> and <c>y</c>, or a <c>.csv</c> with a header.</summary>
/// <remarks>Bytes are divided by 255 and nothing else; numbers are taken as they are. Files are read with the care that weights get: nothing is
/// allocated for what a header merely claims.</remarks>
public static class DataReader
{
    /// <summary>Test sets of an <c>.npz</c> are its arrays <c>x_test</c> and <c>y_test</c>; a <c>.csv</c> has none.</summary>
    /// <exception cref="DataFormatException">The file is no data set, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static DataSet Read(string path, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            return IdxFolder.Read(path, split);
        }
        return Extension(path) == ".npz" ? Arrays(path, split) : CsvData.Read(path, split);
    }

    /// <summary>Whether there is such a part.</summary>
    public static bool Has(string path, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Directory.Exists(path)
                ? IdxFolder.Files(path, split).Count > 0
                : split == DataSplit.Train || (Extension(path) == ".npz" && NpzFile.Read(path).ContainsKey("x_test"));
        }
        catch (Exception fault) when (fault is DataFormatException or ArrayFormatException)
        {
            return false;
        }
    }

    /// <summary>What a split is read from.</summary>
    /// <exception cref="DataFormatException">A file is missing, or is none of the forms.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static IReadOnlyList<string> FilesOf(string path, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            return IdxFolder.Files(path, split);
        }
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no such file or folder: {path}", path);
        }
        Extension(path);
        return [path];
    }

    /// <summary>SHA-256 of what a split is read from.</summary>
    /// <exception cref="DataFormatException">A file is missing, or is none of the forms.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Sha256(string path, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesOf(path, split))
        {
            using var stream = Formats.Files.RegularFile.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Extension(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is (".npz" or ".csv") and var extension
            ? extension
            : throw new DataFormatException(
                $"'{path}' is no data set: give a folder of IDX files, an .npz file with x and y, or a .csv file with a header"
            );

    private static DataSet Arrays(string path, DataSplit split)
    {
        try
        {
            return NpzData.Of(path, NpzFile.Read(path), split);
        }
        catch (ArrayFormatException fault)
        {
            throw new DataFormatException(fault.Message, fault);
        }
    }
}
