using Thalweg.Studies.Running;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg check</c>: validates a study and estimates its work.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly Operand file = new("study", "study file (YAML)", true);
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "check";

    public override string Description =>
        "Validates a study file, estimates the work it asks for, and shows how each loss is evaluated";

    public override string Example => "thalweg check studies/poisson-1d.yaml";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override IReadOnlyList<Flag> Flags => [threads];

    protected override int Run(Invocation invocation)
    {
        var study = invocation.Study(file);
        using var team = invocation.Team(threads);
        var estimate = StudyEstimate.Of(study, team);
        new Outcome
        {
            { "study", study.Name },
            { "valid", true },
            { "variants", estimate.Variants },
            { "chains", estimate.Chains },
            { "tasks", estimate.Tasks },
            { "gradients", estimate.Work.Gradients },
            { "lossValues", estimate.Work.Values },
            { "estimatedSeconds", Math.Round(estimate.Seconds, 1) },
            { "memoryBytes", (long)estimate.Bytes },
            { "evaluation", Plans(estimate, invocation.IsJson) },
        }.Print(invocation);
        if (!invocation.IsJson)
        {
            invocation.Terminal.Note(
                "the time is that of a machine that does nothing else, from the first steps of each training; runs that end before their last step take less"
            );
        }
        return ExitCode.Done;
    }

    private static Outcome Plans(StudyEstimate estimate, bool inFull)
    {
        var formulations = new Outcome();
        foreach (var (label, plans) in estimate.Plans)
        {
            var terms = new Outcome();
            foreach (var plan in plans)
            {
                terms.Add(plan.Term, inFull ? PlanText.Of(plan) : PlanText.Line(plan));
            }
            formulations.Add(label, terms);
        }
        return formulations;
    }
}
