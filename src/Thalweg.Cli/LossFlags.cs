using System.Globalization;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>The flags that name a loss, or an analytic objective, and the parameters to look at.</summary>
internal sealed partial class LossFlags
{
    private readonly ModelFlags model = new();
    private readonly DataFlags data = new();
    private readonly Flag formulation = Call(
        "formulation",
        null,
        "how the problem becomes a loss",
        Formulations.Catalogue
    );
    private readonly Flag quadrature = Call(
        "quadrature",
        null,
        "how integrals are approximated",
        Quadratures.Catalogue
    );
    private readonly WeightFlags weights = new();
    private readonly Flag compatibility = new(
        new WordOption(
            "compat",
            null,
            "published: the Simpson sum of the published Ritz code, and its slices",
            ["published"]
        )
    );
    private readonly Flag objective = Call(
        "objective",
        null,
        "another loss in place of problem and network: a known function, or process:COMMAND",
        Objectives.Catalogue
    );
    private readonly Flag at = new(
        new CoordinatesOption("at", null, "point of the objective [default: its start for the seed]")
    );

    public IReadOnlyList<Flag> All =>
        [
            .. model.Named,
            formulation,
            quadrature,
            model.Precision,
            .. weights.All,
            compatibility,
            .. data.All,
            objective,
            at,
        ];

    /// <summary>Those that name a loss alone, without parameters.</summary>
    public IReadOnlyList<Flag> Losses =>
        [.. model.Named, formulation, quadrature, model.Precision, .. data.All, objective];

    public Flag Weights => weights.File;

    public Flag Formulation => formulation;

    /// <summary>The loss and the parameters that the flags name.</summary>
    /// <param name="seed">Of the start of an objective for which no parameters are named.</param>
    /// <exception cref="InputException">Flags are missing, contradict each other, or do not fit together.</exception>
    /// <param name="readsMore">Whether another flag names weights that are read.</param>
    public Subject Read(Invocation invocation, ulong seed = 1, bool readsMore = false)
    {
        if (invocation.IsGiven(objective))
        {
            var read = ReadObjective(invocation, readsMore);
            if (read.Centre is not null)
            {
                return read;
            }
            var start = Start(read.Source, seed);
            read.Description.Add("at", start.Description);
            return read with { Centre = start };
        }
        if (invocation.IsGiven(at))
        {
            throw new InputException("a point belongs to --objective; name parameters with --weights", at.Place);
        }
        if (data.IsGiven(invocation) && !invocation.IsGiven(weights.File))
        {
            RefuseUnread(invocation, readsMore);
            var subjectOfData = ReadLoss(invocation, null);
            var startOfData = Start(subjectOfData.Source, seed);
            subjectOfData.Description.Add("at", startOfData.Description);
            return subjectOfData with { Centre = startOfData };
        }
        var saved = weights.Open(invocation);
        var subject = ReadLoss(invocation, saved);
        return subject with { Centre = weights.Read(invocation, saved, subject.Sources) };
    }

    /// <summary>The same without parameters.</summary>
    public Subject ReadLoss(Invocation invocation)
    {
        weights.RefuseWithout(invocation);
        return ReadLoss(invocation, null);
    }

    /// <summary>One loss without parameters, of a problem or another one.</summary>
    public Subject ReadOne(Invocation invocation, string verb)
    {
        if (!invocation.IsGiven(objective))
        {
            var subject = ReadLoss(invocation, null);
            RequireOne(subject, verb);
            return subject;
        }
        invocation.Refuse("with --objective", [.. model.Named, formulation, quadrature, model.Precision, .. data.All]);
        var call = invocation.Call(objective);
        var source = SourceCatalogue.Of(call, Environment.CurrentDirectory, invocation.Programs);
        var description = new Outcome { { "objective", call.Canonical } };
        if (source.Note is { } note)
        {
            description.Add("note", note);
        }
        return new Subject([source], null, description);
    }

    /// <summary>Refuses several formulations.</summary>
    public void RequireOne(Subject subject, string verb)
    {
        if (subject.Sources.Count > 1)
        {
            throw new InputException($"given {subject.Sources.Count} times; '{verb}' takes it once", formulation.Place);
        }
    }

    private Subject ReadLoss(Invocation invocation, SavedWeights? saved)
    {
        if (data.IsGiven(invocation))
        {
            return ReadData(invocation, saved);
        }
        data.RefuseWithout(invocation);
        var calls = invocation.Calls(formulation);
        if (calls.Distinct().Count() < calls.Count)
        {
            throw new InputException("the same formulation is given twice; keep one", formulation.Place);
        }
        var (named, of, by) = model.Read(invocation, saved);
        PdeSource[] sources =
        [
            .. calls.Select(call => new PdeSource(named, of, by, invocation.Call(quadrature), call)
            {
                Precision = invocation.Call(model.Precision),
                IsPublished = IsPublished(invocation),
            }),
        ];
        if (sources.SelectMany(s => s.Refusals).ToList() is { Count: > 0 } refusals)
        {
            throw new InputException([.. refusals.DistinctBy(r => (r.Location, r.Message))]);
        }
        RequireOneNetwork(sources);
        var first = sources[0];
        var description = new Outcome
        {
            { "problem", first.Problem.Canonical },
            { "network", first.Network.Canonical },
            { "trial", first.Trial.Canonical },
            { "formulation", calls.Count == 1 ? calls[0].Canonical : calls.Select(c => c.Canonical).ToArray() },
            { "quadrature", first.Quadrature.Canonical },
            { "precision", first.Precision.Canonical },
            { "compatibility", first.IsPublished ? "published" : null },
        };
        if (invocation.IsGiven(weights.File))
        {
            description.Add("weights", invocation.Written(weights.File)[^1]);
        }
        return new Subject(sources, null, description);
    }

    /// <summary>Losses that are looked at together are of one network, which has to give what each of them needs.</summary>
    private void RequireOneNetwork(IReadOnlyList<PdeSource> sources)
    {
        var problem = Problems.Create(sources[0].Problem);
        var needed = sources.Select(s => Formulations.OutputsFor(s.Formulation, problem)).ToList();
        if (needed.Distinct().Count() > 1 && !sources[0].Network.Has("outputs"))
        {
            throw new InputException(
                $"{string.Join(" and ", sources.Zip(needed, (s, n) => $"'{s.Formulation.Brief}' needs {n}"))} output(s) of one network; give the network outputs={needed.Max()}",
                formulation.Place
            );
        }
    }

    /// <summary>Parameters for the losses, from a file that another flag names.</summary>
    public GivenCentre ReadWeights(Invocation invocation, string path, Subject subject, Flag flag) =>
        weights.Read(invocation, SavedWeights.Open(path, flag.Place), subject.Sources);

    /// <summary>True where parameters are named by a file or a point.</summary>
    public bool HasParameters(Invocation invocation) => invocation.IsGiven(weights.File) || invocation.IsGiven(at);

    /// <summary>Refuses <c>--compat</c> where the sum of the published code is that of the loss.</summary>
    /// <param name="changesMore">Whether the verb changes something else for it too.</param>
    public void RefuseUnpublished(Invocation invocation, Subject subject, bool changesMore)
    {
        if (IsPublished(invocation) && !changesMore && !subject.Sources.Any(IsChanged))
        {
            throw new InputException(
                "changes the Simpson sum of a Ritz energy alone; leave it out, or take --formulation ritz --quadrature simpson:100",
                compatibility.Place
            );
        }

        static bool IsChanged(Source source) =>
            source is PdeSource { Formulation.Name: "ritz", Quadrature.Name: "simpson" };
    }

    /// <summary>Refuses a seed that only a start drawn by an objective needs.</summary>
    public void RefuseSeed(Invocation invocation, Flag seed)
    {
        if (!(IsObjective(invocation) || data.IsGiven(invocation)) || HasParameters(invocation))
        {
            invocation.Refuse("where the parameters are given and nothing is drawn", seed);
        }
    }

    public bool IsPublished(Invocation invocation) => invocation.TextOrNull(compatibility) == "published";

    /// <summary>A loss that is not of a problem, with its parameters where some are named.</summary>
    /// <param name="readsMore">Whether another flag names weights that are read.</param>
    public Subject ReadObjective(Invocation invocation, bool readsMore = false)
    {
        invocation.Refuse("with --objective", [.. model.Named, formulation, quadrature, model.Precision, .. data.All]);
        if (invocation.IsGiven(at) && invocation.IsGiven(weights.File))
        {
            throw new InputException("names parameters as --at does; leave one of the two out", weights.File.Place);
        }
        var point = invocation.IsGiven(at) ? invocation.Value<double[]>(at) : null;
        var call = invocation.Call(objective);
        CheckPoint(call, point, at);
        var source = SourceCatalogue.Of(call, Environment.CurrentDirectory, invocation.Programs, point?.Length);
        var description = new Outcome { { "objective", call.Canonical } };
        if (source.Note is { } note)
        {
            description.Add("note", note);
        }
        if (point is not null)
        {
            if (point.Length != source.Layout.Count)
            {
                throw new InputException(
                    $"expected {source.Layout.Count} coordinates, the parameters of '{source.Label}', found {point.Length}",
                    at.Place
                );
            }
            description.Add("at", point);
            RefuseUnread(invocation, readsMore);
            return new Subject([source], new GivenCentre(point, "at"), description);
        }
        if (!invocation.IsGiven(weights.File))
        {
            RefuseUnread(invocation, readsMore);
            return new Subject([source], null, description);
        }
        description.Add("weights", invocation.Written(weights.File)[^1]);
        return new Subject([source], weights.Read(invocation, weights.Open(invocation), [source]), description);
    }

    /// <summary>Refuses what says how weights are read where none are.</summary>
    private void RefuseUnread(Invocation invocation, bool readsMore)
    {
        if (!readsMore)
        {
            weights.RefuseWithout(invocation);
        }
    }

    /// <summary>Refuses a point of another number of coordinates than the function takes.</summary>
    private static void CheckPoint(ResolvedCall call, double[]? point, Flag of)
    {
        if (point is null || call.Signature == ExternalSignature.Signature)
        {
            return;
        }
        try
        {
            Objectives.Create(call, point.Length);
        }
        catch (InputException fault)
        {
            throw new InputException(fault.Message, of.Place, fault);
        }
    }

    public bool IsObjective(Invocation invocation) => invocation.IsGiven(objective);

    /// <summary>The flag that the loss is named by, for messages.</summary>
    public SourceLocation Place(Invocation invocation) =>
        IsObjective(invocation) ? objective.Place
        : data.IsGiven(invocation) ? data.Place
        : model.Named[0].Place;

    private GivenCentre Start(Source source, ulong seed) =>
        source.As<IStarts>() is { TakesInitializer: false } starts
            ? new GivenCentre(
                starts.Start(null, seed),
                string.Create(CultureInfo.InvariantCulture, $"start of seed {seed}")
            )
            : throw new InputException(
                $"missing; '{source.Label}' has no start of its own: give its {source.Layout.Count} coordinates, or --weights",
                at.Place
            );

    private static Flag Call(string name, string? standard, string description, Catalogue catalogue) =>
        new(new CallOption(name, standard, description, catalogue));
}

/// <summary>What a verb looks at.</summary>
/// <param name="Sources">One, or several formulations of one problem.</param>
/// <param name="Centre">θ; null where the verb finds its own.</param>
/// <param name="Description">How it was asked for, in canonical texts, for the result.</param>
internal sealed record Subject(IReadOnlyList<Source> Sources, GivenCentre? Centre, Outcome Description)
{
    public Source Source => Sources[0];
}
