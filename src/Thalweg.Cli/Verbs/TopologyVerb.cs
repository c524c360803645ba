using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Topology;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg topology</c>: how the level sets of losses on a grid are joined.</summary>
internal sealed class TopologyVerb : Verb
{
    private const int MostShown = 10;
    private readonly Operand file = new(
        "file",
        "archive of arrays (.npz) that slice or export writes, or one array (.npy)",
        true
    );
    private readonly Flag array = new(
        new TextOption(
            "array",
            null,
            "which array of an archive [default: loss, or the only one]",
            "the name of an array"
        ),
        "name"
    );
    private readonly Flag neighbours = new(
        new WordOption(
            "neighbours",
            null,
            "which vertices are joined: 2 on a line, 4 or 8 on a plane, 6 or 26 in a box [default: 2, 8, 26]",
            ["2", "4", "6", "8", "26"]
        )
    );
    private readonly Flag levels = new(AnalysisCatalogue.Option("topology", "levels"));
    private readonly Flag lifetime = new(AnalysisCatalogue.Option("topology", "lifetime"));
    private readonly Flag matched = new(AnalysisCatalogue.Option("topology", "matched"));
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Switch contours = new("contours", "the tree of contours too, of a grid of two axes");
    private readonly Switch cells = new("cells", "the regions between each minimum and each maximum too");
    private readonly Flag figure = CommonFlags.Figure();

    public override string Name => "topology";

    public override string Description =>
        "Basins, saddles and holes of losses on a grid, by the level at which they appear and are gone";

    public override string Example => "thalweg topology plane.npz --array loss --neighbours 8";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override IReadOnlyList<Flag> Flags => [array, neighbours, levels, lifetime, matched, seed, figure];

    protected override IReadOnlyList<Switch> Switches => [contours, cells];

    protected override int Run(Invocation invocation)
    {
        var path = invocation.Operand(file)!;
        FilePresence.Require(path, "<file>", "an archive of arrays (.npz), or one array (.npy)");
        var (name, losses) = GridFile.Read(path, invocation.TextOrNull(array), array.Place);
        var count = invocation.SmallInteger(matched);
        RequirePlane(invocation, losses, count);
        using var drawing = new FigureFile(invocation, figure);
        var inputs = new TopologyInputs(
            new EarlierTask("", path),
            name,
            "",
            invocation.Text(levels),
            invocation.Number(lifetime)
        )
        {
            Contours = invocation.IsSet(contours),
            Cells = invocation.IsSet(cells),
            Matched = count > 0 ? new MatchedInputs(count, (ulong)invocation.Integer(seed)) : null,
        };
        var (record, _) = TopologyAnalysis.Of(
            losses,
            Joined(invocation, losses.Shape.Length),
            inputs,
            new Provenance("topology", "", TaskIdentity.Format, TopologyAnalysis.Instance.Algorithm, [])
        );
        var outcome = new Outcome
        {
            { "array", name },
            { "shape", record.Shape },
            { "neighbours", record.Neighbours },
            { "complementNeighbours", record.ComplementNeighbours },
            { "levels", record.Levels },
            { "lifetime", record.Lifetime },
            { "components", record.Pairs.Count(p => p.Dimension == 0) },
            { "holes", record.Shape.Count == 2 ? record.Pairs.Count(p => p.Dimension == 1) : null },
            { "leftOut", record.LeftOut },
            { "meanDepth", record.MeanDepth },
            { "nonFinite", record.NonFinite },
            { "pairs", Shown(invocation, record.Pairs.Select(Pair)) },
            { "basins", Shown(invocation, record.Basins.Select(Basin)) },
        };
        Add(outcome, record);
        drawing.Draw(() => TopologyFigure.Of(record));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        outcome.Print(invocation);
        foreach (var warning in record.Provenance.Warnings)
        {
            invocation.Terminal.Warn(warning);
        }
        return record.NonFinite == 0 ? ExitCode.Done : ExitCode.Doubtful;
    }

    /// <summary>Refuses what only a plane has.</summary>
    private void RequirePlane(Invocation invocation, NpyArray losses, int count)
    {
        if (TopologyAnalysis.Fault(count) is { } fault)
        {
            throw new InputException(fault, matched.Place);
        }
        if (count == 0)
        {
            invocation.Refuse("without --matched", seed);
        }
        else if (losses.Values.Any(v => !double.IsFinite(v)))
        {
            throw new InputException(
                "a loss is not finite and has no spectrum; take a smaller range, or leave it out",
                matched.Place
            );
        }
        if (losses.Shape.Length != 2 && (count > 0 || invocation.IsSet(contours)))
        {
            throw new InputException(
                $"{(count > 0 ? "--matched" : "--contours")}: expected a grid of 2 axes, found {losses.Shape.Length}; leave it out"
            );
        }
    }

    private static void Add(Outcome outcome, TopologyRecord record)
    {
        if (record.Contours is { } tree)
        {
            outcome.Add(
                "contours",
                new Outcome
                {
                    {
                        "nodes",
                        tree
                            .Nodes.Select(n => new Outcome
                            {
                                { "at", n.At },
                                { "value", n.Value },
                                { "up", n.Up },
                                { "down", n.Down },
                            })
                            .ToArray()
                    },
                    { "arcs", tree.Arcs.Select(a => a.ToArray()).ToArray() },
                }
            );
        }
        if (record.Cells is { } regions)
        {
            outcome.Add(
                "cells",
                regions
                    .Select(c => new Outcome
                    {
                        { "minimum", c.Minimum },
                        { "maximum", c.Maximum },
                        { "region", c.Region },
                    })
                    .ToArray()
            );
        }
        if (record.Matched is { } random)
        {
            outcome.Add(
                "matched",
                new Outcome
                {
                    { "count", random.Count },
                    { "basins", Figure(random.Basins) },
                    { "totalDepth", Figure(random.TotalDepth) },
                }
            );
        }
    }

    private static Outcome Figure(MatchedFigure figure) =>
        new()
        {
            { "observed", figure.Observed },
            { "median", figure.Median },
            { "lower", figure.Lower },
            { "upper", figure.Upper },
            { "atLeast", figure.AtLeast },
            { "atMost", figure.AtMost },
        };

    /// <summary>All for programs, some for people.</summary>
    private static Outcome[] Shown(Invocation invocation, IEnumerable<Outcome> rows) =>
        [.. invocation.IsJson ? rows : rows.Take(MostShown)];

    private GridNeighbours Joined(Invocation invocation, int axes)
    {
        if (!invocation.IsGiven(neighbours))
        {
            return GridNeighbours.All;
        }
        var text = invocation.Text(neighbours);
        foreach (var kind in new[] { GridNeighbours.All, GridNeighbours.Axes })
        {
            if (FormattableString.Invariant($"{kind.Count(axes)}") == text)
            {
                return kind;
            }
        }
        throw new InputException(
            $"expected {(axes == 1 ? "2" : axes == 2 ? "4 or 8" : "6 or 26")} on a grid of {axes} {(axes == 1 ? "axis" : "axes")}, found {text}",
            neighbours.Place
        );
    }

    private static Outcome Pair(PersistencePairRecord pair) =>
        new()
        {
            { "dimension", pair.Dimension },
            { "birth", pair.Birth },
            { "death", pair.Death },
            { "birthAt", pair.BirthAt },
            { "deathAt", pair.DeathAt },
        };

    private static Outcome Basin(GridBasinRecord basin) =>
        new()
        {
            { "at", basin.At },
            { "value", basin.Value },
            { "saddle", basin.Saddle },
            { "depth", basin.Depth },
            { "parent", basin.Parent },
            { "region", basin.Region },
            { "pool", basin.Pool },
        };
}
