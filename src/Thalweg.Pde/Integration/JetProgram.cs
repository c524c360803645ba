using Thalweg.Networks;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Integration;

/// <summary>
/// Expressions over the jet of a trial function, compiled for a network: which streams travel, the tape that runs per tile,
/// and what is evaluated once per point set.
/// </summary>
/// <remarks>The first <see cref="ExpressionCount"/> tape outputs are the expressions; the outputs after them are the
/// derivatives of expression 0 with respect to <see cref="Entries"/>, present when a gradient is wanted.</remarks>
internal sealed class JetProgram
{
    public JetProgram(Network network, TrialFunction trial, IReadOnlyList<Expression> expressions, bool withGradient)
    {
        Network = network;
        ExpressionCount = expressions.Count;
        var used = expressions.SelectMany(Differentiation.Entries).ToList();
        Require(network, used);
        Streams = Close(used, network.Inputs);
        Propagation = new JetPropagation(network, Streams);
        Entries = withGradient ? Differentiation.Entries(expressions[0]) : [];
        var all = expressions.Concat(Entries.Select(entry => Differentiation.ByEntry(expressions[0], entry))).ToList();
        (Tape, var hoisted) = TapeCompiler.Compile(all, Streams);
        HasFactor = trial.Factor is not null;
        HasLift = trial.Lift is not null;
        Expression[] factors = trial.Factor is { } factor ? [.. StreamsOf(factor, Streams)] : [];
        var lifts = trial.Lift is { } lift ? StreamsOf(lift, Streams) : [];
        PointExpressions = [.. hoisted, .. factors, .. lifts];
        FactorSlot = network.Inputs + hoisted.Count;
        LiftSlot = FactorSlot + factors.Length;
    }

    public Network Network { get; }

    public StreamSet Streams { get; }

    public JetPropagation Propagation { get; }

    public Tape Tape { get; }

    public int ExpressionCount { get; }

    /// <summary>Jet entries that expression 0 depends on.</summary>
    public IReadOnlyList<JetEntry> Entries { get; }

    /// <summary>Coordinate expressions in the point slots after the d coordinates: hoisted ones, then the streams of φ and
    /// those of g.</summary>
    public IReadOnlyList<Expression> PointExpressions { get; }

    public bool HasFactor { get; }

    /// <summary>First point slot of the streams of φ.</summary>
    public int FactorSlot { get; }

    public bool HasLift { get; }

    /// <summary>First point slot of the streams of g.</summary>
    public int LiftSlot { get; }

    private static StreamSet Close(List<JetEntry> used, int dimension)
    {
        var kind =
            used.Exists(e => e.Kind == JetKind.Second) ? StreamKind.Diagonal
            : used.Exists(e => e.Kind == JetKind.Laplacian) ? StreamKind.Laplacian
            : used.Exists(e => e.Kind == JetKind.First) ? StreamKind.Gradient
            : StreamKind.Value;
        return new StreamSet(kind, dimension);
    }

    private static IEnumerable<Expression> StreamsOf(Expression function, StreamSet streams)
    {
        yield return function;
        if (streams.Order == 0)
        {
            yield break;
        }
        var firsts = Enumerable
            .Range(0, streams.Dimension)
            .Select(k => Differentiation.AlongAxis(function, k))
            .ToArray();
        foreach (var first in firsts)
        {
            yield return first;
        }
        var seconds = firsts.Select(Differentiation.AlongAxis).ToArray();
        if (streams.Kind == StreamKind.Laplacian)
        {
            yield return seconds.Aggregate((a, b) => a + b);
        }
        else if (streams.Kind == StreamKind.Diagonal)
        {
            foreach (var second in seconds)
            {
                yield return second;
            }
        }
    }

    private static void Require(Network network, List<JetEntry> used)
    {
        foreach (var entry in used)
        {
            if (entry.Output >= network.Outputs)
            {
                throw new ArgumentException(
                    $"the equation uses component {entry.Output} of u, but {network} has {network.Outputs} output(s): give the network more outputs",
                    nameof(network)
                );
            }
            if (entry.Kind != JetKind.Laplacian && entry.Axis >= network.Inputs)
            {
                throw new ArgumentException(
                    $"the equation uses x[{entry.Axis}], but {network} has {network.Inputs} input(s)",
                    nameof(network)
                );
            }
        }
    }
}
