using Thalweg.Networks;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;

namespace Thalweg.Pde.Engine;

/// <summary>
/// Expressions over the jet of a trial function, compiled for a network: which streams travel, the tape that runs per tile,
/// and what is evaluated once per point set.
/// </summary>
/// <remarks>The first <see cref="ExpressionCount"/> tape outputs are the expressions; the outputs after them are the
/// derivatives of expression 0 with respect to <see cref="Entries"/>, present when a gradient is wanted.</remarks>
internal sealed class JetProgram
{
    private readonly int[] factorSlots;
    private readonly int[] liftSlots;
    private readonly (int Index, int Slot)[] multiplierSlots;

    /// <param name="forward">True: streams travel forward even where reverse mode over x is cheaper.</param>
    /// <param name="whole">True: every entry has a stream of its own, even where it is a sum of others.</param>
    public JetProgram(
        Network network,
        TrialFunction trial,
        IReadOnlyList<Expression> expressions,
        bool withGradient,
        bool forward = false,
        bool whole = false
    )
    {
        Network = network;
        expressions = [.. expressions.Select(e => trial.Written(e, network.Inputs))];
        Trial = trial = trial.Inner;
        ExpressionCount = expressions.Count;
        var used = expressions.SelectMany(Differentiation.Entries).ToList();
        Require(network, used);
        var asWritten = Plan(Close(used));
        var folded = Folding.Of(expressions, network.Inputs);
        var asFolded = Plan(Close(folded.SelectMany(Differentiation.Entries)));
        var fold = asFolded.Flops(network, withGradient) < asWritten.Flops(network, withGradient);
        this.Plan = fold ? asFolded : asWritten;
        expressions = JetStreams.Spell(fold ? folded : expressions, Streams);
        Alternatives = PlanAlternatives.Of(network, asWritten, asFolded);
        Integrand = expressions[0];
        Entries = withGradient ? Differentiation.Entries(expressions[0]) : [];
        var all = expressions.Concat(Entries.Select(entry => Differentiation.ByEntry(expressions[0], entry))).ToList();
        (Tape, var hoisted) = TapeCompiler.Compile(all, expressions.Count, Streams);
        var of = new List<Expression>(hoisted);
        factorSlots = Slots(trial.FactorOf);
        liftSlots = Slots(trial.LiftOf);
        PointExpressions = of;
        multiplierSlots =
        [
            .. hoisted.Select((e, i) => ((e as Multiplier)?.Index ?? -1, network.Inputs + i)).Where(m => m.Item1 >= 0),
        ];
        Points = new PointProgram(PointExpressions, network.Inputs);

        // Components with one function share its slots.
        int[] Slots(Func<int, Expression?> functions)
        {
            var known = new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance);
            var slots = new int[network.Outputs];
            Array.Fill(slots, -1);
            for (var output = 0; output < slots.Length; output++)
            {
                if (functions(output) is not { } function)
                {
                    continue;
                }
                if (!known.TryGetValue(function, out var slot))
                {
                    slot = network.Inputs + of.Count;
                    known.Add(function, slot);
                    of.AddRange(new FunctionStreams(function, Streams).All);
                }
                slots[output] = slot;
            }
            return slots;
        }

        JetPlan Plan(StreamSet streams) =>
            forward ? new JetPlan(JetSweep.Forward, streams) : JetPlan.Cheapest(network, streams, withGradient);

        StreamSet Close(IEnumerable<JetEntry> used)
        {
            var entries = used.ToList();
            var axes = entries.Where(e => e.Kind == JetKind.First).Select(e => e.Axis);
            var operators = entries.Select(e => e.AsOperator(network.Inputs)).OfType<StreamOperator>();
            return whole
                ? new StreamSet(network.Inputs, axes, operators)
                : StreamSet.Spanning(network.Inputs, axes, operators);
        }
    }

    public Network Network { get; }

    public TrialFunction Trial { get; }

    /// <summary>The cheapest way to the derivatives that the expressions need.</summary>
    public JetPlan Plan { get; }

    /// <summary>The ways that were compared.</summary>
    public IReadOnlyList<PlanAlternative> Alternatives { get; }

    public StreamSet Streams => Plan.Streams;

    public Tape Tape { get; }

    public int ExpressionCount { get; }

    /// <summary>Expression 0 as it is evaluated, folded or not.</summary>
    public Expression Integrand { get; }

    /// <summary>Jet entries that expression 0 depends on.</summary>
    public IReadOnlyList<JetEntry> Entries { get; }

    /// <summary>Coordinate expressions in the point slots after the d coordinates: hoisted ones, then the streams of φ and
    /// those of g.</summary>
    public IReadOnlyList<Expression> PointExpressions { get; }

    /// <summary>The multipliers that are read, by their numbers, with their point slots.</summary>
    public ReadOnlySpan<(int Index, int Slot)> MultiplierSlots => multiplierSlots;

    /// <summary>What is evaluated once per point set.</summary>
    public PointProgram Points { get; }

    /// <summary>First point slot of the streams of φ of a component, or −1 where it has none.</summary>
    public int FactorSlot(int output) => factorSlots[output];

    /// <summary>First point slot of the streams of g of a component, or −1 where it has none.</summary>
    public int LiftSlot(int output) => liftSlots[output];

    /// <summary>The stream that a jet entry is read from.</summary>
    public int StreamOf(JetEntry entry) => JetStreams.Of(entry, Streams);

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
            var axis = entry.Axes.Length == 0 ? 0 : entry.Axes[^1];
            if (axis >= network.Inputs)
            {
                throw new ArgumentException(
                    $"the equation uses x[{axis}], but {network} has {network.Inputs} input(s)",
                    nameof(network)
                );
            }
        }
    }
}
