using System.Text.Json;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>Who holds a lock.</summary>
/// <param name="Token">Of this lock alone.</param>
/// <param name="Restarts">How often the queue has started the job again.</param>
internal sealed record LockRecord(string Token, ProcessIdentity Holder, string? Job, int Restarts)
{
    private const string RestartVariable = "SLURM_RESTART_COUNT";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(120);

    // Between the creation of a lock file and its first words.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private static int taken;

    public static LockRecord OfProcess() =>
        new(
            $"{WriterName.OfProcess}-{Interlocked.Increment(ref taken)}",
            ProcessIdentity.OfThis,
            WriterName.Job,
            int.TryParse(Environment.GetEnvironmentVariable(RestartVariable), out var count) ? count : 0
        );

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Default.LockRecord);

    /// <summary>What a lock file says; null where it is gone, empty or damaged.</summary>
    public static LockRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path), StoreJson.Default.LockRecord);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the holder of a lock is gone.</summary>
    /// <param name="token">Of the lock that was judged; null for one that names nobody.</param>
    public static bool IsStale(string path, LockRecord own, out string? token)
    {
        var record = Read(path);
        token = record?.Token;
        if (record is not null && (record.IsEarlierStart(own) || record.Holder.HasEnded()))
        {
            return true;
        }
        return ServerClock.Age(path) > (record is null ? LongestStart : LongestSilence);
    }

    /// <summary>Who holds a lock; null where nobody does any more. Where no clock can be asked, that of this machine is believed.</summary>
    /// <param name="heartbeat">When it was written last.</param>
    public static LockRecord? Living(string path, LockRecord own, out DateTime heartbeat)
    {
        heartbeat = default;
        try
        {
            if (Read(path) is not { } record)
            {
                return null;
            }
            heartbeat = File.GetLastWriteTimeUtc(path);
            return IsStale(path, own, out _) ? null : record;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return DateTime.UtcNow - heartbeat > LongestSilence ? null : Read(path);
        }
    }

    /// <summary>Whether the queue has started the job of the holder once more since: as the one that asks.</summary>
    private bool IsEarlierStart(LockRecord own) => Job is not null && Job == own.Job && Restarts < own.Restarts;
}
