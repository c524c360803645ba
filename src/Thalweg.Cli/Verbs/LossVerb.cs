using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

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
        using var team = invocation.Team(threads);
        var objective = subject.Objective;
        var gradient = new double[objective.ParameterCount];
        var terms = new double[objective.TermNames.Count];
        var value = objective.Gradient(subject.Parameters, gradient, terms, team);
        var norm = Vectors.Norm(gradient);
        var outcome = new Outcome
        {
            { "loss", value },
            { "terms", objective.TermNames.Zip(terms, KeyValuePair.Create).ToArray() },
            { "gradientNorm", norm },
        };
        if (subject.Loss is { } pde)
        {
            AddErrors(outcome, pde, subject, invocation, team);
            outcome.Add("points", pde.PointCount);
        }
        outcome.Add("parameters", objective.ParameterCount);
        outcome.Add("lowerBound", objective.LowerBound);
        outcome.AddRange(subject.Description);
        outcome.Add("gradient", gradient);
        outcome.Print(invocation);
        return Verdict.Of(invocation.Terminal, double.IsFinite(value) && double.IsFinite(norm));
    }

    private void AddErrors(Outcome outcome, PdeObjective pde, Subject subject, Invocation invocation, WorkerTeam team)
    {
        if (invocation.IsGiven(errorQuadrature))
        {
            var call = invocation.Call(errorQuadrature);
            var points = subject.Parts!.ErrorPoints(call);
            var values = pde.Errors.On(points, subject.Parameters, team);
            outcome.Add("errors", ErrorMetrics.Names.Zip(values, KeyValuePair.Create).ToArray());
            outcome.Add("errorNodes", points.Count);
            outcome.Add("errorQuadrature", call.Canonical);
            return;
        }
        var errors = pde.Errors.Refine(subject.Parameters, team);
        outcome.Add("errors", ErrorMetrics.Names.Zip(errors.Values, KeyValuePair.Create).ToArray());
        outcome.Add("errorNodes", errors.Nodes);
        outcome.Add("errorLastChange", errors.LastChange);
        if (!errors.Resolved)
        {
            invocation.Terminal.Warn(
                $"doubling the error quadrature still changed errors by {CallText.Number(errors.LastChange)}"
            );
        }
    }
}
