using Thalweg.Formats.Arrays;
using Thalweg.Networks;
using Thalweg.Networks.Symmetries;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg embed</c>: parameter vectors as points of a few dimensions.</summary>
internal sealed class EmbedVerb : Verb
{
    private const int MostInputs = 10;

    private readonly Flag weights = new(
        new TextOption(
            "weights",
            null,
            "vectors: .npy or .npz rows [n, P], weight files of one network each, or a result folder with all its runs; several in a row",
            "paths of files, or of a result folder"
        )
    )
    {
        TakesSeveral = true,
    };
    private readonly Flag method = new(AnalysisCatalogue.Option("embedding", "method"));
    private readonly Flag kernel = new(Option("kernel-pca", "kernel"));
    private readonly Flag width = new(Option("kernel-pca", "width"));
    private readonly Flag degree = new(Option("kernel-pca", "degree"));
    private readonly Flag distance = new(Option("mds", "distance"));
    private readonly Flag dimensions = new(AnalysisCatalogue.Option("embedding", "dimensions"));
    private readonly Flag align = new(
        new CallOption(
            "align",
            null,
            "the network that the vectors belong to: each is first carried to its copy near the middle one",
            Studies.Catalogues.Networks.Catalogue
        )
        {
            IsOptional = true,
        }
    );
    private readonly Flag output = new(
        new TextOption("out", null, "archive for coordinates, distances, largest_entries", "a path of an .npz file")
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "embed";

    public override string Description =>
        "Places parameter vectors in a few dimensions by their components or distances";

    public override string Example => "thalweg embed --method kernel-pca --weights results/poisson-1d";

    protected override IReadOnlyList<Flag> Flags =>
        [weights, method, kernel, width, degree, distance, dimensions, align, output, figure, threads];

    protected override int Run(Invocation invocation)
    {
        var call = Method(invocation);
        var paths = invocation.Written(weights);
        if (paths.Count == 0)
        {
            throw new InputException(
                $"missing; expected {weights.Option.Expected}: {weights.Option.Description}",
                weights.Place
            );
        }
        using var file = invocation.IsGiven(output) ? invocation.Output(output) : null;
        using var drawing = new FigureFile(invocation, figure);
        var network = invocation.IsGiven(align) ? invocation.Call(align) : null;
        var (set, named) = VectorFiles.Read(
            paths,
            weights.Place,
            network is null ? null : count => Network(network, count).Layout
        );
        using var team = invocation.Team(threads);
        var (record, arrays) = EmbeddingAnalysis.Of(
            set,
            named,
            call,
            invocation.SmallInteger(dimensions),
            team,
            new Provenance("embedding", "", TaskIdentity.Format, EmbeddingAnalysis.Instance.Algorithm, []),
            network is null ? null : NetworkGroup.Of(Network(network, set.ParameterCount))
        );
        var outcome = new Outcome
        {
            { "method", record.Method },
            { "vectors", record.Vectors.Count },
            { "parameters", record.Parameters },
            { "eigenvalues", record.Eigenvalues },
            { "explained", record.Explained },
            { "negative", record.Negative },
            {
                "coordinates",
                invocation.IsJson
                    ? record.Vectors.Select(v => v.Coordinates).ToArray()
                    : $"{record.Vectors.Count} rows of {record.Vectors[0].Coordinates.Count}; --json or --out for all"
            },
            { "names", record.Vectors.Select(v => v.Name).ToArray() },
            { "norms", record.Vectors.Select(v => v.Norm).ToArray() },
            { "meanNorm", record.MeanNorm },
            { "meanDistance", record.MeanDistance },
            { "meanLargestEntry", record.MeanLargestEntry },
            { "groups", record.Groups.Select(Group).ToArray() },
        };
        if (record.Alignment is { } alignment)
        {
            outcome.Add(
                "alignment",
                new Outcome
                {
                    { "reference", alignment.Reference },
                    { "moved", alignment.Moved },
                    { "meanDistanceBefore", alignment.MeanDistanceBefore },
                }
            );
        }
        if (file is not null)
        {
            file.Write(target => NpzFile.Write(target, arrays));
            outcome.Add("out", invocation.Text(output));
            outcome.Add("arrays", arrays.Select(a => a.Key).ToArray());
        }
        drawing.Draw(() => EmbeddingFigure.Of(record));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        outcome.Print(invocation);
        return ExitCode.Done;
    }

    /// <summary>The network with as many parameters, of as many inputs as that takes.</summary>
    private Network Network(ResolvedCall call, int count)
    {
        for (var inputs = 1; inputs <= MostInputs; inputs++)
        {
            var network = Studies.Catalogues.Networks.Create(call, inputs, outputs: 1);
            if (network.ParameterCount == count)
            {
                return network;
            }
        }
        throw new InputException(
            $"expected the network of the vectors, which have {count} parameters; {call.Brief} has "
                + $"{Studies.Catalogues.Networks.Create(call, 1, 1).ParameterCount} with one input, and none of up to {MostInputs} has as many",
            align.Place
        );
    }

    /// <summary>The method with the options that flags of their own give.</summary>
    private ResolvedCall Method(Invocation invocation)
    {
        var written = invocation.Written(method) is [var text] ? text : invocation.Call(method).Brief;
        var call = CallParser.Parse(written, method.Place);
        var arguments = call.Arguments.ToList();
        foreach (var flag in new[] { kernel, width, degree, distance }.Where(invocation.IsGiven))
        {
            var signature = EmbeddingMethods.Catalogue.Signatures.FirstOrDefault(s => s.Name == call.Name);
            if (signature is not null && signature.Options.All(o => o.Name != flag.Option.Name))
            {
                throw new InputException($"has no meaning with --method {call.Name}; leave it out", flag.Place);
            }
            if (arguments.Exists(a => a.Key == flag.Option.Name))
            {
                throw new InputException("is given with --method too; leave one of the two out", flag.Place);
            }
            arguments.Add(
                invocation.Written(flag) is [var one]
                    ? new CallArgument(flag.Option.Name, one, flag.Place)
                    : throw new InputException(
                        $"given {invocation.Written(flag).Count} times; give it once",
                        flag.Place
                    )
            );
        }
        return EmbeddingMethods.Catalogue.Resolve(call with { Arguments = arguments });
    }

    private static Outcome Group(EmbeddedGroup group) =>
        new()
        {
            { "group", group.Group },
            { "count", group.Count },
            { "meanNorm", group.MeanNorm },
            { "meanDistance", group.MeanDistance },
            { "meanLargestEntry", group.MeanLargestEntry },
            { "between", group.Between.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)).ToArray() },
        };

    private static Studies.Syntax.Option Option(string of, string name) =>
        EmbeddingMethods.Catalogue.Signatures.First(s => s.Name == of).Options.First(o => o.Name == name) with
        {
            Default = null,
            IsOptional = true,
        };
}
