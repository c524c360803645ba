using System.Collections.Concurrent;

namespace Thalweg.Studies.Sources.External;

/// <summary>Says that a program is waited for: once for each thing that is awaited of it, however many processes it has.</summary>
internal sealed class WaitNotice(Action<string>? tell, TimeSpan patience)
{
    private readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);

    /// <summary>How long is waited in silence.</summary>
    public TimeSpan Patience => patience;

    /// <param name="kind">What is awaited, in a word.</param>
    public void Tell(string kind, string message)
    {
        if (told.TryAdd(kind, true))
        {
            tell?.Invoke(message);
        }
    }
}
