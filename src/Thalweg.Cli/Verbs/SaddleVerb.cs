using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg saddle</c>: the stationary point of a loss that given parameters lead to, its index, and where the ways down from it end.</summary>
internal sealed class SaddleVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag index = new(
        new IntegerOption(
            "index",
            null,
            "number of negative eigenvalues to look for: 0 a minimum, 1 a pass [default: whichever is near]"
        )
        {
            Minimum = 0,
            Maximum = CensusLoss.LargestCount,
        }
    );
    private readonly Flag ridge = new(AnalysisCatalogue.Option("census", "ridge"));
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "saddle";

    public override string Description =>
        "Refines parameters to a stationary point of a given index, and follows the ways down from a pass";

    public override string Example => "thalweg saddle --objective muller-brown --at=-0.8,0.6 --index 1";

    protected override IReadOnlyList<Flag> Flags => [.. loss.All, index, ridge, seed, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation, (ulong)invocation.Integer(seed));
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        loss.RefuseSeed(invocation, seed);
        loss.RequireOne(subject, Name);
        var parameters = subject.Source.Layout.Count;
        StationaryFlags.RequireSize(parameters, loss.Place(invocation));
        int? asked = invocation.IsGiven(index) ? invocation.SmallInteger(index) : null;
        if (asked > parameters)
        {
            throw new InputException(
                $"expected at most {parameters}, the number of parameters, found {asked}",
                index.Place
            );
        }
        invocation.RequireMemory([subject.Source], threads);
        using var team = invocation.Team(threads);
        var on = new CensusLoss(
            subject.Source,
            invocation.IsGiven(ridge) ? invocation.Number(ridge) : null,
            new ObjectivePool()
        );
        var options = new StationaryOptions();
        var point = new Refinement(on.Objective, options).From(subject.Centre!.Parameters, team, asked);
        var alibi = point.IsPlace && on.Finer.Count > 0 ? QuadratureAlibi.Of(point, on.Finer, options, team) : null;
        var ends = point is { IsRegular: true, Index: 1 }
            ? new Descent(on.Objective, options).FromPass(point, team)
            : [];
        var symmetry = on.Objective.As<ISymmetric>()?.Symmetry ?? SymmetryGroup.Identity(on.Objective.ParameterCount);
        var found = new CensusPoint(
            point,
            new Orbit(symmetry, point.Parameters, options.SamePoint),
            alibi,
            ends.Count == 0
                ? null
                : [.. ends.Select((end, i) => new DescentEnd(IsMinimum(end) ? i : null, null, end.Label))],
            1
        );
        var outcome = StationaryFlags.Describe(CensusAnalysis.Describe(found));
        outcome.Add("ends", ends.Select(end => Describe(end, ends[0], symmetry, options)).ToArray());
        outcome.Add("eigenvalues", point.Eigenvalues);
        outcome.Add("bounds", point.Bounds);
        outcome.Add("steps", point.Steps);
        outcome.Add("ridge", invocation.IsGiven(ridge) ? invocation.Number(ridge) : null);
        outcome.Add("parameters", parameters);
        outcome.AddRange(StationaryFlags.Source(subject.Description));
        outcome.Print(invocation);
        if (!point.IsPlace)
        {
            invocation.Terminal.Warn($"no stationary point: {point.Label.Word()}");
        }
        return point.IsPlace ? ExitCode.Done : ExitCode.Doubtful;
    }

    private static bool IsMinimum(StationaryPoint end) => end is { IsPlace: true, Index: 0 };

    /// <param name="first">The end of the other way, of which this one may be a copy.</param>
    private static Outcome Describe(
        StationaryPoint end,
        StationaryPoint first,
        SymmetryGroup symmetry,
        StationaryOptions options
    ) =>
        new()
        {
            { "point", end.Parameters },
            { "value", end.Value },
            { "index", end.IsPlace ? end.Index : null },
            { "label", IsMinimum(end) ? "minimum" : end.Label.Word() },
            {
                "symmetry",
                ReferenceEquals(end, first) || !IsMinimum(end) || !IsMinimum(first)
                    ? null
                    : new Orbit(symmetry, first.Parameters, options.SamePoint).MapTo(end.Parameters)
            },
        };
}
