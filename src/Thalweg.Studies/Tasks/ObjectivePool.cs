using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Tasks;

/// <summary>The objectives that one lane of tasks computes with, each made once; used by one thread.</summary>
/// <param name="watch">Wraps every objective that is made, for example to count; null leaves them as they are.</param>
public sealed class ObjectivePool(Func<IObjective, IObjective>? watch = null)
{
    private readonly Dictionary<Source, IObjective> made = [];

    /// <exception cref="Syntax.InputException">The parts of the source do not fit together.</exception>
    public IObjective Of(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Kept(source, () => Passing(source));
    }

    /// <summary>The objective of a source that is not made by itself.</summary>
    /// <param name="make">Called the first time.</param>
    internal IObjective Kept(Source source, Func<IObjective> make)
    {
        if (!made.TryGetValue(source, out var objective))
        {
            made[source] = objective = make();
        }
        return objective;
    }

    /// <summary>An objective that is not kept: one of many that are looked at once.</summary>
    /// <inheritdoc cref="Of"/>
    public IObjective Passing(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var created = source.Create();
        return watch?.Invoke(created) ?? created;
    }
}
