using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Cases;

/// <summary>The bits of a workload's results as a short text.</summary>
internal static class Digest
{
    private const int Characters = 16;

    /// <summary>SHA-256 over the losses of all parameter vectors, and the loss and gradient at the first.</summary>
    public static string Of(Workload workload, WorkerTeam team)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(workload.Evaluate(team).AsSpan()));
        var (loss, gradient) = workload.Differentiate(team);
        hash.AppendData(MemoryMarshal.AsBytes<double>([loss]));
        hash.AppendData(MemoryMarshal.AsBytes(gradient.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Characters];
    }
}
