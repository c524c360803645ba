using Thalweg.Landscapes.Likelihood;
using Thalweg.Optimization;

namespace Thalweg.Studies.Analyses;

/// <summary>The points of a profile as bytes, for a task that is interrupted between them.</summary>
internal static class SavedProfile
{
    public static byte[] Write(IReadOnlyList<ProfilePoint> points)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(points.Count);
        foreach (var point in points)
        {
            writer.Write(point.Value);
            writer.Write(point.Loss);
            writer.Write(point.GradientNorm);
            writer.Write(point.Steps);
            writer.Write((int)point.Stop);
            writer.Write(point.IsConverged);
            writer.Write(point.Parameters.Length);
            foreach (var value in point.Parameters)
            {
                writer.Write(value);
            }
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <param name="state">What <see cref="Write"/> gave; null for none.</param>
    public static IReadOnlyList<ProfilePoint> Read(byte[]? state)
    {
        if (state is null)
        {
            return [];
        }
        using var reader = new BinaryReader(new MemoryStream(state));
        var points = new ProfilePoint[reader.ReadInt32()];
        for (var k = 0; k < points.Length; k++)
        {
            points[k] = new ProfilePoint(
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadInt64(),
                (StopReason)reader.ReadInt32(),
                reader.ReadBoolean(),
                [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadDouble())]
            );
        }
        return points;
    }
}
