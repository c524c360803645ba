namespace Thalweg.Studies.Syntax;

/// <summary>The shortest texts that tell calls apart.</summary>
public static class CallDifference
{
    /// <summary>For calls of one name the options in which they differ, as <c>activation=tanh</c>; else the brief texts.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ResolvedCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            // Where the names tell them apart already, they are enough.
            return calls.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() == calls.Distinct().Count()
                ? [.. calls.Select(c => c.Name)]
                : [.. calls.Select(c => c.Brief)];
        }
        var options = calls[0]
            .Signature.Options.Select(o => o.Name)
            .Where(name => calls.Select(c => c.TextOf(name)).Distinct(StringComparer.Ordinal).Count() > 1)
            .ToList();
        return options.Count == 0 ? [.. calls.Select(c => c.Brief)] : [.. calls.Select(call => Text(call, options))];
    }

    private static string Text(ResolvedCall call, List<string> options)
    {
        var given = options.Where(call.Has).ToList();
        return given.Count == 0 ? call.Name
            : given is [var only] && only == call.Signature.Positional ? $"{call.Name}:{call.TextOf(only)}"
            : string.Join(", ", given.Select(option => $"{option}={call.TextOf(option)}"));
    }
}
