namespace Thalweg.Formats.Zip;

/// <summary>Signatures, sizes and marks of the records that make up a zip archive.</summary>
internal static class ZipRecords
{
    public const uint LocalSignature = 0x04034b50;
    public const uint DirectorySignature = 0x02014b50;
    public const uint EndSignature = 0x06054b50;
    public const uint WideEndSignature = 0x06064b50;
    public const uint WideLocatorSignature = 0x07064b50;

    public const int LocalLength = 30;
    public const int DirectoryLength = 46;
    public const int EndLength = 22;
    public const int WideEndLength = 56;
    public const int WideLocatorLength = 20;

    /// <summary>Stands in a 32-bit field whose value is in the 64-bit extra field.</summary>
    public const uint Wide = 0xFFFFFFFF;
    public const ushort Wide16 = 0xFFFF;
    public const ushort WideExtra = 1;

    public const ushort FlagEncrypted = 1;
    public const ushort FlagUtf8 = 1 << 11;
    public const ushort MethodStored = 0;
    public const ushort MethodDeflated = 8;
}
