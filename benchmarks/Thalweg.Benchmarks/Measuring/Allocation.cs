namespace Thalweg.Benchmarks.Measuring;

/// <summary>Bytes that evaluations allocate once they are warm.</summary>
/// <param name="OneThread">Per evaluation, on the calling thread.</param>
/// <param name="TwoThreads">Per evaluation, on all threads of the process.</param>
internal sealed record Allocation(double OneThread, double TwoThreads)
{
    private const int Evaluations = 50;

    /// <summary>Counts over some evaluations of contestants that have been timed already.</summary>
    public static Allocation PerEvaluation(Contestant oneThread, Contestant twoThreads)
    {
        var first = GC.GetAllocatedBytesForCurrentThread();
        Run(oneThread);
        var own = GC.GetAllocatedBytesForCurrentThread() - first;
        var start = GC.GetTotalAllocatedBytes(precise: true);
        Run(twoThreads);
        var all = GC.GetTotalAllocatedBytes(precise: true) - start;
        return new Allocation((double)own / Evaluations, (double)all / Evaluations);
    }

    // Zero seconds: one evaluation per call.
    private static void Run(Contestant contestant)
    {
        for (var i = 0; i < Evaluations; i++)
        {
            contestant.SecondsPerEvaluation(0.0);
        }
    }
}
