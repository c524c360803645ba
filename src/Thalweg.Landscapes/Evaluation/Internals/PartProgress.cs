namespace Thalweg.Landscapes.Evaluation;

/// <summary>The progress of part k of n equal ones as progress of the whole.</summary>
internal sealed class PartProgress(IProgress<LandscapeProgress> whole, int part, int parts)
    : IProgress<LandscapeProgress>
{
    public void Report(LandscapeProgress value) =>
        whole.Report(new LandscapeProgress((part * value.Total) + value.Done, parts * value.Total));
}
