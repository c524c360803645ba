using Thalweg.Benchmarks.Cases;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Peers;

/// <summary>Nothing is timed against a peer that computes something else.</summary>
internal static class Agreement
{
    private const double DoubleTolerance = 1e-10;
    private const double SingleTolerance = 1e-4;

    /// <summary>Compares a variant's loss and gradient at the first parameter vector with ours in double precision.</summary>
    /// <exception cref="InvalidOperationException">They differ by more than 1e-10 relative (double) or 1e-4 (single).</exception>
    public static void RequireGradient(Workload workload, TorchPeer peer, string variant, bool single)
    {
        var (losses, gradient) = peer.Value(variant);
        var (loss, ours) = workload.Differentiate(WorkerTeam.Sequential);
        Require(workload.Name, variant, "losses", losses, [loss], single);
        Require(workload.Name, variant, "gradients", gradient, ours, single);
    }

    /// <summary>Compares loss and gradient of a network on images with ours.</summary>
    /// <inheritdoc cref="RequireGradient"/>
    public static void RequireImages(string name, TorchPeer peer, double loss, double[] gradient)
    {
        var (losses, gradients) = peer.Value(TorchPeer.Layers);
        Require(name, TorchPeer.Layers, "losses", losses, [loss], single: false);
        Require(name, TorchPeer.Layers, "gradients", gradients, gradient, single: false);
    }

    /// <summary>Compares a variant's product of the Hessian with ours.</summary>
    /// <inheritdoc cref="RequireGradient"/>
    public static void RequireProduct(Workload workload, TorchPeer peer, string variant, double[] ours, bool single) =>
        Require(workload.Name, variant, "products", peer.Value(variant).Gradient, ours, single);

    /// <summary>Compares losses, as many as the peer gives.</summary>
    /// <inheritdoc cref="RequireGradient"/>
    public static void RequireLosses(Workload workload, TorchPeer peer, string variant, bool single)
    {
        var (losses, _) = peer.Value(variant);
        var ours = workload.Evaluate(WorkerTeam.Sequential);
        Require(workload.Name, variant, "losses", losses, ours.AsSpan(0, losses.Length), single);
    }

    private static void Require(
        string name,
        string variant,
        string what,
        ReadOnlySpan<double> theirs,
        ReadOnlySpan<double> ours,
        bool single
    )
    {
        var tolerance = single ? SingleTolerance : DoubleTolerance;
        var difference = theirs.Length == ours.Length ? RelativeDifference(theirs, ours) : double.NaN;
        // Not "greater than": NaN is no agreement.
        if (!(difference <= tolerance))
        {
            throw new InvalidOperationException(
                $"{name}: the {what} of '{variant}' differ by {difference:G3} relative, expected at most {tolerance:G1}: "
                    + "the two compute different things and are not timed"
            );
        }
    }

    private static double RelativeDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var difference = 0.0;
        var size = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }
        return Math.Sqrt(difference / size);
    }
}
