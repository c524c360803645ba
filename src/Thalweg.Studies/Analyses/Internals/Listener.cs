namespace Thalweg.Studies.Analyses;

/// <summary>Progress that is handled on the thread that reports it.</summary>
internal sealed class Listener<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
