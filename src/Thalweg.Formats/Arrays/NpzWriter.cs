using System.Text;
using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Arrays;

/// <summary>
/// Writes a <c>.npz</c> archive one array after another, each in as many pieces as the caller likes, so that a large array
/// never has to be in memory at once.
/// </summary>
/// <remarks>
/// Entries are uncompressed and carry a fixed date, so equal arrays give equal bytes on every machine. The archive becomes
/// readable with <see cref="Complete"/>; disposing an incomplete writer leaves a file that no reader accepts.
/// </remarks>
public sealed class NpzWriter : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly ZipWriter _zip;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private string? _open;
    private long _missing;
    private bool _complete;

    /// <param name="stream">Writable and seekable: checksums are filled in after the data.</param>
    /// <exception cref="ArgumentException">The stream cannot seek or write.</exception>
    public NpzWriter(Stream stream, bool leaveOpen = false)
        : this(stream, leaveOpen, ZipRecords.Wide) { }

    internal NpzWriter(Stream stream, bool leaveOpen, uint wideFrom)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek || !stream.CanWrite)
        {
            throw new ArgumentException(
                "the stream must be writable and seekable: write to a file or to memory",
                nameof(stream)
            );
        }
        _stream = stream;
        _leaveOpen = leaveOpen;
        _zip = new ZipWriter(stream, wideFrom);
    }

    /// <exception cref="IOException">The file cannot be created.</exception>
    public static NpzWriter Create(string path) => Create(path, new Dictionary<string, string>());

    /// <inheritdoc cref="Create(string)"/>
    /// <param name="metadata">See <see cref="Metadata"/>.</param>
    public static NpzWriter Create(string path, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new(File.Create(path, BufferBytes)) { Metadata = metadata };
    }

    /// <summary>Starts an array; its values follow by <see cref="Append"/>.</summary>
    /// <param name="name">Key of the array, without <c>.npy</c>.</param>
    /// <param name="shape">Extent of each axis.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the shape has a negative extent.</exception>
    /// <exception cref="InvalidOperationException">Another array is still open, or the archive is complete.</exception>
    public void Begin(string name, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_open is not null || _complete)
        {
            throw new InvalidOperationException(
                _open is null
                    ? $"array '{name}' comes after Complete(): begin every array before"
                    : $"array '{_open}' is still open: call End() before array '{name}' begins"
            );
        }
        if (NpyShape.Count(shape) is not { } count)
        {
            throw new ArgumentException(
                $"shape {NpyShape.Describe(shape)} of array '{name}' is not possible: give at most {NpyShape.HighestRank} "
                    + $"extents from 0 up with a product of at most {Array.MaxLength}",
                nameof(shape)
            );
        }
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > ushort.MaxValue / 2 || !_names.Add(name))
        {
            throw new ArgumentException(
                $"the array name '{Excerpt.Of(name)}' is empty, too long or taken: give each its own",
                nameof(name)
            );
        }
        var header = NpyHeader.Format(shape);
        _zip.Begin(name + ".npy", header.Length + (long)count * sizeof(double));
        _zip.Append(header);
        _open = name;
        _missing = count;
    }

    /// <summary>Writes the next values of the open array, row-major.</summary>
    /// <exception cref="InvalidOperationException">No array is open, or it would get more values than its shape has.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Append(ReadOnlySpan<double> values)
    {
        if (_open is null || values.Length > _missing)
        {
            throw new InvalidOperationException(
                _open is null
                    ? "no array is open: call Begin first"
                    : $"{values.Length} values do not fit into array '{_open}', which lacks only {_missing}"
            );
        }
        _missing -= values.Length;
        NpyStream.Write(values, _zip.Append);
    }

    /// <summary>Ends the open array.</summary>
    /// <exception cref="InvalidOperationException">No array is open, or values are missing.</exception>
    public void End()
    {
        if (_open is null || _missing > 0)
        {
            throw new InvalidOperationException(
                _open is null ? "no array is open: call Begin first" : $"array '{_open}' still lacks {_missing} values"
            );
        }
        _zip.End();
        _open = null;
    }

    /// <summary>Texts on the arrays, which stand in the comment of the archive: a JSON object, sorted by key; other readers ignore it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes the directory, without which the archive is not readable, and hands everything to the stream.</summary>
    /// <exception cref="InvalidOperationException">An array is still open, or the metadata have more than 65 535 bytes.</exception>
    public void Complete()
    {
        if (_open is not null)
        {
            throw new InvalidOperationException($"array '{_open}' is still open: call End() first");
        }
        if (!_complete)
        {
            _zip.WriteDirectory(NpzMetadata.Write(Metadata));
            _stream.Flush();
            _complete = true;
        }
    }

    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }
}
