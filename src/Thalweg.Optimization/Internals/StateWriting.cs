using System.Text;

namespace Thalweg.Optimization;

/// <summary>What saved states consist of.</summary>
internal static class StateWriting
{
    public static void WriteAll(this BinaryWriter writer, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    public static void WriteText(this BinaryWriter writer, string text) =>
        writer.WriteBlock(Encoding.UTF8.GetBytes(text));

    public static void WriteTexts(this BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }
    }

    public static void WriteBlock(this BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
