namespace Thalweg.Formats.Weights;

/// <summary>What the entries of a tensor in a file are.</summary>
internal enum ElementRole
{
    /// <summary>Numbers that a double holds exactly: parameters.</summary>
    Real,

    /// <summary>Whole numbers and truth values: counters and masks beside parameters, never parameters.</summary>
    Count,

    /// <summary>Complex, quantised and other numbers.</summary>
    Other,
}

/// <summary>One type of entries.</summary>
/// <param name="Name">As PyTorch calls it.</param>
/// <param name="Size">Bytes of an entry.</param>
internal sealed record ElementType(string Name, int Size, ElementRole Role)
{
    public static ElementType Double { get; } = new("float64", 8, ElementRole.Real);

    public static ElementType Single { get; } = new("float32", 4, ElementRole.Real);

    public static ElementType Half { get; } = new("float16", 2, ElementRole.Real);

    public static ElementType BFloat16 { get; } = new("bfloat16", 2, ElementRole.Real);

    /// <summary>Of a storage type of PyTorch, for example <c>FloatStorage</c>; null for one that is unknown.</summary>
    public static ElementType? OfStorage(string name) =>
        name switch
        {
            "DoubleStorage" => Double,
            "FloatStorage" => Single,
            "HalfStorage" => Half,
            "BFloat16Storage" => BFloat16,
            "LongStorage" => Count("int64", 8),
            "IntStorage" => Count("int32", 4),
            "ShortStorage" => Count("int16", 2),
            "CharStorage" => Count("int8", 1),
            "ByteStorage" => Count("uint8", 1),
            "BoolStorage" => Count("bool", 1),
            "ComplexDoubleStorage" => Other("complex128", 16),
            "ComplexFloatStorage" => Other("complex64", 8),
            "QInt8Storage" => Other("qint8", 1),
            "QUInt8Storage" => Other("quint8", 1),
            "QInt32Storage" => Other("qint32", 4),
            "UntypedStorage" => Other("untyped", 1),
            _ => null,
        };

    /// <summary>Of an element type of safetensors, for example <c>F32</c>; null for one that is unknown.</summary>
    public static ElementType? OfSafetensors(string name) =>
        name switch
        {
            "F64" => Double,
            "F32" => Single,
            "F16" => Half,
            "BF16" => BFloat16,
            "I64" or "U64" => Count(name, 8),
            "I32" or "U32" => Count(name, 4),
            "I16" or "U16" => Count(name, 2),
            "I8" or "U8" or "BOOL" => Count(name, 1),
            "C64" => Other(name, 8),
            "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => Other(name, 1),
            _ => null,
        };

    private static ElementType Count(string name, int size) => new(name, size, ElementRole.Count);

    private static ElementType Other(string name, int size) => new(name, size, ElementRole.Other);
}
