using Thalweg.Landscapes.Curvature;

namespace Thalweg.Studies.Analyses;

/// <summary>Runs of nested levels as bytes, for a task that is interrupted between them.</summary>
internal static class SavedRuns
{
    public static byte[] Write(IReadOnlyList<LevelVolumes> runs)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(runs.Count);
        foreach (var run in runs)
        {
            writer.Write(run.Excesses.Count);
            foreach (var value in run.Excesses.Concat(run.LogVolumes))
            {
                writer.Write(value);
            }
            writer.Write(run.LargestExcess);
            writer.Write(run.LowestExcess);
            writer.Write(run.Points);
            writer.Write(run.Values);
            writer.Write((int)run.Stop);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <param name="state">What <see cref="Write"/> gave; null for none.</param>
    public static IEnumerable<LevelVolumes> Read(byte[]? state)
    {
        if (state is null)
        {
            yield break;
        }
        using var reader = new BinaryReader(new MemoryStream(state));
        var runs = reader.ReadInt32();
        for (var run = 0; run < runs; run++)
        {
            var levels = reader.ReadInt32();
            double[] excesses = [.. Enumerable.Range(0, levels).Select(_ => reader.ReadDouble())];
            double[] volumes = [.. Enumerable.Range(0, levels).Select(_ => reader.ReadDouble())];
            yield return new LevelVolumes(
                excesses,
                volumes,
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadInt32(),
                reader.ReadInt64(),
                (SplittingStop)reader.ReadInt32()
            );
        }
    }
}
