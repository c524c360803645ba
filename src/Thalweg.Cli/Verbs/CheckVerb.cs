using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg check</c>: validates a study and estimates its work.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly Operand file = new("study", "study file (YAML)", true);

    public override string Name => "check";

    public override string Description => "Validates a study file and estimates the work it asks for";

    public override string Example => "thalweg check studies/poisson-1d.yaml";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override int Run(Invocation invocation)
    {
        var study = StudyReader.ReadFile(invocation.Operand(file)!);
        var work = StudyWork.Of(study);
        new Outcome
        {
            { "study", study.Name },
            { "valid", true },
            { "chains", study.Formulations.Count * study.Seeds.Count },
            { "trainingSteps", work.TrainingSteps },
            { "lossEvaluations", work.LossEvaluations },
        }.Print(invocation);
        return ExitCode.Done;
    }
}
