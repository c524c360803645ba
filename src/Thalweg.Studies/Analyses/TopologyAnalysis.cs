using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Topology;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the topology of a grid depends on.</summary>
/// <param name="Surface">The task whose losses lie on the grid.</param>
/// <param name="Objective">Which of them: the name of the loss as the surface has it.</param>
/// <param name="Neighbours">axes or all.</param>
/// <param name="Levels">sublevel or superlevel.</param>
/// <param name="Lifetime">Pairs that live no longer are left out.</param>
public sealed record TopologyInputs(
    EarlierTask Surface,
    string Objective,
    string Neighbours,
    string Levels,
    double Lifetime
)
{
    /// <summary>Whether the contour tree is made; null for no.</summary>
    public bool? Contours { get; init; }

    /// <summary>Whether the regions between minima and maxima are; null for no.</summary>
    public bool? Cells { get; init; }

    /// <summary>Random surfaces of the null model; null for none.</summary>
    public MatchedInputs? Matched { get; init; }
}

/// <summary>What a null model depends on.</summary>
/// <param name="Count">Random surfaces.</param>
/// <param name="Seed">Of their signs.</param>
public sealed record MatchedInputs(int Count, ulong Seed);

/// <summary>How the level sets of the surfaces of a study are joined: basins, saddles and holes.</summary>
public sealed class TopologyAnalysis : Analysis<TopologyInputs, TopologyRecord>
{
    private TopologyAnalysis()
        : base("topology", algorithm: 1) { }

    public static TopologyAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "topology",
            "basins, saddles and holes of every surface of the study, by the level at which they appear and are gone",
            [
                new WordOption(
                    "neighbours",
                    "all",
                    "which points of the grid are joined: along the axes (4), or corners too (8)",
                    ["axes", "all"]
                ),
                new WordOption(
                    "levels",
                    "sublevel",
                    "sublevel: what lies below a level as it rises; superlevel: what lies above it as it falls",
                    ["sublevel", "superlevel"]
                ),
                new NumberOption("lifetime", "0", "leaves out what lives no longer, in units of the loss")
                {
                    Minimum = 0,
                },
                new FlagOption(
                    "contours",
                    "false",
                    "whether the tree of contours is made: how they appear, join, part and vanish"
                )
                {
                    IsLeftOutAtDefault = true,
                },
                new FlagOption(
                    "cells",
                    "false",
                    "whether the regions between each minimum and each maximum are made (Morse-Smale)"
                )
                {
                    IsLeftOutAtDefault = true,
                },
                new IntegerOption(
                    "matched",
                    "0",
                    "random surfaces with the same bowl and spectrum, beside which basins are counted; 19 or more, 0 for none"
                )
                {
                    Minimum = 0,
                    Maximum = 100_000,
                    IsLeftOutAtDefault = true,
                },
            ]
        )
        {
            AlsoKnownAs = ["persistence", "merge-tree", "barcode"],
        };

    public override string ToldApartBy => "levels";

    public override Stage Stage => Stage.Topologies;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        if (!Surfaces(study).Any())
        {
            yield return new InputException(
                "'topology' looks at the surfaces of the study, found none; add surface to analyses",
                call.Location
            );
        }
        if (Fault(call.Integer("matched")) is { } fault)
        {
            yield return new InputException(fault, call.LocationOf("matched"));
        }
    }

    /// <summary>What is wrong with a number of random surfaces; null where nothing is.</summary>
    public static string? Fault(int matched) =>
        matched is > 0 and < MatchedSurfaces.Fewest
            ? $"expected 0, or {MatchedSurfaces.Fewest} surfaces or more for an interval of 95 %, found {matched}"
            : null;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var surface in Surfaces(chains.Study))
        {
            var tasks = SurfaceAnalysis.Instance.Expand(chains, surface).ToList();
            foreach (var task in tasks)
            {
                var chain = chains.All.First(c => c.Train.Chain == task.Chain);
                foreach (var source in chains.SharingParameters(chain.Variant.Source))
                {
                    var names = Sources.SourceNames.Of(chains.SharingParameters(chain.Variant.Source));
                    var name = names[chains.SharingParameters(chain.Variant.Source).ToList().IndexOf(source)];
                    yield return Task(
                        new TopologyInputs(
                            EarlierTask.Of(task),
                            name,
                            call.Word("neighbours"),
                            call.Word("levels"),
                            call.Number("lifetime")
                        )
                        {
                            Contours = call.Flag("contours") ? true : null,
                            Cells = call.Flag("cells") ? true : null,
                            Matched =
                                call.Integer("matched") > 0
                                    ? new MatchedInputs(call.Integer("matched"), chains.Study.Seed)
                                    : null,
                        },
                        $"topology of {name} on the {task.Label}"
                    ) with
                    {
                        Dependencies = [task],
                        Chain = task.Chain,
                        Loss = chains.NameOf(source),
                    };
                }
            }
        }
    }

    public override Computed<TopologyRecord> Compute(TopologyInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var stored = context.Stored(inputs.Surface);
        var surface = RecordJson.Read<SurfaceRecord>(stored.Record);
        var losses = stored.ReadArrays()[SliceArrays.Loss(surface.Objectives, surface.Slugs, inputs.Objective)];
        var (record, arrays) = Of(
            losses,
            inputs.Neighbours == "all" ? GridNeighbours.All : GridNeighbours.Axes,
            inputs,
            stamp,
            context.Team.Cancellation
        );
        return new Computed<TopologyRecord>(
            record with
            {
                TrainKey = surface.TrainKey,
                TrainedOn = surface.TrainedOn,
                Seed = surface.Seed,
            },
            arrays
        );
    }

    /// <summary>The record of losses on any grid.</summary>
    /// <param name="losses">One to three axes.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Computed<TopologyRecord> Of(
        NpyArray losses,
        GridNeighbours neighbours,
        TopologyInputs inputs,
        Provenance stamp,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(stamp);
        var grid = new LossGrid(losses.Values, losses.Shape);
        var found = Persistence.Of(grid, neighbours, inputs.Levels == "superlevel", cancellation);
        var axes = grid.Shape.Count;
        var kept = found.Pairs.Where(p => p.Lifetime > inputs.Lifetime).ToList();
        var basins = found.Basins.Where(b => b.Depth > inputs.Lifetime).ToList();
        var depths = basins.Where(b => double.IsFinite(b.Depth)).Select(b => b.Depth).ToList();
        double all = losses.Values.Length;
        var cells = inputs.Cells == true ? MorseSmale.Of(grid, neighbours, inputs.Lifetime, cancellation) : null;
        var record = new TopologyRecord(
            stamp with
            {
                Warnings =
                    grid.NonFinite == 0
                        ? []
                        :
                        [
                            FormattableString.Invariant(
                                $"{grid.NonFinite} of {losses.Values.Length} losses are not finite; those that are no numbers count as infinitely high."
                            ),
                        ],
            },
            null,
            null,
            null,
            inputs.Objective,
            grid.Shape,
            neighbours.Count(axes),
            axes == 2 ? neighbours.Complement().Count(axes) : null,
            inputs.Levels,
            inputs.Lifetime,
            grid.NonFinite,
            found.Pairs.Count - kept.Count,
            depths.Count == 0 ? null : depths.Average(),
            [
                .. kept.Select(p => new PersistencePairRecord(
                    p.Dimension,
                    p.Birth,
                    p.Death,
                    grid.Position(p.BirthVertex),
                    p.DeathVertex < 0 ? null : grid.Position(p.DeathVertex)
                )),
            ],
            // Of a basin that is left in, the one that it meets lives longer and is left in too; the deepest come first.
            [
                .. basins.Select(b => new GridBasinRecord(
                    grid.Position(b.Vertex),
                    b.Value,
                    b.Saddle,
                    b.Depth,
                    b.Parent < 0 ? null : b.Parent,
                    b.Region / all,
                    b.Pool / all
                )),
            ]
        )
        {
            Contours =
                inputs.Contours == true
                    ? TopologyParts.Of(ContourTree.Of(grid, inputs.Lifetime, cancellation), grid)
                    : null,
            Cells = cells is null ? null : TopologyParts.Of(cells, grid),
            Matched = inputs.Matched is { } matched
                ? TopologyParts.Of(grid, neighbours, matched, inputs.Lifetime, cancellation)
                : null,
        };
        return new Computed<TopologyRecord>(
            record,
            cells is null ? [] : [new("cells", new NpyArray([.. grid.Shape], [.. cells.Labels.Select(l => (double)l)]))]
        );
    }

    private static IEnumerable<ResolvedCall> Surfaces(Study study) =>
        study.Analyses.Where(a => a.Signature == SurfaceAnalysis.Instance.Signature);
}
