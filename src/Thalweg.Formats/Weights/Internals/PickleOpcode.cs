namespace Thalweg.Formats.Weights;

/// <summary>The instructions of Python's pickle protocols 2 to 5 that checkpoints need; no other is carried out.</summary>
internal static class PickleOpcode
{
    public const byte Protocol = 0x80;
    public const byte Frame = 0x95;
    public const byte Stop = (byte)'.';
    public const byte Mark = (byte)'(';

    public const byte None = (byte)'N';
    public const byte True = 0x88;
    public const byte False = 0x89;
    public const byte Int32 = (byte)'J';
    public const byte UInt8 = (byte)'K';
    public const byte UInt16 = (byte)'M';
    public const byte Long = 0x8a;
    public const byte VeryLong = 0x8b;
    public const byte Float = (byte)'G';

    /// <summary>Digits up to the end of the line, as Python 2 wrote whole numbers beyond 32 bits.</summary>
    public const byte Digits = (byte)'I';
    public const byte Unicode = (byte)'X';
    public const byte ShortUnicode = 0x8c;
    public const byte LongUnicode = 0x8d;

    /// <summary>Texts of Python 2.</summary>
    public const byte String = (byte)'T';
    public const byte ShortString = (byte)'U';
    public const byte Bytes = (byte)'B';
    public const byte ShortBytes = (byte)'C';
    public const byte LongBytes = 0x8e;
    public const byte ByteArray = 0x96;

    public const byte EmptyDictionary = (byte)'}';
    public const byte SetItem = (byte)'s';
    public const byte SetItems = (byte)'u';
    public const byte EmptyList = (byte)']';
    public const byte Append = (byte)'a';
    public const byte Appends = (byte)'e';
    public const byte EmptySet = 0x8f;
    public const byte AddItems = 0x90;
    public const byte FrozenSet = 0x91;
    public const byte EmptyTuple = (byte)')';
    public const byte Tuple = (byte)'t';
    public const byte Tuple1 = 0x85;
    public const byte Tuple2 = 0x86;
    public const byte Tuple3 = 0x87;

    public const byte Pop = (byte)'0';
    public const byte PopMark = (byte)'1';
    public const byte Duplicate = (byte)'2';
    public const byte Put = (byte)'q';
    public const byte LongPut = (byte)'r';
    public const byte Memoize = 0x94;
    public const byte Get = (byte)'h';
    public const byte LongGet = (byte)'j';

    public const byte Global = (byte)'c';
    public const byte StackGlobal = 0x93;
    public const byte Reduce = (byte)'R';
    public const byte New = 0x81;
    public const byte NewWithKeywords = 0x92;
    public const byte Build = (byte)'b';
    public const byte PersistentId = (byte)'Q';
}
