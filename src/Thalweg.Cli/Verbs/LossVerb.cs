using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg loss</c>: loss, terms, gradient and errors at given parameters.</summary>
internal sealed class LossVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag errorQuadrature = new(
        new CallOption(
            "error-quadrature",
            null,
            "points for the solution errors [default: refined until doubling changes them by less than 1e-12]",
            Quadratures.Catalogue
        )
    );
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "loss";

    public override string Description =>
        "Evaluates a loss, its terms, gradient and solution errors at given parameters";

    public override string Example =>
        "thalweg loss --problem poisson --dim 1 --network \"resnet(width=4, blocks=1, activation=swish)\" "
        + "--formulation galerkin --quadrature simpson:200 --weights FILE";

    protected override IReadOnlyList<Flag> Flags => [.. loss.All, errorQuadrature, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        if (subject.Sources.Count > 1)
        {
            throw new InputException(
                $"given {subject.Sources.Count} times; '{Name}' takes it once: roughness, slice and line take several",
                loss.Formulation.Place
            );
        }
        invocation.RequireMemory(subject.Sources, threads);
        var objectives = new ObjectivePool();
        using var team = invocation.Team(threads);
        var objective = objectives.Of(subject.Source);
        var parameters = subject.Centre!.Parameters;
        var gradient = new double[objective.ParameterCount];
        var terms = new double[objective.TermNames.Count];
        var value = objective.Gradient(parameters, gradient, terms, team);
        var norm = Vectors.Norm(gradient);
        var outcome = new Outcome
        {
            { "loss", value },
            { "terms", objective.TermNames.Zip(terms, KeyValuePair.Create).ToArray() },
            { "gradientNorm", norm },
        };
        AddErrors(outcome, objective, subject, invocation, team);
        AddClasses(outcome, objective, subject, team);
        if (subject.Source.As<IPoints>() is { } points)
        {
            outcome.Add("points", points.PointCount(objective));
        }
        outcome.Add("parameters", objective.ParameterCount);
        outcome.Add("lowerBound", objective.LowerBound);
        outcome.AddRange(subject.Description);
        outcome.Add("gradient", gradient);
        outcome.Print(invocation);
        return Math.Max(
            Verdict.Of(invocation.Terminal, double.IsFinite(value) && double.IsFinite(norm)),
            Verdict.Of(invocation.Terminal, objective.Name, [value], objective.LowerBound)
        );
    }

    private static void AddClasses(Outcome outcome, IObjective objective, Subject subject, WorkerTeam team)
    {
        if (subject.Source.As<IClasses>() is not { } images)
        {
            return;
        }
        var metrics = new double[objective.MetricNames.Count];
        objective.Values(subject.Centre!.Parameters, new double[1], default, metrics, team);
        outcome.Add("accuracy", images.Counts(objective, subject.Centre.Parameters, team)?.Accuracy);
        outcome.Add("errors", objective.MetricNames.Zip(metrics, KeyValuePair.Create).ToArray());
        outcome.Add("images", images.ImageCount(objective));
    }

    private void AddErrors(
        Outcome outcome,
        IObjective objective,
        Subject subject,
        Invocation invocation,
        WorkerTeam team
    )
    {
        if (subject.Source.As<IRefinedErrors>() is not { } known)
        {
            if (invocation.IsGiven(errorQuadrature))
            {
                throw new InputException(
                    "has no meaning for a loss whose solution is not known; leave it out",
                    errorQuadrature.Place
                );
            }
            return;
        }
        var asked = invocation.IsGiven(errorQuadrature) ? invocation.Call(errorQuadrature) : null;
        var errors = asked is null
            ? known.RefinedErrors(objective, subject.Centre!.Parameters, team)
            : known.ErrorsOn(asked, objective, subject.Centre!.Parameters, team);
        outcome.Add("errors", errors.Names.Zip(errors.Values, KeyValuePair.Create).ToArray());
        outcome.Add("errorNodes", errors.Nodes);
        outcome.Add("referenceError", known.ReferenceError);
        if (asked is not null)
        {
            outcome.Add("errorQuadrature", asked.Canonical);
            return;
        }
        outcome.Add("errorLastChange", errors.LastChange);
        if (!errors.IsResolved)
        {
            invocation.Terminal.Warn(
                $"doubling the error quadrature still changed errors by {CallText.Number(errors.LastChange ?? double.NaN)}"
            );
        }
    }
}
