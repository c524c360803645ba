using Thalweg.Formats.Files;

namespace Thalweg.Formats.Arrays;

/// <summary>One array in NumPy's <c>.npy</c> form.</summary>
public static class NpyFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Reads real numbers of any NumPy type (float16 to float64, integers, booleans; either byte order; C or Fortran order)
    /// as row-major doubles. Integers beyond 2^53 are rounded. Memory: the result and one block; twice the result for Fortran order.
    /// </summary>
    /// <exception cref="ArrayFormatException">The file is not one complete array of real numbers.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static NpyArray Read(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        try
        {
            return NpyStream.Read(stream, stream.Length, certain: true);
        }
        catch (InvalidDataException fault)
        {
            throw new ArrayFormatException($"{path} is not an array file that can be read: {fault.Message}.", fault);
        }
    }

    /// <summary>Writes float64 in row-major order, in the form that <c>numpy.save</c> writes.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var stream = File.Create(path, BufferBytes);
        stream.Write(NpyHeader.Format(array.Shape));
        NpyStream.Write(array.Values, stream.Write);
    }
}
