using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Equations;

/// <summary>Jet entries as streams: those that are one, and those that are sums of several.</summary>
internal static class JetStreams
{
    /// <summary>The stream of an entry, or −1.</summary>
    public static int Of(JetEntry entry, StreamSet streams) =>
        entry.Kind switch
        {
            JetKind.Value => 0,
            JetKind.First => streams.IndexOfFirst(entry.Axis),
            _ => streams.IndexOf(entry.AsOperator(streams.Dimension)!),
        };

    /// <summary>The expressions with every entry that is no stream written as the sum over streams that it is.</summary>
    public static IReadOnlyList<Expression> Spell(IReadOnlyList<Expression> expressions, StreamSet streams)
    {
        var sums = expressions
            .SelectMany(Differentiation.Entries)
            .DistinctBy(entry => entry.Identity)
            .Where(entry => Of(entry, streams) < 0)
            .ToDictionary(entry => entry.Identity, entry => Sum(entry, streams));
        if (sums.Count == 0)
        {
            return expressions;
        }
        var replacement = new Replacement(leaf =>
            leaf is JetEntry entry && sums.TryGetValue(entry.Identity, out var sum) ? sum : null
        );
        return [.. expressions.Select(replacement.In)];
    }

    private static Expression Sum(JetEntry entry, StreamSet streams)
    {
        var op = entry.AsOperator(streams.Dimension) ?? StreamOperator.Derivative(entry.Axes, streams.Dimension);
        var sum =
            streams.Read(op) ?? throw new InvalidOperationException($"{entry} is no sum of the streams {streams}");
        return sum.Aggregate(
            (Expression)0.0,
            (e, part) => e + part.Coefficient * StreamEntry(entry.Output, part.Stream)
        );

        Expression StreamEntry(int output, int stream)
        {
            var op = streams.OperatorAt(stream)!;
            return stream <= streams.Firsts.Length
                ? new JetEntry(output, JetKind.First, streams.Firsts[stream - 1])
                : new JetEntry(output, op);
        }
    }
}
