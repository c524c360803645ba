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
    private readonly Flag figure = CommonFlags.Figure();

    public override string Name => "topology";

    public override string Description =>
        "Basins, saddles and holes of losses on a grid, by the level at which they appear and are gone";

    public override string Example => "thalweg topology plane.npz --array loss --neighbours 8";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override IReadOnlyList<Flag> Flags => [array, neighbours, levels, lifetime, figure];

    protected override int Run(Invocation invocation)
    {
        var path = invocation.Operand(file)!;
        FilePresence.Require(path, "<file>", "an archive of arrays (.npz), or one array (.npy)");
        var (name, losses) = GridFile.Read(path, invocation.TextOrNull(array), array.Place);
        using var drawing = new FigureFile(invocation, figure);
        var inputs = new TopologyInputs(
            new EarlierTask("", path),
            name,
            "",
            invocation.Text(levels),
            invocation.Number(lifetime)
        );
        var record = TopologyAnalysis.Of(
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
