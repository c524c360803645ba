using Thalweg.Studies.Reading;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg schema</c>: prints the JSON Schema of study files.</summary>
internal sealed class SchemaVerb : Verb
{
    public override string Name => "schema";

    public override string Description => "Prints the JSON Schema of study files";

    public override string Example => "thalweg schema > docs/study.schema.json";

    public override bool IsHidden => true;

    protected override int Run(Invocation invocation)
    {
        invocation.Terminal.Output.Write(StudySchema.Text());
        return ExitCode.Done;
    }
}
