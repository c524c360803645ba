using System.Diagnostics;
using System.Security.Cryptography;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>
/// What a long task keeps beside the results until it is done: its last checkpoint, and a count of the evaluations spent
/// on it by all processes that worked on it. Where two processes hold the task after all, each goes on from what it has in hand.
/// </summary>
public sealed class PartialState
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(5);

    private readonly string statePath;
    private readonly string countPath;

    internal PartialState(string folder, string key)
    {
        statePath = Path.Combine(folder, key + ".state");
        countPath = Path.Combine(folder, key + ".count");
    }

    /// <summary>Called after each checkpoint.</summary>
    public Action Saved { get; init; } = static () => { };

    /// <summary>Replaces the checkpoint; the old one stays whole until the new one is on disk.</summary>
    /// <exception cref="IOException">The checkpoint cannot be written.</exception>
    public void Save(ReadOnlySpan<byte> state)
    {
        var bytes = new byte[SHA256.HashSizeInBytes + state.Length];
        SHA256.HashData(state, bytes);
        state.CopyTo(bytes.AsSpan(SHA256.HashSizeInBytes));
        StoreFile.Write(statePath, bytes);
        Saved();
    }

    /// <summary>The last checkpoint, or null when there is none or it is damaged: then the task starts over.</summary>
    public byte[]? Load()
    {
        if (ReadSeen() is not { } bytes || bytes.Length < SHA256.HashSizeInBytes)
        {
            return null;
        }
        var state = bytes.AsSpan(SHA256.HashSizeInBytes);
        return SHA256.HashData(state).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
            ? state.ToArray()
            : null;
    }

    /// <summary>Opens the count of evaluations spent, which continues where an earlier process was stopped.</summary>
    public EvaluationCount OpenCount() => new(countPath);

    /// <summary>Forgets everything; called once the result is published.</summary>
    internal void Delete()
    {
        DurableFile.Discard(statePath);
        DurableFile.Discard(countPath);
    }

    // Another process may remove the file at any time, and a client of a file server may show one that it cannot open yet.
    private byte[]? ReadSeen()
    {
        var clock = Stopwatch.StartNew();
        while (File.Exists(statePath) && RegularFile.Misfit(statePath) is null)
        {
            try
            {
                return File.ReadAllBytes(statePath);
            }
            catch (FileNotFoundException)
            {
                if (clock.Elapsed > LongestAbsence)
                {
                    return null;
                }
                Thread.Sleep(Pause);
            }
        }
        return null;
    }
}
