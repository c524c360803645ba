using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What an embedding depends on.</summary>
/// <param name="Centres">The vectors, in the order of the record.</param>
/// <param name="Method">Of <see cref="EmbeddingMethods"/>.</param>
/// <param name="Dimensions">Coordinates at most.</param>
/// <param name="Aligned">A loss with these parameters by whose copies they are carried near one of them first; null where they stay.</param>
/// <param name="Functions">A loss with these parameters on whose nodes the functions and hidden layers are compared; null where they are not.</param>
public sealed record EmbeddingInputs(
    IReadOnlyList<Centre> Centres,
    ResolvedCall Method,
    int Dimensions,
    Source? Aligned = null,
    Source? Functions = null
)
{
    /// <summary>Label of the variant of each vector, where the loss that was trained on does not tell variants apart; else null.</summary>
    public IReadOnlyList<string>? Variants { get; init; }
}

/// <summary>Where the trained points of runs with the same parameters lie, seen together.</summary>
public sealed class EmbeddingAnalysis : Analysis<EmbeddingInputs, EmbeddingRecord>
{
    private EmbeddingAnalysis()
        : base("embedding", algorithm: 1) { }

    public static EmbeddingAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "embedding",
            "the trained points of all runs with the same parameters as points of a few dimensions, and how far they are from each other",
            [
                new CallOption("method", "kernel-pca", "how they become such points", EmbeddingMethods.Catalogue),
                new IntegerOption("dimensions", "3", "coordinates of each, at most") { Maximum = 1000 },
                BestRuns.Option,
                new FlagOption(
                    "align",
                    "false",
                    "whether vectors are first carried to their copies near the middle one, by exchanges of hidden units and all else that the network's function does not see"
                ),
                new FlagOption(
                    "functions",
                    "false",
                    "whether the functions are compared too, by their distances in L2 and by the similarity of their hidden layers (linear CKA)"
                )
                {
                    IsLeftOutAtDefault = true,
                },
            ]
        )
        {
            AlsoKnownAs = ["embed", "embeddings"],
        };

    public override Stage Stage => Stage.Lines;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        if (call.Flag("align") && study.Variants.FirstOrDefault(v => v.Source.As<ICopies>() is null) is { } variant)
        {
            yield return new InputException(
                $"'embedding' with align=true needs losses of networks, found '{variant.Label}'; leave align out",
                call.Location
            );
        }
        foreach (var refusal in BestRuns.Refusals(study, call))
        {
            yield return refusal;
        }
        var families = Families(new StudyChains(study));
        if (call.Flag("functions"))
        {
            foreach (var refusal in FunctionSpace.Refusals(study, families, call))
            {
                yield return refusal;
            }
        }
        if (families.All(family => family.Count < 3))
        {
            yield return new InputException(
                "'embedding' needs 3 runs with the same parameters or more, found fewer; add seeds or variants",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var family in Families(chains).Where(family => family.Count >= 3))
        {
            var variants = family.Select(c => c.Variant.Label).Distinct();
            var chosen = Chosen(family, BestRuns.Count(call));
            yield return Task(
                new EmbeddingInputs(
                    [.. chosen.Select(c => c.Centre)],
                    call.Call("method"),
                    call.Integer("dimensions"),
                    call.Flag("align") ? family[0].Variant.Source : null,
                    call.Flag("functions") ? family[0].Variant.Source : null
                )
                {
                    Variants = family
                        .GroupBy(c => c.Variant.Source.Label)
                        .Any(g => g.Select(c => c.Variant.Label).Distinct().Count() > 1)
                        ? [.. chosen.Select(c => c.Variant)]
                        : null,
                },
                $"embedding of {string.Join(", ", variants)}{(call.Flag("align") ? ", aligned" : "")}{(call.Flag("functions") ? ", with functions" : "")}"
            ) with
            {
                Dependencies = [.. family.Select(c => c.Train)],
                Memory =
                [
                    SampleMemory.OfVectors(
                        (call.Flag("align") ? 3.0 : 2.0) * family.Count,
                        family[0].Variant.Source.Layout.Count,
                        "vectors",
                        call.Location
                    ),
                    .. call.Flag("functions") ? [FunctionSpace.MemoryOf(family, call)] : Array.Empty<MemoryPart>(),
                ],
            };
        }
    }

    /// <summary>The ends of a family, or of the best runs of each variant.</summary>
    private static List<(Centre Centre, string Variant)> Chosen(List<StudyChain> family, int? best) =>
        best is null
            ? family.ConvertAll(c => ((Centre)c.End, c.Variant.Label))
            :
            [
                .. family
                    .GroupBy(c => c.Variant.Label)
                    .SelectMany(runs =>
                    {
                        List<EarlierTask> trains = [.. runs.Select(c => EarlierTask.Of(c.Train))];
                        return Enumerable
                            .Range(0, best.Value)
                            .Select(rank => ((Centre)new RankedCentre(trains, rank), runs.Key));
                    }),
            ];

    public override Computed<EmbeddingRecord> Compute(EmbeddingInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var places = inputs.Centres.Select(c => Place.Of(c, context)).ToList();
        List<EmbeddedVector> vectors =
        [
            .. places.Select(
                (p, i) =>
                    new EmbeddedVector(
                        FormattableString.Invariant($"{inputs.Variants?[i] ?? p.TrainedOn}/{p.Seed}"),
                        p.TrainKey,
                        inputs.Variants?[i] ?? p.TrainedOn,
                        p.Seed,
                        0,
                        []
                    )
            ),
        ];
        var set = new ParameterSet([.. places.SelectMany(p => p.Parameters)], places[0].Parameters.Length);
        return Of(
            set,
            vectors,
            inputs.Method,
            inputs.Dimensions,
            context.Team,
            stamp with
            {
                Warnings = [.. places.SelectMany(p => p.Warnings).Distinct()],
            },
            inputs.Aligned?.As<ICopies>()?.Copies,
            inputs.Functions
        );
    }

    /// <summary>The record of any vectors.</summary>
    /// <param name="named">What is known of each beside its place, in their order.</param>
    /// <param name="copies">What carries the vectors to their copies near the middle one first; null where they stay.</param>
    /// <param name="functions">A loss with these parameters, <see cref="IFunctions"/>, on whose nodes functions and hidden layers are compared as they are
    /// before anything is carried; null where they are not.</param>
    public static Computed<EmbeddingRecord> Of(
        ParameterSet set,
        IReadOnlyList<EmbeddedVector> named,
        ResolvedCall method,
        int dimensions,
        WorkerTeam team,
        Provenance stamp,
        IAlignable? copies = null,
        Source? functions = null
    )
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(stamp);
        var (space, whyNot) = functions is null ? (null, null) : FunctionSpace.Of(functions, set.Rows, team);
        EmbeddingAlignment? alignment = null;
        if (copies is not null)
        {
            (set, alignment) = AlignedVectors.Of(set, [.. named.Select(v => v.Name)], copies, team);
        }
        var found = EmbeddingMethods.Create(method)(set, dimensions, team);
        var (distances, largest, norms) = (set.Distances(), set.Distances(largestEntry: true), set.Norms);
        int[] everyone = [.. Enumerable.Range(0, set.Count)];
        var positive = found.Eigenvalues.Where(x => x > 0).Sum();
        string[] warnings = [.. space?.Warnings ?? [], .. whyNot is null ? [] : new[] { whyNot }];
        var record = new EmbeddingRecord(
            warnings.Length == 0 ? stamp : stamp with { Warnings = [.. stamp.Warnings, .. warnings] },
            method.Canonical,
            set.ParameterCount,
            found.Eigenvalues,
            found.Explained,
            positive > 0 ? -found.Eigenvalues.Where(x => x < 0).Sum() / positive : 0,
            ParameterSet.Mean(distances, everyone)!.Value,
            ParameterSet.Mean(largest, everyone)!.Value,
            norms.Average(),
            [
                .. named.Select(
                    (vector, i) =>
                        vector with
                        {
                            Norm = norms[i],
                            Coordinates = found.Coordinates[(i * found.Dimensions)..((i + 1) * found.Dimensions)],
                        }
                ),
            ],
            Groups(named, norms, distances, largest, space),
            alignment,
            space?.Summary
        );
        return new Computed<EmbeddingRecord>(
            record,
            [
                new("coordinates", new NpyArray([set.Count, found.Dimensions], found.Coordinates)),
                new("distances", new NpyArray([set.Count, set.Count], distances)),
                new("largest_entries", new NpyArray([set.Count, set.Count], largest)),
                .. alignment is null ? [] : Images(set),
                .. space?.Arrays ?? [],
            ]
        );
    }

    private static KeyValuePair<string, NpyArray>[] Images(ParameterSet set) =>
        [
            new(
                "images",
                new NpyArray(
                    [set.Count, set.ParameterCount],
                    [.. Enumerable.Range(0, set.Count).SelectMany(i => set[i].ToArray())]
                )
            ),
        ];

    private static List<EmbeddedGroup> Groups(
        IReadOnlyList<EmbeddedVector> named,
        IReadOnlyList<double> norms,
        double[] distances,
        double[] largest,
        FunctionSpace? space
    )
    {
        var groups = named
            .Select((vector, i) => (Group: vector.Group ?? "", Index: i))
            .GroupBy(p => p.Group, p => p.Index)
            .Select(g => (g.Key, Members: (IReadOnlyList<int>)[.. g]))
            .ToList();
        return
        [
            .. groups.Select(group =>
            {
                var between = new OrderedDictionary<string, double>(StringComparer.Ordinal);
                var others = groups.Where(o => o.Key != group.Key).ToList();
                foreach (var other in others)
                {
                    between.Add(other.Key, ParameterSet.Mean(distances, group.Members, other.Members)!.Value);
                }
                return new EmbeddedGroup(
                    group.Key,
                    group.Members.Count,
                    group.Members.Average(i => norms[i]),
                    ParameterSet.Mean(distances, group.Members),
                    ParameterSet.Mean(largest, group.Members),
                    between,
                    space?.Group(group.Members, others)
                );
            }),
        ];
    }

    /// <summary>Runs whose parameters are alike, family by family in the order of the study.</summary>
    private static List<List<StudyChain>> Families(StudyChains chains)
    {
        var families = new List<List<StudyChain>>();
        foreach (var chain in chains.All)
        {
            var own = families.Find(f =>
                f[0].Variant.Source.Equals(chain.Variant.Source)
                || f[0].Variant.Source.SharesParameters(chain.Variant.Source)
            );
            if (own is null)
            {
                families.Add([chain]);
            }
            else
            {
                own.Add(chain);
            }
        }
        return families;
    }
}
