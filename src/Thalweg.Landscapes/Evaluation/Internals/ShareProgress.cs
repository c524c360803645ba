namespace Thalweg.Landscapes.Evaluation;

/// <summary>The progress of one stage as progress of the whole.</summary>
internal sealed class ShareProgress(IProgress<double> whole, double start, double share) : IProgress<double>
{
    public void Report(double value) => whole.Report(start + (share * value));
}
